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
