/* What every athlete's page shares: a quiet voice, and whether there is a connection. */
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

{
  const pill = document.querySelector("[data-sync]");
  const show = () => {
    const online = navigator.onLine;
    pill.hidden = false;
    pill.classList.toggle("sync--off", !online);
    pill.querySelector("[data-sync-ok]").hidden = !online;
    pill.querySelector("[data-sync-off]").hidden = online;
    pill.querySelector("[data-sync-words]").textContent = online ? pill.dataset.saved : pill.dataset.waiting;
  };
  if (pill) {
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
  }
}

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
      if (event.target.closest("[data-leave]") && answered()) {
        fetch(form.action || location.href, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
      }
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
/* What every log shares: steppers, the word of an effort, several ways to enter, the clock, the draft. */
{
  const find = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  let wake;

  Object.assign(window.coachapp, {
    find,
    all,

    /** 45, or 4:20 from a minute on. */
    clock: (s) => (s < 60 ? `${s}` : `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`),

    buzz: (pattern) => navigator.vibrate?.(pattern),

    /** Keep the screen on while a timer runs, where the phone allows it. */
    async stayAwake(yes) {
      try {
        if (yes) wake ??= await navigator.wakeLock?.request("screen");
        else wake = await wake?.release();
      } catch {
        wake = undefined;
      }
    },

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

    /* As the server left it: nothing wrong, nothing to change. Only then may the script lay it out anew. */
    form.isFresh = !find("[role=alert]") && !form.getAttribute("action");

    /* Minutes by the clock, from the first touch on; only where that is longer than a glance. */
    const began = find("[name=started_at]", form);
    form.addEventListener("input", () => (began.value ||= new Date().toISOString()), { once: true });
    coachapp.minutesFromClock = () => {
      const minutes = Math.round((Date.now() - Date.parse(began.value)) / 60000);
      const note = find("[data-from-clock]", form);
      if (!(minutes >= 5 && minutes < 300) || !note) return;
      coachapp.put(find("[name=minutes]", form), minutes);
      note.textContent = note.dataset.fromClock;
    };
  }
}
/* Every tap is kept on the phone at once, so that a call, a reload or an empty battery loses nothing. */
{
  const { find, all } = coachapp;
  const form = find("form[data-log]");
  const saved = find("[data-saved]");
  const A_DAY = 864e5;

  const keyOf = (code) => `log:${code}`;
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

  if (saved) write(keyOf(saved.dataset.saved));

  if (form?.isFresh) {
    const key = keyOf(form.dataset.log);
    const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const restore = (kept) => {
      for (const input of all("input[name], textarea[name]", form)) {
        if (input.name === "csrfmiddlewaretoken") continue;
        const values = kept.filter(([name]) => name === input.name).map(([, value]) => value);
        if (/radio|checkbox/.test(input.type)) input.checked = values.includes(input.value);
        else if (values.length) input.value = values[0];
      }
    };
    const draft = read(key);
    if (draft && Date.now() - draft.at < A_DAY) {
      restore(draft.fields);
      form.hasDraft = true;
    } else if (crypto.randomUUID) find("[name=uid]", form).value = crypto.randomUUID();
    const keep = () => write(key, { at: Date.now(), fields: fields() });
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
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
    draw();
  };

  const draw = () => {
    if (bar.hidden) return;
    const left = Math.ceil((end - Date.now()) / 1000);
    const label = coachapp.find("[data-rest-label]", bar);
    label.dataset.rest ??= label.textContent;
    label.textContent = left > 0 ? label.dataset.rest : label.dataset.ready;
    coachapp.find(".time", bar).textContent = left > 0 ? coachapp.clock(left) : `+${coachapp.clock(-left)}`;
    coachapp.find(".rest__track i", bar).style.setProperty("--left", Math.max(0, left / total));
    if (left > 0 || rang) return;
    rang = true;
    coachapp.buzz([120, 80, 120]);
    coachapp.announce(coachapp.find("[data-words]").dataset.restOver);
  };

  if (bar) {
    setInterval(draw, 250);
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.restAdd) {
        end += button.dataset.restAdd * 1000;
        rang = false;
        draw();
      } else if (button) {
        bar.hidden = true;
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
    const hurts = find("[data-hurts]");
    const setsOf = (exercise) => all("[data-sets] > [data-set]", exercise);
    const tick = (set) => find("[data-done]", set);
    const load = (set) => find("[data-load]", set);
    const sidesOf = (set) => all("[data-side]", set);
    const isDone = (exercise) => setsOf(exercise).every((set) => tick(set).checked);
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

    const finishSet = (set, exercise, draw) => {
      tapped = new Set();
      tick(set).checked = true;
      put(tick(set), "on");
      coachapp.announce(fill(words.setDone, { no: set.dataset.set }));
      if (!isDone(exercise)) coachapp.rest(Number(exercise.dataset.restS) || 60);
      draw();
      find(".set--now .side, [data-next]", exercise)?.focus();
    };

    /* A hold counts down in its own button; a second tap ends it early and keeps what was held. */
    const hold = (input, out, done) => {
      if (holding) {
        const held = Math.round((Date.now() - holding.from) / 1000);
        clearInterval(holding.timer);
        holding = undefined;
        put(input, Math.max(1, held));
        done();
        return;
      }
      const seconds = Number(input.value);
      const from = Date.now();
      coachapp.stayAwake(true);
      const timer = setInterval(() => {
        const left = Math.ceil(seconds - (Date.now() - from) / 1000);
        out.textContent = Math.max(0, left);
        if (left > 0) return;
        clearInterval(timer);
        holding = undefined;
        coachapp.buzz([200, 80, 200]);
        coachapp.stayAwake(false);
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

    const following = (at) => exercises.findIndex((each, index) => index > at && !isDone(each));

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
        sets.forEach((set) => (set.hidden = true));
        host.replaceChildren(...sets.map((set) => cardOf(set, exercise, draw, set === now)));
        find("[data-after]", exercise).hidden = find("[data-more]", exercise).hidden = Boolean(now);
        find("[data-ways-on]", exercise)?.remove();
        const on = document.createElement("div");
        on.dataset.waysOn = "";
        on.append(...(now ? others(at) : [nextButton(at), ...others(at, following(at))]), finishLine());
        exercise.append(on);
        all("i", progress).forEach((bar, index) => {
          bar.className = isDone(exercises[index]) ? "done" : index === at ? "now" : "";
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

    progress.hidden = false;
    open(Math.max(0, exercises.findIndex((each) => !isDone(each))));
  }
}
/* Hill sprints: three steps on one page. On the screen, in the pocket and afterwards end in the same two fields. */
{
  const { find, all, put, fill } = coachapp;
  const form = find("form[data-log]");
  const hill = find("[data-hill]");

  if (form?.isFresh && hill) {
    const reps = find("[name=reps]", form);
    const seconds = find("[name=seconds]", form);
    const timed = find("[name=timed]", form);
    const dock = find("[data-dock]");
    const asked = Number(hill.dataset.askedReps) || Number(reps.value);
    const ran = form.hasDraft && timed.value ? timed.value.split(",").map(Number) : [];

    /* Three steps on one page: the hill, what worked, the flat. */
    const go = (step) => {
      all("[data-step-pane]").forEach((pane) => (pane.hidden = pane.dataset.stepPane !== step));
      dock.hidden = step !== "flat";
      if (step === "flat") coachapp.minutesFromClock();
      scrollTo(0, 0);
    };
    const credit = () => {
      const line = find("[data-credit]", hill);
      line.hidden = !(Number(reps.value) < asked);
      line.textContent = fill(line.dataset.of, { did: reps.value, asked });
    };
    const keep = () => {
      coachapp.stayAwake(false);
      credit();
      go("worked");
    };
    all("[data-next]", form).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        if (button.dataset.next === "worked") credit();
        go(button.dataset.next);
      });
    });
    reps.addEventListener("input", () => (find("[data-did]", hill).textContent = reps.value));
    [reps, seconds].forEach((input) => input.addEventListener("input", () => ran.length || (timed.value = "")));

    /* The own words stand large over the strides; last time's step back. */
    const own = find("[name=words]", form);
    const large = find("[data-words-large]");
    const before = large.textContent;
    const from = find("[data-words-from]");
    const fromBefore = from.textContent;
    const sayWords = () => {
      const said = own.value.trim();
      large.textContent = said ? `“${said}”` : before;
      from.textContent = said ? from.dataset.wordsFrom : fromBefore;
      const last = find("[data-last-time]");
      if (last) last.hidden = !said;
    };
    own.addEventListener("input", sayWords);
    sayWords();

    /** One rep more, of `s` seconds by the timer. True once all that were asked for are run. */
    const run = (s) => {
      ran.push(s);
      put(timed, ran.join(","));
      put(reps, ran.length);
      return ran.length >= asked;
    };

    coachapp.hill = { page: hill, asked, ran, run, keep, seconds };
    find("[data-ways]", hill).firstElementChild.click();
    go("hill");
  }
}
/* The hill on the screen: a numeral at arm's length, Go, Stop, Ready. The walk down counts up and has no target. */
{
  const { find, fill, hill } = coachapp;

  if (hill) {
    const { page, asked, ran, run, keep, seconds } = hill;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const screen = find("[data-way=screen]", page);
    const part = (name) => find(`[data-${name}]`, screen);
    const path = find(".path", screen);
    const climbed = find(".climbed", screen);
    const me = find(".me", screen);
    const length = path.getTotalLength?.() ?? 0;
    const work = find("[data-work]", screen);
    const cues = part("tip").dataset.cues.split("|");
    const rest = Number(find("[data-back]", page).value);
    let mode = "ready";
    let at = 0;
    let top = 0;

    const climb = (share) => {
      if (calm && share % 1) return;
      const point = path.getPointAtLength(length * share);
      me.setAttribute("cx", point.x);
      me.setAttribute("cy", point.y);
      climbed.setAttribute("stroke-dasharray", `${mode === "down" ? 0 : length * share} ${length}`);
    };
    const paint = () => {
      const rep = ran.length + 1;
      const facts = { rep, reps: asked, s: work.value };
      screen.classList.toggle("is-work", mode === "up");
      screen.classList.toggle("is-walk", mode === "down");
      part("what").textContent = fill(part("what").dataset[mode], facts);
      part("tip").textContent = mode === "down" ? part("tip").dataset.down : cues[ran.length % cues.length];
      const label = `go${mode[0].toUpperCase()}${mode.slice(1)}`;
      part("go-word").textContent = part("go-word").dataset[label];
      part("go-small").textContent = fill(part("go-small").dataset[label], facts);
      if (mode === "ready") part("time").textContent = work.value;
      part("dots").replaceChildren(
        ...Array.from({ length: Math.max(asked, rep) }, (_, index) => {
          const dot = document.createElement("i");
          dot.className = index < ran.length ? "done" : index === ran.length ? "now" : "";
          return dot;
        }),
      );
      if (mode === "ready") climb(0);
    };
    const tick = () => {
      const gone = (Date.now() - at) / 1000;
      if (mode === "up") {
        const whole = Number(work.value);
        part("time").textContent = Math.max(0, Math.ceil(whole - gone));
        part("tip").textContent = cues[Math.floor(gone / 5) % cues.length];
        climb((top = Math.min(1, gone / whole)));
        if (gone >= whole) return next();
      } else if (mode === "down") {
        part("time").textContent = coachapp.clock(Math.floor(gone));
        climb(top * Math.max(0, 1 - gone / rest));
      }
      if (mode !== "ready") requestAnimationFrame(tick);
    };
    const next = () => {
      const gone = (Date.now() - at) / 1000;
      const isOver = mode === "up" && gone >= work.value;
      at = isOver ? at + work.value * 1000 : Date.now();
      coachapp.buzz(mode === "up" ? [200, 80, 200] : 60);
      if (mode === "ready") {
        mode = "up";
        coachapp.stayAwake(true);
      } else if (mode === "up") {
        mode = "down";
        if (run(Math.min(Number(work.value), Math.round(gone * 10) / 10))) return keep();
      } else mode = "ready";
      coachapp.announce(fill(part("what").dataset[mode], { rep: ran.length + 1, reps: asked }));
      paint();
      if (mode !== "ready") requestAnimationFrame(tick);
    };
    part("go").addEventListener("click", next);
    part("enough").addEventListener("click", keep);
    work.addEventListener("input", () => {
      seconds.value = work.value;
      if (mode === "ready") paint();
    });
    paint();
  }
}
/* The hill in the pocket: ten seconds, a long beep up, two short to stop, a soft tick on the way down. */
{
  const { find, hill } = coachapp;

  if (hill) {
    const { page, run, keep, seconds } = hill;
    const pocket = find("[data-way=pocket]", page);
    let audio;
    let timer;
    const beep = (length_s, after = 0, volume = 0.5) => {
      const sound = audio.createOscillator();
      const gain = audio.createGain();
      sound.frequency.value = volume < 0.5 ? 440 : 880;
      gain.gain.value = volume;
      sound.connect(gain).connect(audio.destination);
      sound.start(audio.currentTime + after);
      sound.stop(audio.currentTime + after + length_s);
    };
    const start = () => {
      const what = find("[data-pocket-what]", pocket);
      const plan = { wait: 10, up: Number(seconds.value), down: Number(find("[data-back]", pocket).value) };
      let phase = "wait";
      let until = Date.now() + plan.wait * 1000;
      let ticked = 0;
      audio = new AudioContext();
      coachapp.stayAwake(true);
      pocket.classList.add("is-dark");
      const tick = () => {
        const left = Math.ceil((until - Date.now()) / 1000);
        what.textContent = coachapp.clock(Math.max(0, left));
        const gone = plan.down - left;
        if (phase === "down" && Math.floor(gone / 30) > ticked && left > 0) {
          ticked += 1;
          beep(0.05, 0, 0.15);
        }
        if (left > 0) return;
        if (phase === "up") {
          beep(0.15);
          beep(0.15, 0.3);
          coachapp.buzz([200, 80, 200]);
          if (run(plan.up)) return stop();
        } else if (phase === "wait") {
          beep(1);
          coachapp.buzz(600);
        }
        phase = { wait: "up", up: "down", down: "wait" }[phase];
        ticked = 0;
        until = Date.now() + plan[phase] * 1000;
      };
      timer = setInterval(tick, 200);
      tick();
    };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      pocket.classList.remove("is-dark");
      audio.close();
      keep();
    };
    const button = find("[data-pocket-go]", pocket);
    button.addEventListener("click", () => {
      if (timer) return stop();
      start();
      find("[data-pocket-word]", button).textContent = button.dataset.stop;
    });
  }
}
/* Quality runs as they go: one tap keeps a rep at the time shown, a second faster or slower by button. */
{
  const { find, all, copy, put } = coachapp;
  const form = find("form[data-log]");
  const reps = find("[data-quality]");

  if (form?.isFresh && reps) {
    const inputs = all(".reps input", reps);
    const host = find("[data-way=go]", reps);
    const kept = new Set();
    const secondsOf = (text) => text.split(/[:.]/).reduce((sum, each) => sum * 60 + (Number(each) || 0), 0);
    const clockOf = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

    const nowCard = (input) => {
      const card = copy(find("[data-rep-now]", reps));
      const out = find("[data-clock]", card);
      const unit = find("[data-unit]", card);
      unit.textContent = input.dataset.what ?? unit.textContent;
      out.textContent = input.value || "–";
      for (const button of all("[data-sec]", card))
        button.addEventListener("click", () => {
          put(input, clockOf(Math.max(1, secondsOf(input.value) + Number(button.dataset.sec))));
          out.textContent = input.value;
          coachapp.announce(input.value);
        });
      find("[data-keep]", card).addEventListener("click", () => {
        kept.add(input);
        coachapp.buzz(20);
        draw();
        find("[data-keep]", host)?.focus();
      });
      return card;
    };
    const doneCard = (input) => {
      const card = copy(find("[data-rep-done]", reps));
      find("[data-undo]", card).addEventListener("click", () => {
        kept.delete(input);
        draw();
      });
      return card;
    };
    const draw = () => {
      const now = inputs.find((input) => !kept.has(input));
      host.replaceChildren(
        ...inputs.map((input, index) => {
          const todo = () => copy(find("[data-rep-todo]", reps));
          const card = kept.has(input) ? doneCard(input) : input === now ? nowCard(input) : todo();
          find("[data-no]", card).textContent = index + 1;
          find("[data-clock]", card).textContent = input.value || "–";
          return card;
        }),
      );
    };
    /* Nothing tapped is saved as shown; one tap, and what is not tapped was not run. */
    form.addEventListener("submit", () => {
      if (!host.hidden && kept.size) inputs.forEach((input) => kept.has(input) || (input.value = ""));
    });
    inputs.forEach((input) => input.addEventListener("change", draw));
    find("[data-ways] [value=go]", reps).click();
    draw();
  }
}
/* Ball holds: a ring of thirty seconds, then the other side, then the next step of the routine. */
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

    const word = () => {
      if (running) return "pause";
      const whole = Number(holds[at].dataset.seconds);
      if (left > 0) return left < whole ? "on" : "start";
      return "each" in holds[at].dataset && side === "left" ? "other" : "next";
    };
    const draw = () => {
      const step = holds[at];
      part("side").textContent = "each" in step.dataset ? part("side").dataset[side] : "";
      part("step-name").textContent = step.dataset.name;
      part("seconds").textContent = left;
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
      left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (!left) {
        running = false;
        coachapp.buzz([200, 100, 200]);
        coachapp.stayAwake(false);
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
      coachapp.stayAwake(running);
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
/* Without signal a log waits on the phone and is sent when there is one. Its uid makes a second sending harmless. */
{
  const { find } = coachapp;
  const pill = find("[data-sync]");
  const form = find("form[data-log]");
  const owner = pill?.dataset.owner;

  const waiting = () => {
    try {
      return JSON.parse(localStorage.getItem("outbox")) ?? [];
    } catch {
      return [];
    }
  };
  const keep = (logs) => localStorage.setItem("outbox", JSON.stringify(logs));
  const uidOf = (log) => log.fields.find(([name]) => name === "uid")[1];
  const without = (log) => waiting().filter((each) => uidOf(each) !== uidOf(log));

  if (form && owner)
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
      const log = { owner, url: form.action, fields };
      keep([...without(log), log]);
      const button = find("[data-dock] button", form);
      button.disabled = true;
      button.textContent = pill.dataset.waiting;
      coachapp.announce(pill.dataset.waiting);
    });

  /** Whether the log may leave the phone. A page that came back instead of an address wants a person. */
  const send = async (log) => {
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
    const answer = await fetch(log.url, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams(log.fields),
    });
    if (!answer.redirected || answer.url.includes("/accounts/")) return;
    keep(without(log));
    if (form && uidOf(log) === find("[name=uid]", form).value) location.replace(answer.url);
  };

  const sendAll = async () => {
    for (const log of waiting()) {
      if (log.owner !== owner) continue;
      try {
        await send(log);
      } catch {
        return;
      }
    }
  };

  if (owner) {
    addEventListener("online", sendAll);
    if (navigator.onLine) sendAll();
  }
}
