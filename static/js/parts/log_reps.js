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
