/* What every athlete's page shares: a quiet voice, and what has been read. */
"use strict";

window.coachapp = {
  /** Say `words` to people who listen to the page. */
  announce(words) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = "";
    requestAnimationFrame(() => {
      live.textContent = words;
    });
  },
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

{
  const unread = document.querySelector("[data-mark-read]");
  if (unread) {
    fetch(unread.action, { method: "POST", body: new FormData(unread) })
      .then((answer) => {
        if (answer.ok) unread.hidden = true;
      })
      .catch(() => {});
  }
}
/* What waits on this phone: one row for each uid, seen by its owner only. Refused where the phone's storage is full or closed. */
{
  const opened = () =>
    new Promise((done, fail) => {
      const asked = indexedDB.open("coachapp", 1);
      asked.onupgradeneeded = () =>
        asked.result.createObjectStore("outbox", { keyPath: "uid" }).createIndex("owner", "owner");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = asked.onblocked = () => fail(asked.error);
    });

  const inStore = async (mode, ask) => {
    const store = await opened();
    try {
      return await new Promise((done, fail) => {
        const work = store.transaction("outbox", mode, { durability: "strict" });
        const asked = ask(work.objectStore("outbox"));
        work.oncomplete = () => done(asked.result);
        work.onabort = work.onerror = () => fail(work.error);
      });
    } finally {
      store.close();
    }
  };

  const { owner } = document.body.dataset;
  coachapp.outbox = {
    put: (entry) => inStore("readwrite", (store) => store.put(entry)),
    drop: (uid) => inStore("readwrite", (store) => store.delete(uid)),

    /** The entries of who is signed in, the oldest first. */
    async mine() {
      if (!owner) return [];
      const found = await inStore("readonly", (store) => store.index("owner").getAll(owner));
      return found.sort((a, b) => a.at - b.at);
    },
  };
}
/* What is logged goes into the phone first and then to the server, exactly once by its uid. */
{
  const { outbox } = coachapp;
  const forms = document.querySelectorAll("form[data-outbox]");
  const AGAIN = "again";

  const uidOf = (form) => form.querySelector("[name=uid]");
  const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const localDay = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  /** Say the day that `form` has now, where it says one: "Done on Mon 23 Nov." */
  const sayDay = (form) => {
    const said = form.querySelector("[data-day]");
    const day = said && new Date(`${form.elements.done_on.value}T12:00`);
    if (!said || Number.isNaN(day.getTime())) return;
    const part = (name) => day.toLocaleDateString(document.documentElement.lang, { [name]: "short" });
    said.textContent = said.dataset.day.replace("%(day)s", `${part("weekday")} ${day.getDate()} ${part("month")}`);
  };

  Object.assign(coachapp, {
    fieldsOf,

    /** Put what was typed before back into `form`. */
    restore(form, fields) {
      for (const input of form.querySelectorAll("input[name], textarea[name], select[name]")) {
        if (input.name === "csrfmiddlewaretoken" || (input.name === "session" && input.type === "hidden")) continue;
        const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
        if (/radio|checkbox/.test(input.type)) input.checked = values.includes(input.value);
        else if (values.length) input.value = values[0];
      }
      sayDay(form);
    },

    /** Open the form of a refused entry again, with everything that was typed. */
    correct(entry) {
      sessionStorage.setItem(AGAIN, JSON.stringify(entry));
      const about = new Map(entry.fields).get("about");
      const to = new URL(entry.open || entry.url, location);
      if (about) to.searchParams.set("about", about);
      location.assign(to);
    },
  });

  /* A page that was kept is opened many times: each time is another entry. */
  for (const form of forms) {
    form.isFresh = !document.querySelector("main [role=alert]") && !form.getAttribute("action");
    if (form.isFresh && crypto.randomUUID) uidOf(form).value = crypto.randomUUID();
  }
  try {
    const again = JSON.parse(sessionStorage.getItem(AGAIN));
    sessionStorage.removeItem(AGAIN);
    if (again && forms[0]) {
      coachapp.restore(forms[0], again.fields);
      forms[0].hasDraft = true;
    }
  } catch {
    /* a closed store: the form is as the server left it */
  }

  const isKept = "kept" in document.body.dataset;

  /** A kept page may be of days ago: what is logged on it was done on the phone's day, or on the day it was planned for. */
  const bringUpToDate = (form) => {
    const day = localDay();
    const { plannedOn } = form.dataset;
    form.elements.done_on.value = plannedOn && plannedOn < day ? plannedOn : day;
    if (form.elements.seen_on) form.elements.seen_on.value = day;
    sayDay(form);
  };

  /** The copy is of the page alone: what its address was about is chosen again. */
  const chooseSubject = (form) => {
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = /^(session|week)$/.test(name) && form.elements[name];
      if (field) field.value = value;
    }
  };

  for (const form of forms) {
    if (isKept && form.isFresh && !form.hasDraft) {
      if (form.elements.done_on) bringUpToDate(form);
      chooseSubject(form);
    }
    form.addEventListener("change", ({ target }) => target.name === "done_on" && sayDay(form));
  }

  /* What has to be said, as the server would ask for it: without signal its answer comes days later. */
  const isSaid = (box) => {
    const named = [...box.querySelectorAll("input[name], textarea[name], select[name]")].filter(({ name }) => name !== "half");
    return named.some((input) => (/radio|checkbox/.test(input.type) ? input.checked : input.value.trim()));
  };
  const ask = (box) => {
    if (!box.querySelector(".err")) box.append(coachapp.errorOf(box.dataset.must));
  };
  for (const form of forms)
    form.addEventListener("input", ({ target }) => {
      const box = target.closest("[data-must]");
      if (box && isSaid(box)) box.querySelector("[data-asked]")?.remove();
    });

  /** Whether everything is said that has to be. Where something is missing, its place asks for it and comes into view. */
  coachapp.isComplete = (form) => {
    const missing = [...form.querySelectorAll("[data-must]")].filter((box) => !isSaid(box));
    missing.forEach(ask);
    if (missing.length) coachapp.showEnd?.();
    missing[0]?.scrollIntoView({ block: "center" });
    missing[0]?.querySelector("input, textarea, select").focus({ preventScroll: true });
    return !missing.length;
  };

  /** What is typed after it was kept is kept too, for as long as it waits. */
  coachapp.keepOn = async (form) => {
    const there = (await outbox.mine()).find(({ uid }) => uid === uidOf(form).value);
    if (there && there.is !== "refused") await outbox.put({ ...there, fields: fieldsOf(form) });
  };

  /** Keep what `form` says on the phone. The entry, or nothing where the phone refuses. */
  coachapp.keep = async (form) => {
    const entry = {
      owner: document.body.dataset.owner,
      uid: uidOf(form).value,
      url: form.action,
      fields: fieldsOf(form),
      title: form.dataset.outbox,
      elsewhere: form.dataset.elsewhere,
      at: Date.now(),
    };
    try {
      await outbox.put(entry);
      return entry;
    } catch {
      return undefined;
    }
  };
}
/* The check-in: the word of each answer, how many are left, and leaving early keeps what is there. */
"use strict";

