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
/* The check-in: the word of each answer, how many are left, and leaving early keeps what is there. */
"use strict";

{
  const form = document.querySelector("[data-check-in]");
  if (form) {
    const count = form.querySelector("[data-left]");
    const answered = () => form.querySelectorAll(".five input:checked").length;
    const show = () => {
      const left = 5 - answered();
      count.hidden = left === 0;
      count.textContent = count.dataset.words.replace("{n}", left);
    };
    form.addEventListener("change", (event) => {
      const ask = event.target.closest(".ask");
      if (ask) {
        const words = event.target.closest("label").querySelector(".sr");
        ask.querySelector(".word").textContent = words.textContent;
      }
      show();
    });
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-leave]") && answered()) {
        fetch(form.action || location.href, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
      }
    });
    show();
  }
}
