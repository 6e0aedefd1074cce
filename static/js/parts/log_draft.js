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