{
  const form = document.querySelector("[data-check-in]");
  if (form) {
    const count = form.querySelector("[data-left]");
    const answered = () => form.querySelectorAll(".five input:checked").length;
    const show = () => {
      const left = 5 - answered();
      count.hidden = left === 0;
      count.textContent = count.dataset.words.replace("{n}", left);
    };
    form.addEventListener("change", (event) => {
      const ask = event.target.closest(".ask");
      if (ask) {
        const words = event.target.closest("label").querySelector(".sr");
        ask.querySelector(".word").textContent = words.textContent;
      }
      show();
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-leave]");
      if (!link || !answered()) return;
      event.preventDefault();
      coachapp.keep(form).then((entry) => (entry ? location.assign(link.href) : form.requestSubmit()));
    });
    show();
  }
}
/* The body figure fills in the list, and the notice follows the number. The list is the form. */
"use strict";

{
  const form = document.querySelector("[data-place]");
  const map = document.querySelector("[data-bodymap]");

  const chosen = (name) => form.querySelector(`[name=${name}]:checked`)?.value || "";
  const region = () => form.querySelector("[name=region]").value;

  const limitOf = () => {
    const { notice, hold, stop, strict, strictHold } = form.dataset;
    if (chosen("kind") !== "pain") return chosen("kind");
    const level = Number(chosen("level"));
    const careful = strict.split(" ").includes(region());
    const holdAt = careful ? Math.min(Number(hold), Number(strictHold)) : Number(hold);
    if (!level) return "";
    if (level >= Number(stop)) return "stop";
    if (level >= holdAt) return "hold";
    return level >= Math.min(Number(notice), holdAt) ? "notice" : "low";
  };

  const showNotice = () => {
    const limit = limitOf();
    for (const note of form.querySelectorAll("[data-limit]")) note.hidden = note.dataset.limit !== limit;
  };

  const zonesOf = (where, side) =>
    [...map.querySelectorAll(".zone")].filter(
      (zone) => zone.dataset.region === where && (zone.dataset.side === side || side === "both"),
    );

  const showChosen = () => {
    for (const zone of map.querySelectorAll(".is-open")) zone.classList.remove("is-open");
    for (const zone of zonesOf(region(), chosen("side"))) zone.classList.add("is-open");
  };

  const distance = (zone, event) => {
    const box = zone.getBoundingClientRect();
    const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
    const down = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
    const middle = Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
    return Math.hypot(across, down) + middle / 100;
  };

  const choose = (zone) => {
    const list = form.querySelector("[name=region]");
    list.value = zone.dataset.region;
    form.querySelector(`[name=side][value=${zone.dataset.side}]`).checked = true;
    showChosen();
    showNotice();
    const side = form.querySelector("[name=side]:checked").closest("label").textContent.trim();
    window.coachapp.announce(`${list.selectedOptions[0].textContent}, ${side}`);
  };

  if (form) {
    form.addEventListener("change", () => {
      showNotice();
      if (map) showChosen();
    });
    showNotice();
  }
  if (form && map) {
    map.hidden = false;
    for (const mark of document.querySelectorAll("[data-marked]")) {
      for (const zone of zonesOf(mark.dataset.marked, mark.dataset.side)) zone.classList.add("is-pain");
    }
    map.addEventListener("click", (event) => {
      const button = event.target.closest(".seg button");
      if (button) {
        for (const each of map.querySelectorAll(".seg button")) each.setAttribute("aria-pressed", String(each === button));
        for (const view of map.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== button.value;
        return;
      }
      const figure = event.target.closest(".figure");
      if (!figure) return;
      const zones = [...figure.querySelectorAll(".zone")];
      const nearest = zones.reduce((best, zone) => (distance(zone, event) < distance(best, event) ? zone : best));
      if (distance(nearest, event) < 30) choose(nearest);
    });
    showChosen();
  }
}
/* Elsewhere with the phone: its clock is another than the one that the days are counted by.
   The line lies over the end of the page, so that nothing that can be read already moves. */
{
  const line = document.querySelector("[data-zone]");
  const measure = () => document.documentElement.style.setProperty("--elsewhere", `${line.offsetHeight}px`);
  const offer = () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here === line.dataset.zone || sessionStorage.elsewhere === here) return;
    const link = line.querySelector("a");
    link.href += `?zone=${encodeURIComponent(here)}`;
    link.lastChild.data = link.lastChild.data.replace("%(place)s", here.split("/").pop().replaceAll("_", " "));
    line.hidden = false;
    addEventListener("resize", measure);
    measure();
    coachapp.announce(link.textContent);
    line.querySelector("[data-later]").addEventListener("click", () => {
      sessionStorage.elsewhere = here;
      line.hidden = true;
      measure();
    });
  };
  /* The name of a place is slow to come by: it is asked for only where the hours differ, and after the page has come. */
  if (line && new Date().getTimezoneOffset() * -60 !== Number(line.dataset.offset)) setTimeout(offer);
}
/* What the phone has to say about what waits on it: refused, signed out, full, and on the way out. */
{
  const { outbox } = coachapp;
  const host = document.querySelector("[data-outbox-words]");
  const words = host?.dataset;
  const card = (name) => host.querySelector(`[data-card="${name}"]`).content.firstElementChild.cloneNode(true);
  const count = (n, one, many) => (n === 1 ? one : many.replace("%(n)s", n));
  const form = document.querySelector("form[data-outbox]");
  const isInTheMiddle = form || !document.querySelector(".tabs");

  /** The sentence of an answer that is missing. */
  coachapp.errorOf = (sentence) => {
    const made = card("missing");
    made.lastElementChild.textContent = sentence;
    return made;
  };

  /** The way on, below a button that has nothing more to do. */
  coachapp.wayBack = () => card("back");

  /** What was refused and is open on this page says what is wrong with it: it is put right below. */
  const openCard = (entry) => {
    const made = refusedCard(entry);
    if (!entry.isGone) for (const button of made.querySelectorAll("button")) button.remove();
    return made;
  };

  const refusedCard = (entry) => {
    const made = card("refused");
    const part = (name) => made.querySelector(`[data-${name}]`);
    part("title").textContent = entry.title;
    part("why").textContent = entry.sentences.join(" ");
    part("open").hidden = Boolean(entry.isGone);
    part("open").addEventListener("click", () => coachapp.correct(entry));
    part("elsewhere").hidden = !(entry.isGone && entry.elsewhere);
    part("elsewhere").addEventListener("click", () => coachapp.correct({ ...entry, open: entry.elsewhere }));
    part("drop").addEventListener("click", async () => {
      await outbox.drop(entry.uid);
      coachapp.showOutbox();
    });
    return made;
  };

  /** Cards of the `refused` entries, and of those that wait for a sign-in. In the middle of something only its own is shown. */
  coachapp.showCards = (refused, waitForSignIn) => {
    if (!host) return;
    const open = form?.elements.uid.value;
    const isOpen = ({ uid }) => uid === open;
    const isSaidBelow = Boolean(document.querySelector("main > [role=alert], form .err"));
    const made = isSaidBelow ? [] : refused.filter(isOpen).map(openCard);
    if (!isInTheMiddle) made.push(...refused.filter((entry) => !isOpen(entry)).map(refusedCard));
    if (waitForSignIn) {
      const sign = card("signed-out");
      sign.querySelector("[data-title]").textContent = count(waitForSignIn, words.one, words.many);
      made.push(sign);
    }
    host.querySelector("[data-cards]").replaceChildren(...made);
  };

  /** Bring the cards to the eye: it is on the button below. */
  coachapp.showWhy = () => host.scrollIntoView();

  /** The phone cannot keep anything, and there is no signal: say so. */
  coachapp.showFull = () => {
    host.querySelector("[data-cards]").replaceChildren(card("full"));
    coachapp.showWhy();
  };

  /* What a page says is wrong far below comes into view. */
  if (!document.querySelector("main > [role=alert]")) form?.querySelector(".err")?.scrollIntoView({ block: "center" });

  /* What the outbox does not carry needs the server: it stays where it stands, and says so. */
  if (host)
    document.addEventListener("submit", (event) => {
      if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
      event.preventDefault();
      const said = event.target.querySelector("[data-no-signal]") ?? card("no-signal");
      event.target.append(said);
      said.scrollIntoView({ block: "center" });
      coachapp.announce(said.textContent);
    });

  const leave = document.querySelector("form[action$='/accounts/logout/']");
  if (leave && host) {
    const ask = async (event) => {
      if (!navigator.onLine) return;
      event.preventDefault();
      await coachapp.sendAll();
      const left = (await outbox.mine().catch(() => [])).length;
      if (!left) return leave.submit();
      const note = card("leaving");
      note.querySelector("[data-title]").textContent = count(left, words.one, words.many);
      leave.prepend(note);
      coachapp.announce(note.textContent);
      leave.removeEventListener("submit", ask);
    };
    leave.addEventListener("submit", ask);
  }
}
/* Sending. The uid makes a second time harmless, so whatever has no answer is sent again until it has one. */
{
  const { outbox } = coachapp;
  const forms = document.querySelectorAll("form[data-outbox]");
  const words = document.querySelector("[data-outbox-words]");
  const pill = document.querySelector("[data-sync]");
  const PATIENCE = 15000;
  const SOONEST = 5000;
  const LATEST = 300000;
  let pause = SOONEST;
  let timer;
  let signedOut = false;

  const inTurn = (work) => (navigator.locks ? navigator.locks.request("outbox", work) : work());

  const cookie = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1];

  /** The key that a form needs. It goes with the phone's cookies, which a kept page outlives; this page brings a new one. */
  const key = async () => {
    if (!cookie()) await fetch("/settings/", { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) });
    return cookie() ?? "";
  };

  /** What became of `entry`: taken, refused, signed out, or later. */
  const post = async (entry) => {
    const token = await key();
    const age = Math.max(0, Math.round((Date.now() - entry.at) / 1000));
    const answer = await fetch(entry.url, {
      method: "POST",
      redirect: "manual",
      headers: { "X-CSRFToken": token, "X-Outbox": entry.owner, "X-Outbox-Age": age },
      body: new URLSearchParams(entry.fields),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { status } = answer;
    if (status === 204) return { is: "taken", next: answer.headers.get("X-Outbox-Next") };
    if (answer.type === "opaqueredirect" || status === 409) return { is: "signed out" };
    if (status < 400 || status >= 500 || status === 408 || status === 429) return { is: "later" };
    return { is: "refused", ...(await why(answer)) };
  };

  /** The server's own sentences, and where the form is that can be corrected. */
  const why = async (answer) => {
    if (answer.status === 404) return { sentences: [words.dataset.gone], isGone: true };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...page.querySelectorAll("main [role=alert] p, main [role=alert] li, main .err")];
    const sentences = found.map((each) => each.textContent.trim()).filter(Boolean);
    const open = page.querySelector("form[data-outbox]")?.getAttribute("action");
    return { sentences: sentences.length ? [...new Set(sentences)] : [words.dataset.refused], open };
  };

  const send = async (entry) => {
    const answer = await post(entry).catch(() => ({ is: "later" }));
    signedOut = answer.is === "signed out";
    if (answer.is === "taken") await outbox.drop(entry.uid);
    if (answer.is === "refused") await outbox.put({ ...entry, ...answer });
    return answer;
  };

  const waiting = async () => (await outbox.mine().catch(() => [])).filter((each) => each.is !== "refused");

  let isLeaving = false;
  const leaveFor = (address) => {
    isLeaving = true;
    location.replace(address || "/today/");
  };

  /** Send what waits, in order. What the server refuses stays, and is shown; it is never sent again by itself. How many were taken. */
  const sendAll = () =>
    inTurn(async () => {
      let taken = 0;
      for (const entry of await waiting()) {
        const answer = await send(entry);
        if (answer.is === "later" || answer.is === "signed out") break;
        const open = [...forms].some((form) => form.elements.uid.value === entry.uid);
        if (answer.is === "taken" && open) leaveFor(answer.next);
        if (answer.is === "taken") taken += 1;
      }
      return taken;
    });

  /** What is shown is of before, and nobody is in the middle of anything on it: ask for it anew. */
  let isTyped = false;
  addEventListener("input", () => (isTyped = true));
  const showAnew = () => {
    if (!isTyped && !isLeaving && !document.querySelector("form[data-log]")) location.reload();
  };

  /** Show what is left, and look again after a while that grows. */
  const rest = async () => {
    clearTimeout(timer);
    if (await show()) {
      timer = setTimeout(tryAgain, pause);
      pause = Math.min(2 * pause, LATEST);
    } else pause = SOONEST;
  };

  const tryAgain = async () => {
    const taken = navigator.onLine && (await sendAll());
    await rest();
    if (taken) showAnew();
  };

  const button = (form) => form.querySelector("button:not([type=button])");

  const showKept = (form) => {
    if (form.isWaiting) return;
    const { childNodes } = button(form);
    form.isWaiting = true;
    form.asked = [...childNodes];
    form.wayBack = coachapp.wayBack();
    button(form).disabled = true;
    button(form).replaceChildren(words.dataset.waiting);
    if (!document.querySelector(".tabs")) button(form).after(form.wayBack);
  };

  /** It was refused while it stood open: it can be put right where it stands. */
  const showOpen = (form) => {
    if (!form.isWaiting) return;
    form.isWaiting = false;
    button(form).disabled = false;
    button(form).replaceChildren(...form.asked);
    form.wayBack.remove();
  };

  /** The pill, the forms and the links of what waits, and the cards of what a person has to look at. How many wait. */
  const show = async () => {
    const all = await outbox.mine().catch(() => []);
    const left = all.filter((each) => each.is !== "refused");
    const refused = all.filter((each) => each.is === "refused");
    if (pill) {
      const off = !navigator.onLine || left.length > 0;
      pill.hidden = !off && refused.length > 0;
      pill.classList.toggle("sync--off", off);
      pill.querySelector("[data-sync-ok]").hidden = off;
      pill.querySelector("[data-sync-off]").hidden = !off;
      pill.querySelector("[data-sync-words]").textContent = off ? words.dataset.waiting : pill.dataset.saved;
    }
    for (const { uid, url } of left) {
      for (const form of forms) if (form.elements.uid.value === uid) showKept(form);
      for (const link of document.querySelectorAll("a.btn[href^='/sessions/'], a.asknow")) if (link.href === url) link.textContent = words.dataset.waiting;
    }
    for (const { uid } of refused) for (const form of forms) if (form.elements.uid.value === uid) showOpen(form);
    coachapp.showCards(refused, signedOut ? left.length : 0);
    return left.length;
  };

  /* The plain form underneath, with a key that fits also where the page is an old copy. */
  const postPlainly = async (form) => {
    const fresh = await key().catch(cookie);
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
    form.submit();
  };

  const submit = async (form) => {
    if (!coachapp.isComplete(form)) return;
    button(form).disabled = true;
    const entry = await coachapp.keep(form);
    if (!entry && navigator.onLine) {
      form.dispatchEvent(new Event("posted"));
      return postPlainly(form);
    }
    if (!entry) {
      button(form).disabled = false;
      if (pill) pill.hidden = true;
      return coachapp.showFull();
    }
    form.dispatchEvent(new Event("kept"));
    if (!navigator.onLine) {
      showKept(form);
      coachapp.announce(words.dataset.waiting);
      return show();
    }
    const answer = await inTurn(() => send(entry));
    if (answer.is === "taken") return leaveFor(answer.next);
    if (answer.is === "refused" && !answer.isGone) return postPlainly(form);
    await rest();
    if (answer.is !== "later") coachapp.showWhy();
  };

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit(form);
    });
    form.addEventListener("input", () => form.isWaiting && inTurn(() => coachapp.keepOn(form)).catch(() => {}));
  }

  Object.assign(coachapp, { waiting, sendAll, showOutbox: show });
  if (document.body.dataset.owner) {
    addEventListener("online", async () => {
      pause = SOONEST;
      await tryAgain();
      if ("kept" in document.body.dataset) showAnew();
    });
    addEventListener("offline", show);
    document.addEventListener("visibilitychange", () => document.hidden || tryAgain());
    tryAgain();
  }
}
/* After the page is there: the worker that opens pages without signal, and which pages it should keep. */
{
  const { owner } = document.body.dataset;
  const list = document.querySelector("[data-keep]");

  const start = async () => {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    if (navigator.connection?.saveData) return;
    const addresses = [location.pathname, ...(list ? list.dataset.keep.trim().split(/\s+/) : [])];
    active.postMessage({ owner, addresses });
  };
  if (owner && navigator.serviceWorker) addEventListener("load", () => start().catch(() => {}));
}
