/* What the phone has to say about what waits on it: refused, signed out, full, and on the way out. */
{
  const { outbox } = coachapp;
  const host = document.querySelector("[data-outbox-words]");
  const words = host?.dataset;
  const card = (name) => host.querySelector(`[data-card="${name}"]`).content.firstElementChild.cloneNode(true);
  const count = (n, one, many) => (n === 1 ? one : many.replace("%(n)s", n));

  const refusedCard = (entry) => {
    const made = card("refused");
    const part = (name) => made.querySelector(`[data-${name}]`);
    part("title").textContent = entry.title;
    part("why").textContent = entry.sentences.join(" ");
    part("open").hidden = Boolean(entry.isGone);
    part("open").addEventListener("click", () => coachapp.correct(entry));
    part("elsewhere").hidden = !(entry.isGone && entry.elsewhere);
    part("elsewhere").addEventListener("click", () => coachapp.correct({ ...entry, open: entry.elsewhere }));
    part("drop").addEventListener("click", async () => {
      await outbox.drop(entry.uid);
      coachapp.showOutbox();
    });
    return made;
  };

  /** Cards of the `refused` entries that are not open on this page, and of those that wait for a sign-in. */
  coachapp.showCards = (refused, waitForSignIn) => {
    if (!host) return;
    const open = document.querySelector("form[data-outbox] [name=uid]")?.value;
    const made = refused.filter(({ uid }) => uid !== open).map(refusedCard);
    if (waitForSignIn) {
      const sign = card("signed-out");
      sign.querySelector("[data-title]").textContent = count(waitForSignIn, words.one, words.many);
      made.push(sign);
    }
    host.querySelector("[data-cards]").replaceChildren(...made);
  };

  /** The phone cannot keep anything, and there is no signal: say so. */
  coachapp.showFull = () => {
    host.querySelector("[data-cards]").replaceChildren(card("full"));
    host.scrollIntoView();
  };

  const leave = document.querySelector("form[action$='/accounts/logout/']");
  if (leave && host) {
    const ask = async (event) => {
      event.preventDefault();
      if (navigator.onLine) await coachapp.sendAll();
      const left = (await outbox.mine().catch(() => [])).length;
      if (!left) return leave.submit();
      const note = card("leaving");
      note.querySelector("[data-title]").textContent = count(left, words.one, words.many);
      leave.prepend(note);
      coachapp.announce(note.textContent);
      leave.removeEventListener("submit", ask);
    };
    leave.addEventListener("submit", ask);
  }
}
