/* Without signal a log waits on the phone and is sent when there is one. Its uid makes a second sending harmless. */
{
  const { find } = coachapp;
  const pill = find("[data-sync]");
  const form = find("form[data-log]");
  const owner = pill?.dataset.owner;

  const waiting = () => {
    try {
      return JSON.parse(localStorage.getItem("outbox")) ?? [];
    } catch {
      return [];
    }
  };
  const keep = (logs) => localStorage.setItem("outbox", JSON.stringify(logs));
  const uidOf = (log) => log.fields.find(([name]) => name === "uid")[1];
  const without = (log) => waiting().filter((each) => uidOf(each) !== uidOf(log));

  if (form && owner)
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
      const log = { owner, url: form.action, fields };
      keep([...without(log), log]);
      const button = find("[data-dock] button", form);
      button.disabled = true;
      button.textContent = pill.dataset.waiting;
      coachapp.announce(pill.dataset.waiting);
    });

  /** Whether the log may leave the phone. A page that came back instead of an address wants a person. */
  const send = async (log) => {
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
    const answer = await fetch(log.url, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams(log.fields),
    });
    if (!answer.redirected || answer.url.includes("/accounts/")) return;
    keep(without(log));
    if (form && uidOf(log) === find("[name=uid]", form).value) location.replace(answer.url);
  };

  const sendAll = async () => {
    for (const log of waiting()) {
      if (log.owner !== owner) continue;
      try {
        await send(log);
      } catch {
        return;
      }
    }
  };

  if (owner) {
    addEventListener("online", sendAll);
    if (navigator.onLine) sendAll();
  }
}
