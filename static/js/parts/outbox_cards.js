/* What the phone has to say about what waits on it: refused, signed out, full, and on the way out. */
{
  const { outbox } = coachapp;
  const host = document.querySelector("[data-outbox-words]");
  const words = host?.dataset;
  const card = (name) => host.querySelector(`[data-card="${name}"]`).content.firstElementChild.cloneNode(true);
  const count = (n, one, many) => (n === 1 ? one : many.replace("%(n)s", n));
  const form = document.querySelector("form[data-outbox]");
  const isInTheMiddle = form || !document.querySelector(".tabs");

  /** The sentence of an answer that is missing. */
  coachapp.errorOf = (sentence) => {
    const made = card("missing");
    made.lastElementChild.textContent = sentence;
    return made;
  };

  /** The way on, below a button that has nothing more to do. */
  coachapp.wayBack = () => card("back");

  /** What was refused and is open on this page says what is wrong with it: it is put right below. */
  const openCard = (entry) => {
    const made = refusedCard(entry);
    if (!entry.isGone) for (const button of made.querySelectorAll("button")) button.remove();
    return made;
  };

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

  /** Cards of the `refused` entries, and of those that wait for a sign-in. In the middle of something only its own is shown. */
  coachapp.showCards = (refused, waitForSignIn) => {
    if (!host) return;
    const open = form?.elements.uid.value;
    const isOpen = ({ uid }) => uid === open;
    const isSaidBelow = Boolean(document.querySelector("main > [role=alert], form .err"));
    const made = isSaidBelow ? [] : refused.filter(isOpen).map(openCard);
    if (!isInTheMiddle) made.push(...refused.filter((entry) => !isOpen(entry)).map(refusedCard));
    if (waitForSignIn) {
      const sign = card("signed-out");
      sign.querySelector("[data-title]").textContent = count(waitForSignIn, words.one, words.many);
      made.push(sign);
    }
    host.querySelector("[data-cards]").replaceChildren(...made);
  };

  /** Bring the cards to the eye: it is on the button below. */
  coachapp.showWhy = () => host.scrollIntoView();

  /** The phone cannot keep anything, and there is no signal: say so. */
  coachapp.showFull = () => {
    host.querySelector("[data-cards]").replaceChildren(card("full"));
    coachapp.showWhy();
  };

  /* What a page says is wrong far below comes into view. */
  if (!document.querySelector("main > [role=alert]")) form?.querySelector(".err")?.scrollIntoView({ block: "center" });

  /* What the outbox does not carry needs the server: it stays where it stands, and says so. */
  if (host)
    document.addEventListener("submit", (event) => {
      if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
      event.preventDefault();
      const said = event.target.querySelector("[data-no-signal]") ?? card("no-signal");
      event.target.append(said);
      said.scrollIntoView({ block: "center" });
      coachapp.announce(said.textContent);
    });

  const leave = document.querySelector("form[action$='/accounts/logout/']");
  if (leave && host) {
    const ask = async (event) => {
      if (!navigator.onLine) return;
      event.preventDefault();
      await coachapp.sendAll();
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
