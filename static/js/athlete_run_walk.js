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
/* What every log shares: steppers, the word of an effort, several ways to enter, the clock, the draft. */
{
  const find = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];

  Object.assign(window.coachapp, {
    find,
    all,

    /** 45, or 4:20 from a minute on. */
    clock: (s) => (s < 60 ? `${s}` : `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`),

    buzz: (pattern) => navigator.vibrate?.(pattern),

    /** A fresh copy of a template's one element. */
    copy: (template) => template.content.firstElementChild.cloneNode(true),

    /** Put `value` into `input`, and let the page notice. */
    put(input, value) {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },

    /** `words` with %(name)s replaced from `facts`. */
    fill: (words, facts) => words.replace(/%\((\w+)\)s/g, (_, name) => facts[name]),
  });

  const step = (button) => {
    const box = button.closest("[data-stepper]");
    const input = find("input", box);
    if (!input) return;
    const way = Number(button.dataset.step);
    const now = Number(input.value.replace(",", ".")) || 0;
    const list = box.dataset.list?.split(",").map(Number);
    const next = list
      ? (way > 0 ? list.find((n) => n > now) : list.findLast((n) => n < now)) ?? now
      : Math.max(0, now + way * Number(box.dataset.by || 1));
    coachapp.put(input, next);
    coachapp.announce(`${next} ${find("small", box)?.textContent ?? ""}`);
  };

  const chooseWay = (button) => {
    const group = button.parentElement;
    for (const each of group.children) each.setAttribute("aria-pressed", each === button);
    for (const pane of group.parentElement.children)
      if (pane.dataset.way) pane.hidden = pane.dataset.way !== button.value;
  };

  const sayEffort = (field) => {
    const chosen = find("[name=effort]:checked", field);
    const out = find("[data-rpe-word]", field);
    if (!chosen || !out) return;
    const half = find("[name=half]", field).checked && chosen.value < 10;
    out.textContent = half ? `${chosen.value}.5` : `${chosen.value}: ${chosen.dataset.word ?? ""}`;
  };

  const form = find("form[data-log]");
  if (form) {
    all("[data-step][hidden], [data-ways][hidden]").forEach((each) => (each.hidden = false));
    form.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.step) step(button);
      else if (button?.closest("[data-ways]")) chooseWay(button);
    });
    form.addEventListener("change", ({ target }) => {
      const field = target.closest("[data-effort]");
      if (field) sayEffort(field);
    });

    /* Minutes by the clock, from the first touch on; only where that is longer than a glance. */
    const began = find("[name=started_at]", form);
    form.addEventListener("input", () => (began.value ||= new Date().toISOString()), { once: true });
    /* Minutes that were said already, by the clock or by hand, stay. */
    let byClock = "";
    coachapp.minutesFromClock = () => {
      const field = find("[name=minutes]", form);
      const minutes = Math.round((Date.now() - Date.parse(began.value)) / 60000);
      const note = find("[data-from-clock]", form);
      if (!(minutes >= 5 && minutes < 300) || !note) return;
      if (field.value !== (byClock || field.defaultValue)) return;
      coachapp.put(field, minutes);
      byClock = field.value;
      note.textContent = note.dataset.fromClock;
    };
  }
}
/* What every timer shares: the screen stays on while it runs, where the phone allows it, and a sound that can be
   turned off on this phone. */
{
  const { find, all } = coachapp;
  const sound = find("[data-sound]");
  const SOUND = "coachapp:sound";
  let isOn = true;
  let audio;
  let lock;
  let turn = 0;
  let runs = false;

  try {
    isOn = localStorage.getItem(SOUND) !== "off";
  } catch {
    /* a closed store: the sound is on */
  }

  const drawSound = () => {
    sound.setAttribute("aria-pressed", isOn);
    find("[data-word]", sound).textContent = isOn ? sound.dataset.on : sound.dataset.off;
  };
  /* A phone lets a page sound only from a tap on. */
  const openSound = () => {
    if (!isOn) return;
    audio ??= new AudioContext();
    audio.resume();
  };

  const sayRefused = (isRefused) => {
    for (const line of all("[data-screen-refused]")) {
      line.dataset.granted ??= line.textContent;
      line.textContent = isRefused ? line.dataset.screenRefused : line.dataset.granted;
      line.closest(".note")?.classList.toggle("is-refused", isRefused);
    }
  };

  /** A timer starts or ends: from now on the screen stays on, or no longer. Starting belongs to a tap. */
  coachapp.timing = async (yes) => {
    const mine = ++turn;
    runs = yes;
    lock?.release();
    lock = undefined;
    if (!yes) return;
    openSound();
    let got;
    try {
      got = await navigator.wakeLock.request("screen");
    } catch {
      /* no such thing here, or not now: the page says so */
    }
    if (mine !== turn) return got?.release();
    lock = got;
    sayRefused(!got);
  };

  /** A tone, where the sound is on: `length_s` long, `after_s` from now. The soft one is quieter and lower. */
  coachapp.beep = (length_s, after_s = 0, isSoft = false) => {
    if (!isOn || !audio) return;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = isSoft ? 440 : 880;
    gain.gain.value = isSoft ? 0.15 : 0.5;
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + after_s);
    tone.stop(audio.currentTime + after_s + length_s);
  };

  /** Time is up: two short tones and a buzz. */
  coachapp.ring = () => {
    coachapp.beep(0.15);
    coachapp.beep(0.15, 0.3);
    coachapp.buzz([200, 80, 200]);
  };

  /* The phone lets go of the screen whenever the page is out of sight. */
  document.addEventListener("visibilitychange", () => {
    if (runs && !document.hidden) coachapp.timing(true);
  });

  if (sound) {
    if (!navigator.wakeLock) sayRefused(true);
    sound.parentElement.hidden = false;
    drawSound();
    sound.addEventListener("click", () => {
      isOn = !isOn;
      try {
        localStorage.setItem(SOUND, isOn ? "on" : "off");
      } catch {
        /* a full or closed store: for this page only */
      }
      if (runs) openSound();
      drawSound();
    });
  }
}
/* Every tap is kept on the phone at once, so that a call, a reload or an empty battery loses nothing. */
{
  const { find, fieldsOf } = coachapp;
  const form = find("form[data-log]");
  const saved = find("[data-saved]");
  const A_DAY = 864e5;

  const keyOf = (code) => `log:${document.body.dataset.owner}:${code}`;
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch {
      /* a full or closed store: the form still posts by itself */
    }
  };

  for (const code of saved?.dataset.saved.split(" ") ?? []) write(keyOf(code));
  const uidOf = (draft) => draft?.posted ?? new Map(draft?.fields).get("uid");
  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(keyOf("")));
    } catch {
      return [];
    }
  };
  if (saved) keys().filter((key) => uidOf(read(key)) === saved.dataset.uid).forEach((key) => write(key));

  if (form?.isFresh) {
    const key = keyOf(form.dataset.log);
    const draft = read(key);
    const isOurs = !form.hasDraft && draft && Date.now() - draft.at < A_DAY;
    /* The plan changed under what was typed: the page as it was goes on, and says so. */
    const about = isOurs && new Map(draft.fields).get("about");
    const isOld = about && form.elements.about?.value !== about;
    if (isOld && !location.search && !("kept" in document.body.dataset)) location.replace(`?about=${encodeURIComponent(about)}`);
    if (isOurs && !isOld) {
      coachapp.restore(form, draft.fields);
      form.hasDraft = true;
    }
    const keep = () => {
      if (!form.isWaiting || !form.dataset.pageDay) write(key, { at: Date.now(), fields: fieldsOf(form) });
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    /* What nobody had planned may be done twice: once it waits in the outbox, the next one starts anew. */
    form.addEventListener("kept", () => form.dataset.pageDay && write(key));
    /* Posted without the outbox, it may arrive or not: what is left of it is another entry, or it would be taken for the first. */
    form.addEventListener("posted", () => {
      const fields = fieldsOf(form);
      const another = fields.map(([name, value]) => [name, name === "uid" ? crypto.randomUUID() : value]);
      if (form.dataset.pageDay && crypto.randomUUID) write(key, { at: Date.now(), posted: new Map(fields).get("uid"), fields: another });
    });
  }
}
/* Run and walk: pieces of time, one after the other, counted from one start: after a sleep the page is right at once.
   Where nobody had planned any, the athlete says how long and how often before the start. */
{
  const { find, all, put, fill, clock } = coachapp;
  const form = find("form[data-log]");
  const box = find("[data-run-walk]");

  if (form?.isFresh && box) {
    const part = (name) => find(`[data-${name}]`, box);
    const kept = find("[name=clock]", box);
    const dock = find("[data-dock]");
    const own = part("own");
    let pieces;
    let runs;
    let sum;

    /* `from` is when the first piece would have begun without a pause; `held` are seconds in, while it pauses. */
    let state = { held: 0, begun: 0, from: 0, left: [], over: 0, pieces: box.dataset.runWalk };
    const read = () => {
      sum = 0;
      pieces = state.pieces.split(" ").map((each) => {
        const [pace, s] = each.split(":");
        return { pace, s: Number(s), end: (sum += Number(s)) };
      });
      runs = pieces.filter(({ pace }) => pace === "run");
    };
    let last = -1;
    let ticked = 0;

    const gone = () => state.held ?? (Date.now() - state.from) / 1000;
    const at = () => {
      const s = gone();
      const index = pieces.findIndex(({ end }) => s < end);
      return index < 0 || state.over ? pieces.length : index;
    };
    const isOn = () => state.held === null && !state.over;
    const hour = (s, style) =>
      new Date(Date.now() + s * 1000).toLocaleTimeString(document.documentElement.lang, { timeStyle: style, hourCycle: "h23" });
    const keep = () => put(kept, JSON.stringify(state));

    const say = (index) => {
      const piece = pieces[index];
      const facts = { n: runs.indexOf(piece) + 1, of: runs.length };
      return fill(part("what").dataset[piece?.pace ?? "over"], facts);
    };
    const draw = () => {
      const index = at();
      const piece = pieces[index];
      const next = pieces[index + 1];
      const left = piece ? Math.max(0, Math.ceil(piece.end - gone())) : 0;
      const word = state.over ? "over" : isOn() ? "pause" : state.begun ? "on" : "start";
      part("what").textContent = say(index);
      part("time").textContent = clock(left);
      part("tip").textContent = piece ? fill(part("tip").dataset[next?.pace ?? "over"], { time: clock(next?.s ?? 0) }) : "";
      const until = part("until");
      if (isOn()) until.textContent = fill(until.dataset.until, { time: hour(left, "medium"), end: hour(sum - gone(), "short") });
      else until.textContent = state.begun ? "" : fill(until.dataset.inAll, { minutes: Math.round(sum / 60) });
      if (own) own.hidden = Boolean(state.begun);
      part("go-word").textContent = part("go-word").dataset[word];
      find("small", part("go")).hidden = Boolean(state.begun);
      part("running").hidden = !state.begun || Boolean(state.over);
      dock.hidden = Boolean(state.begun) && !state.over;
      box.classList.toggle("is-work", isOn() && piece?.pace === "run");
      box.classList.toggle("is-walk", isOn() && piece?.pace !== "run");
      part("dots").replaceChildren(
        ...runs.map((run) => {
          const dot = document.createElement("i");
          dot.className = run === piece ? "now" : pieces.indexOf(run) < index && !state.left.includes(run.end) ? "done" : "";
          return dot;
        }),
      );
      return left;
    };

    /* No line of a plan holds these times: the line for the coach does, unless there is one. */
    const tell = (n) => {
      const line = find("[name=comment]", form);
      const [run, walk] = pieces.slice(1).map(({ s }) => s / 60);
      if (!line.value) put(line, fill(own.dataset.said, { n, run, walk }));
    };

    /* What is said below follows the timer, and can be changed. */
    const finish = (when) => {
      const ran = runs.filter(({ end }) => end <= gone() + 0.5 && !state.left.includes(end)).length;
      state = { ...state, held: gone(), over: when };
      coachapp.timing(false);
      const minutes = Math.max(1, Math.round((when - state.begun) / 60000));
      const pick = find(`[name=pick][value="${minutes}"]`, form) ?? find("[name=pick][value=more]", form);
      pick.checked = true;
      put(find("[name=minutes]", form), minutes);
      const rounds = find("[name=rounds]", form);
      if (rounds) put(rounds, Math.max(1, ran));
      if (own && ran) tell(ran);
      keep();
      draw();
    };
    const tick = () => {
      if (!isOn()) return;
      const index = at();
      if (index === pieces.length) {
        coachapp.ring();
        coachapp.announce(say(index));
        return finish(state.from + sum * 1000);
      }
      const left = draw();
      if (index !== last) {
        if (pieces[index].pace === "run") {
          coachapp.beep(1);
          coachapp.buzz(600);
        } else coachapp.ring();
        coachapp.announce(say(index));
        last = index;
        ticked = 0;
      } else if (left < 4 && left !== ticked) {
        ticked = left;
        coachapp.beep(0.05, 0, true);
      }
    };

    part("go").addEventListener("click", () => {
      if (state.over) return find("[data-picks]", form).scrollIntoView();
      if (isOn()) state.held = gone();
      else {
        state.from = Date.now() - state.held * 1000;
        state.begun ||= Date.now();
        state.held = null;
      }
      coachapp.timing(isOn());
      keep();
      draw();
      tick();
    });
    part("next").addEventListener("click", () => {
      const piece = pieces[at()];
      if (piece.pace === "run") state.left.push(piece.end);
      if (isOn()) state.from -= (piece.end - gone()) * 1000;
      else state.held = piece.end;
      if (at() === pieces.length) return finish(Date.now());
      keep();
      draw();
      tick();
    });
    part("enough").addEventListener("click", () => finish(Date.now()));

    const chosen = (name, least, most) => {
      const typed = Number(find(`[data-own-${name}]`, own).value.replace(",", ".")) || least;
      return Math.min(most, Math.max(least, typed));
    };
    own?.addEventListener("input", () => {
      const round = ` run:${Math.round(chosen("run", 0.5, 60) * 60)} walk:${Math.round(chosen("walk", 0.5, 60) * 60)}`;
      state.pieces = `warm_up:300${round.repeat(chosen("times", 1, 60))} cool_down:300`;
      read();
      draw();
    });

    /* A run that was going when the page went away goes on. */
    try {
      if (form.hasDraft && kept.value) state = { ...state, ...JSON.parse(kept.value) };
    } catch {
      /* not ours: it starts anew */
    }
    read();
    last = state.begun ? at() : -1;
    if (isOn()) coachapp.timing(true);
    box.hidden = false;
    draw();
    setInterval(tick, 200);
    document.addEventListener("visibilitychange", tick);
  }
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
