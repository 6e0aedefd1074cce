/* What every athlete's page shares: a quiet voice, and whether there is a connection. */
"use strict";

window.coachapp = {
  /** Say `words` to people who listen to the page. */
  announce(words) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = "";
    requestAnimationFrame(() => {
      live.textContent = words;
    });
  },
};

{
  const pill = document.querySelector("[data-sync]");
  const show = () => {
    const online = navigator.onLine;
    pill.hidden = false;
    pill.classList.toggle("sync--off", !online);
    pill.querySelector("[data-sync-ok]").hidden = !online;
    pill.querySelector("[data-sync-off]").hidden = online;
    pill.querySelector("[data-sync-words]").textContent = online ? pill.dataset.saved : pill.dataset.waiting;
  };
  if (pill) {
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

{
  const unread = document.querySelector("[data-mark-read]");
  if (unread) {
    fetch(unread.action, { method: "POST", body: new FormData(unread) })
      .then((answer) => {
        if (answer.ok) unread.hidden = true;
      })
      .catch(() => {});
  }
}
