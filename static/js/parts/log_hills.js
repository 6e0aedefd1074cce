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
      coachapp.timing(false);
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

    coachapp.showEnd = () => go("flat");
    coachapp.hill = { page: hill, asked, ran, run, keep, seconds };
    find("[data-ways]", hill).firstElementChild.click();
    go("hill");
  }
}
