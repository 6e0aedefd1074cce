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
