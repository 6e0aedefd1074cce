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

  Object.assign(coachapp, {
    fieldsOf,

    /** Put what was typed before back into `form`. */
    restore(form, fields) {
      for (const input of form.querySelectorAll("input[name], textarea[name], select[name]")) {
        if (input.name === "csrfmiddlewaretoken") continue;
        const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
        if (/radio|checkbox/.test(input.type)) input.checked = values.includes(input.value);
        else if (values.length) input.value = values[0];
      }
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

  /* A kept page may be of yesterday: what nobody had planned was done on the phone's day. */
  for (const form of forms)
    if ("kept" in document.body.dataset && form.isFresh && !form.hasDraft && form.dataset.pageDay)
      form.elements.done_on.value = localDay();

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
