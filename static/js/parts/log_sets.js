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
