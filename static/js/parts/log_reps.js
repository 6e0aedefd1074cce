/* Quality runs as they go: one tap keeps a rep at the time shown, a second faster or slower by button. Where no time is
   known beforehand, the first tap starts the rep and the second one ends it. */
{
  const { find, all, copy, put } = coachapp;
  const form = find("form[data-log]");
  const reps = find("[data-quality]");

  if (form?.isFresh && reps) {
    const inputs = all(".reps input", reps);
    const host = find("[data-way=go]", reps);
    const clock = find("[name=clock]", reps);
    const secondsOf = (text) => text.split(/[:.]/).reduce((sum, each) => sum * 60 + (Number(each) || 0), 0);
    const clockOf = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
    let kept = new Set();
    let from = 0;

    const gone = () => clockOf(Math.max(1, Math.round((Date.now() - from) / 1000)));
    const change = () => {
      put(clock, JSON.stringify({ kept: [...kept], from }));
      coachapp.buzz(20);
      draw();
      find("[data-keep]", host)?.focus();
    };
    const tap = (input, index) => {
      if (input.value || from) kept.add(index);
      if (input.value) return change();
      if (from) put(input, gone());
      from = from ? 0 : Date.now();
      coachapp.timing(Boolean(from));
      change();
    };

    const nowCard = (input, index) => {
      const card = copy(find("[data-rep-now]", reps));
      const out = find("[data-clock]", card);
      const unit = find("[data-unit]", card);
      const hint = find("[data-hint]", card);
      unit.textContent = input.dataset.what ?? unit.textContent;
      out.textContent = input.value || (from ? gone() : out.dataset.start);
      if (!input.value && !from) hint.textContent = hint.dataset.start;
      find(".steppers", card).hidden = !input.value;
      for (const button of all("[data-sec]", card))
        button.addEventListener("click", () => {
          put(input, clockOf(Math.max(1, secondsOf(input.value) + Number(button.dataset.sec))));
          out.textContent = input.value;
          coachapp.announce(input.value);
        });
      find("[data-keep]", card).toggleAttribute("data-known", Boolean(input.value));
      find("[data-keep]", card).addEventListener("click", () => tap(input, index));
      return card;
    };
    const doneCard = (index) => {
      const card = copy(find("[data-rep-done]", reps));
      find("[data-undo]", card).addEventListener("click", () => {
        kept.delete(index);
        change();
      });
      return card;
    };
    const draw = () => {
      const now = inputs.findIndex((_, index) => !kept.has(index));
      host.replaceChildren(
        ...inputs.map((input, index) => {
          if (index === now) return nowCard(input, index);
          const card = kept.has(index) ? doneCard(index) : copy(find("[data-rep-todo]", reps));
          find("[data-clock]", card).textContent = input.value || "–";
          return card;
        }),
      );
      all("[data-no]", host).forEach((each, index) => (each.textContent = index + 1));
    };
    /* Nothing tapped is saved as shown; one tap, and what is not tapped was not run. */
    form.addEventListener("submit", () => {
      if (!host.hidden && kept.size) inputs.forEach((input, index) => kept.has(index) || (input.value = ""));
    });
    /* A time that was typed needs no clock. */
    const stop = () => {
      from = 0;
      coachapp.timing(false);
      draw();
    };
    inputs.forEach((input) => input.addEventListener("change", stop));

    /* What was tapped before the page went away stays tapped, and a rep that was being run goes on. */
    try {
      const before = form.hasDraft && JSON.parse(clock.value);
      if (before) {
        kept = new Set(before.kept);
        from = before.from;
      }
    } catch {
      /* not ours: it starts anew */
    }
    if (from) coachapp.timing(true);
    find("[data-ways] [value=go]", reps).click();
    draw();
    setInterval(() => {
      const out = find("[data-keep]:not([data-known]) [data-clock]", host);
      if (from && out) out.textContent = gone();
    }, 250);
  }
}
