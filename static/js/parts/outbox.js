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
