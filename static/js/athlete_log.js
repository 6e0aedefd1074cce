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
/* The rest bar. It runs from an end time, so that a locked screen loses nothing, and counts up after it. */
{
  const bar = coachapp.find("aside[data-rest]");
  let end = 0;
  let total = 1;
  let rang = true;

  /** Rest for `seconds` from now; 0 puts the bar away. */
  coachapp.rest = (seconds) => {
    if (!bar) return;
    bar.hidden = !seconds;
    total = seconds;
    rang = !seconds;
    end = Date.now() + seconds * 1000;
    coachapp.timing(Boolean(seconds));
    draw();
  };

  const hour = (time) =>
    new Date(time).toLocaleTimeString(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" });

  const draw = () => {
    if (bar.hidden) return;
    const left = Math.ceil((end - Date.now()) / 1000);
    const label = coachapp.find("[data-rest-label]", bar);
    label.dataset.rest ??= label.textContent;
    label.textContent = left > 0 ? label.dataset.rest : label.dataset.ready;
    coachapp.find(".time", bar).textContent = left > 0 ? coachapp.clock(left) : `+${coachapp.clock(-left)}`;
    const until = coachapp.find("[data-until]", bar);
    until.textContent = coachapp.fill(until.dataset.until, { time: hour(end) });
    coachapp.find(".rest__track i", bar).style.setProperty("--left", Math.max(0, left / total));
    if (left > 0 || rang) return;
    rang = true;
    coachapp.timing(false);
    coachapp.ring();
    coachapp.announce(coachapp.find("[data-words]").dataset.restOver);
  };

  if (bar) {
    setInterval(draw, 250);
    document.addEventListener("visibilitychange", draw);
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.restAdd) {
        end += button.dataset.restAdd * 1000;
        if (rang && end > Date.now()) coachapp.timing(true);
        rang &&= end <= Date.now();
        draw();
      } else if (button) {
        coachapp.rest(0);
        coachapp.find(".set--now .side")?.focus();
      }
    });
  }
}
/* Strength: one exercise at a time, one card a set. Tap Left, tap Right; the plain fields below stay the form. */
{
  const { find, all, copy, put, fill } = coachapp;
  const form = find("form[data-log]");
  const exercises = all("[data-exercise]");

  if (form?.isFresh && exercises.length) {
    const card = (name) => copy(find(`[data-card="${name}"]`));
    const words = find("[data-words]").dataset;
    const end = find("[data-end]");
    const dock = find("[data-dock]");
    const progress = find("[data-progress]");
    const order = find("[name=order]", form);
    const hurts = find("[data-hurts]");
    const setsOf = (exercise) => all("[data-sets] > [data-set]", exercise);
    const tick = (set) => find("[data-done]", set);
    const load = (set) => find("[data-load]", set);
    const sidesOf = (set) => all("[data-side]", set);
    const skip = (exercise) => find("[data-skipped]", exercise);
    const isDone = (exercise) => skip(exercise).checked || setsOf(exercise).every((set) => tick(set).checked);
    const shown = all("[data-done]").filter((each) => each.defaultChecked);
    let tapped = new Set();
    let differ = false;
    let holding;

    /* Nothing tapped at all is saved as shown; one tap, and what is not tapped was not done. */
    const isTouched = () => all("[data-done]").some((each) => each.checked);
    if (!form.hasDraft) shown.forEach((each) => (each.checked = false));
    form.addEventListener("submit", () => {
      if (!isTouched()) shown.forEach((each) => (each.checked = true));
    });

    const told = (set) => {
      const counts = sidesOf(set).map(({ dataset, value }) => `${words[dataset.side] ?? ""} ${value}`.trim());
      const unit = load(set).parentElement.textContent.trim();
      return [...counts, ...(load(set).value ? [`${load(set).value} ${unit}`] : [])].join(", ");
    };

    /* A change goes on to the sets that are still to come. */
    const setAll = (set, exercise, pick, value) => {
      const rest = setsOf(exercise);
      for (const each of rest.slice(rest.indexOf(set)))
        if (!tick(each).checked) pick(each).forEach((input) => put(input, value));
    };

    const stepper = (value, unit, by, change) => {
      const box = card("stepper");
      find("[data-unit]", box).textContent = unit;
      find("[data-val]", box).textContent = value === "" ? "–" : value;
      for (const button of all("button", box)) {
        button.setAttribute("aria-label", `${unit}, ${button.getAttribute("aria-label")}`);
        button.addEventListener("click", (event) => {
          event.stopPropagation();
          const next = Math.max(0, (Number(value) || 0) + by * button.dataset.step);
          change(String(Math.round(next * 10) / 10), button.dataset.step);
        });
      }
      return box;
    };

    const steppers = (set, exercise, draw) => {
      const unitOf = (input) => input.parentElement.textContent.trim();
      const sides = sidesOf(set);
      const again = (which) => (_, way) => {
        draw();
        all("[data-steppers] .stepper", exercise)[which]?.querySelector(`[data-step="${way}"]`).focus();
      };
      const counts = differ ? sides : sides.slice(0, 1);
      const unit = find("[data-card=side]").content.querySelector("[data-unit]").dataset[exercise.dataset.measure];
      const made = counts.map((input, at) =>
        stepper(input.value, differ ? unitOf(input) : unit, exercise.dataset.measure === "seconds" ? 5 : 1, (value, way) => {
          const pick = (each) => sidesOf(each).filter((side) => !differ || side.dataset.side === input.dataset.side);
          setAll(set, exercise, pick, value);
          again(at)(value, way);
        }),
      );
      const kg = unitOf(load(set));
      made.push(
        stepper(load(set).value, kg, kg === "lb" ? 5 : 2, (value, way) => {
          setAll(set, exercise, (each) => [load(each)], value);
          again(counts.length)(value, way);
        }),
      );
      return made;
    };

    /* A superset takes turns: next is who has done the fewest sets, and the rest comes after the round. */
    const done = (exercise) => setsOf(exercise).filter((set) => tick(set).checked).length;
    const turnAfter = ({ dataset: { pair } }, own) =>
      exercises
        .filter((each) => !isDone(each) && (each === own || (pair && each.dataset.pair === pair)))
        .sort((one, two) => done(one) - done(two))[0];

    const finishSet = (set, exercise, draw) => {
      tapped = new Set();
      tick(set).checked = true;
      put(tick(set), "on");
      coachapp.announce(fill(words.setDone, { no: set.dataset.set }));
      const next = turnAfter(exercise, exercise);
      if (next) coachapp.rest(done(next) < done(exercise) ? 0 : Number(exercise.dataset.restS) || 60);
      if (next && !isDone(exercise)) open(exercises.indexOf(next));
      else draw();
      find("section:not([hidden]) .set--now .side, section:not([hidden]) [data-next]")?.focus();
    };

    /* A hold counts down in its own button; a second tap ends it early and keeps what was held. */
    const hold = (input, out, done) => {
      if (holding) {
        const held = Math.round((Date.now() - holding.from) / 1000);
        clearInterval(holding.timer);
        holding = undefined;
        put(input, Math.max(1, held));
        coachapp.timing(false);
        done();
        return;
      }
      const seconds = Number(input.value);
      const from = Date.now();
      coachapp.timing(true);
      const timer = setInterval(() => {
        const left = Math.ceil(seconds - (Date.now() - from) / 1000);
        out.textContent = Math.max(0, left);
        if (left > 0) return;
        clearInterval(timer);
        holding = undefined;
        coachapp.timing(false);
        coachapp.ring();
        done();
      }, 200);
      holding = { from, timer };
    };

    const sideButton = (input, set, exercise, draw) => {
      const button = card("side");
      const word = find("[data-word]", button);
      const unit = find("[data-unit]", button);
      word.textContent = word.dataset[input.dataset.side];
      unit.textContent = unit.dataset[exercise.dataset.measure];
      find("[data-n]", button).textContent = input.value;
      button.setAttribute("aria-pressed", tapped.has(input));
      const toggle = () => {
        if (!tapped.delete(input)) tapped.add(input);
        coachapp.buzz(20);
        button.setAttribute("aria-pressed", tapped.has(input));
        if (sidesOf(set).every((each) => tapped.has(each))) finishSet(set, exercise, draw);
      };
      button.addEventListener("click", () => {
        if (exercise.dataset.measure === "seconds" && !tapped.has(input)) hold(input, find("[data-n]", button), toggle);
        else toggle();
      });
      return button;
    };

    const nowCard = (set, exercise, draw) => {
      const now = card("now");
      now.setAttribute("aria-label", find("legend", set).textContent);
      find("[data-sides]", now).append(...sidesOf(set).map((input) => sideButton(input, set, exercise, draw)));
      find("[data-steppers]", now).append(...steppers(set, exercise, draw));
      const split = find("[data-split]", now);
      const label = find("[data-differ]", split);
      split.hidden = sidesOf(set).length < 2;
      split.setAttribute("aria-pressed", differ);
      label.textContent = differ ? label.dataset.same : label.dataset.differ;
      split.addEventListener("click", () => {
        differ = !differ;
        draw();
        find("[data-split]", exercise).focus();
      });
      return now;
    };

    const doneCard = (set, exercise, draw) => {
      const row = card("done");
      find("[data-what]", row).textContent = told(set);
      find("[data-undo]", row).addEventListener("click", () => {
        tick(set).checked = false;
        put(tick(set), "on");
        coachapp.announce(fill(words.openAgain, { no: set.dataset.set }));
        draw();
        find(".set--now .side", exercise)?.focus();
      });
      return row;
    };

    const cardOf = (set, exercise, draw, isNow) => {
      let made;
      if (tick(set).checked) made = doneCard(set, exercise, draw);
      else if (isNow) made = nowCard(set, exercise, draw);
      else {
        made = card("todo");
        find("[data-what]", made).textContent = told(set);
      }
      find("[data-no]", made).textContent = set.dataset.set;
      return made;
    };

    const others = (at, besides) =>
      exercises.map((exercise, index) => {
        const line = card("finish");
        find(".strong", line).textContent = find("h2", exercise).textContent;
        line.hidden = index === at || index === besides || isDone(exercise);
        line.addEventListener("click", () => turnTo(index));
        return line;
      });

    const finishLine = () => {
      const line = card("finish");
      line.addEventListener("click", finish);
      return line;
    };

    const setSkip = (exercise, yes, draw) => {
      skip(exercise).checked = yes;
      put(skip(exercise), "on");
      coachapp.rest(0);
      coachapp.announce(yes ? words.skipped : words.unskipped);
      draw();
      find("[data-undo], .set--now .side", exercise)?.focus();
    };

    const skippedCard = (exercise, draw) => {
      const row = card("skipped");
      find("[data-undo]", row).addEventListener("click", () => setSkip(exercise, false, draw));
      return row;
    };

    /* The order of doing them, on this phone only: what is saved goes by the exercise. */
    const number = () => {
      exercises.forEach((each, index) => (find("[data-number]", each).textContent = index + 1));
      order.value = exercises.map((each) => each.dataset.exercise).join();
    };
    const move = (at, way) => {
      const [exercise] = exercises.splice(at, 1);
      const to = at + way;
      exercises.splice(to, 0, exercise);
      exercises[to - way][way > 0 ? "after" : "before"](exercise);
      number();
      put(order, order.value);
      open(to);
      const again = find(`[data-move="${way}"]`, exercise);
      (again.disabled ? find("[data-skip]", exercise) : again).focus();
      coachapp.announce(fill(words.place, { no: to + 1, of: exercises.length }));
    };
    const orderRow = (at, draw) => {
      const row = card("order");
      const exercise = exercises[at];
      find("[data-skip]", row).hidden = skip(exercise).checked;
      find("[data-skip]", row).addEventListener("click", () => setSkip(exercise, true, draw));
      for (const button of all("[data-move]", row)) {
        const way = Number(button.dataset.move);
        button.disabled = !exercises[at + way];
        button.addEventListener("click", () => move(at, way));
      }
      return row;
    };

    const following = (at) => {
      const mate = turnAfter(exercises[at]);
      return exercises.findIndex((each, index) => (mate ? each === mate : index > at && !isDone(each)));
    };

    const nextButton = (at) => {
      const box = card("next");
      const button = find("button", box);
      const after = following(at);
      button.textContent =
        after < 0 ? button.dataset.last : `${button.dataset.word} ${find("h2", exercises[after]).textContent}`;
      button.addEventListener("click", () => (after < 0 ? finish() : turnTo(after)));
      return box;
    };

    function open(at) {
      const exercise = exercises[at];
      exercises.forEach((each, index) => (each.hidden = index !== at));
      end.hidden = dock.hidden = true;
      hurts.hidden = false;
      tapped = new Set();
      differ = sidesOf(setsOf(exercise)[0]).some((side, _, [first]) => side.value !== first.value);
      const host = find("[data-cards]", exercise) ?? document.createElement("div");
      host.dataset.cards = "";
      find("[data-sets]", exercise).before(host);
      const draw = () => {
        const sets = setsOf(exercise);
        const now = sets.find((set) => !tick(set).checked);
        const isSkipped = skip(exercise).checked;
        sets.forEach((set) => (set.hidden = true));
        host.replaceChildren(
          ...(isSkipped ? [skippedCard(exercise, draw)] : sets.map((set) => cardOf(set, exercise, draw, set === now))),
        );
        find("[data-after]", exercise).hidden = find("[data-more]", exercise).hidden = Boolean(now) || isSkipped;
        find("[data-ways-on]", exercise)?.remove();
        const on = document.createElement("div");
        on.dataset.waysOn = "";
        on.append(
          ...(isDone(exercise) ? [nextButton(at), orderRow(at, draw), ...others(at, following(at))] : [orderRow(at, draw), ...others(at)]),
          finishLine(),
        );
        exercise.append(on);
        all("i", progress).forEach((bar, index) => {
          bar.className = skip(exercises[index]).checked ? "skipped" : isDone(exercises[index]) ? "done" : index === at ? "now" : "";
        });
      };
      draw();
      scrollTo(0, 0);
    }

    const turnTo = (at) => {
      open(at);
      find("h2", exercises[at]).focus({ preventScroll: true });
    };

    function finish() {
      exercises.forEach((each) => (each.hidden = true));
      end.hidden = dock.hidden = false;
      hurts.hidden = true;
      coachapp.rest(0);
      coachapp.minutesFromClock();
      scrollTo(0, 0);
    }

    coachapp.showEnd = finish;
    const kept = order.value.split(",");
    if (order.value) {
      exercises.sort((one, two) => kept.indexOf(one.dataset.exercise) - kept.indexOf(two.dataset.exercise));
      exercises.forEach((each, index) => index && exercises[index - 1].after(each));
      number();
    }
    all(".skip").forEach((each) => (each.hidden = true));
    progress.hidden = false;
    const first = exercises.find((each) => !isDone(each));
    /* In a turn of its own, so that a slow phone answers a tap in between. */
    const turn = new MessageChannel();
    turn.port1.onmessage = () => {
      turn.port1.close();
      all(".later").forEach((each) => each.classList.remove("later"));
      open(first ? exercises.indexOf(turnAfter(first, first)) : 0);
    };
    turn.port2.postMessage(null);
  }
}
/* Ball holds: a ring of thirty seconds, then the other side, then the next step of the routine. Short stretches
   are counted down in the same ring, with a soft sound at the beginning of each. */
{
  const { find, all } = coachapp;
  const form = find("form[data-log]");
  const routine = find("[data-hold]");
  const steps = all("[data-routine-step]");
  const holds = steps.filter((step) => step.dataset.seconds);

  if (form?.isFresh && routine && holds.length) {
    const box = find("[data-hold-timer]", routine);
    const part = (name) => find(`[data-${name}]`, box);
    const ring = find(".fg", box);
    const button = part("hold-go");
    const around = 2 * Math.PI * 90;
    const tick = (step) => find("input[type=checkbox]", step);
    const planned = steps.filter((step) => tick(step).defaultChecked);
    let at = 0;
    let side = "left";
    let left = Number(holds[0].dataset.seconds);
    let end = 0;
    let running = false;
    let touched = planned.some((step) => !tick(step).checked);

    const kind = () => ("beat" in holds[at].dataset ? "ofBeat" : "ofHold");
    /* Of short stretches, how many are left; of a hold its seconds. */
    const shown = () => Math.ceil(left / (holds[at].dataset.beat ?? 1));

    const word = () => {
      if (running) return "pause";
      const whole = Number(holds[at].dataset.seconds);
      if (left > 0 && left < whole) return "on";
      if (left > 0) return kind() === "ofBeat" ? "begin" : "start";
      return "each" in holds[at].dataset && side === "left" ? "other" : "next";
    };
    const draw = () => {
      const step = holds[at];
      part("side").textContent = "each" in step.dataset ? part("side").dataset[side] : "";
      part("step-name").textContent = step.dataset.name;
      part("seconds").textContent = shown();
      for (const name of ["unit", "tip", "how"]) part(name).textContent = part(name).dataset[kind()];
      part("let-go").hidden = kind() === "ofBeat";
      ring.setAttribute("stroke-dasharray", `${(around * left) / step.dataset.seconds} ${around}`);
      part("go-word").textContent = button.dataset[word()];
      part("dots").replaceChildren(
        ...steps.map((each) => {
          const dot = document.createElement("i");
          dot.className = each === step ? "now" : touched && tick(each).checked ? "done" : "";
          return dot;
        }),
      );
    };
    /* The first hold turns the list around: from then on, what is ticked was done. */
    const touch = () => {
      if (!touched) planned.forEach((step) => (tick(step).checked = false));
      touched = true;
    };
    const check = () => {
      tick(holds[at]).checked = true;
      tick(holds[at]).dispatchEvent(new Event("change", { bubbles: true }));
    };
    const open = (index) => {
      running = false;
      if (index >= holds.length) {
        box.hidden = true;
        coachapp.minutesFromClock();
        return;
      }
      at = index;
      side = "left";
      left = Number(holds[at].dataset.seconds);
      draw();
    };
    const run = () => {
      if (!running) return;
      const before = shown();
      left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (left && kind() === "ofBeat" && shown() !== before) coachapp.beep(0.1, 0, true);
      if (!left) {
        running = false;
        coachapp.ring();
        coachapp.timing(false);
        if (word() === "next") check();
        coachapp.announce(button.dataset[word()]);
      } else setTimeout(run, 200);
      draw();
    };
    button.addEventListener("click", () => {
      touch();
      const doing = word();
      if (doing === "next") return open(at + 1);
      if (doing === "other") {
        side = "right";
        left = Number(holds[at].dataset.seconds);
      }
      running = !running;
      end = Date.now() + left * 1000;
      coachapp.timing(running);
      if (running) run();
      draw();
    });
    part("let-go").addEventListener("click", () => {
      touch();
      check();
      find(".letgo [value=yes]", holds[at]).checked = true;
      open(at + 1);
    });
    part("skip").addEventListener("click", () => {
      touch();
      open(at + 1);
    });
    box.hidden = false;
    draw();
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
