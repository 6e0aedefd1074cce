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
