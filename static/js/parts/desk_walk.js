// Walking through a page by keys: J and K, E (or S) for seen, R for the line to answer. Each key stands
// for a button that is there to be pressed as well; none acts while somebody types.
(() => {
  "use strict";
  const OFF = "coachapp-keys-off";
  const FIELD = "input, textarea, select, [contenteditable]";
  const areOff = () => localStorage.getItem(OFF) === "1";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || areOff()) return;
    if (!document.querySelector("[data-walk]")) return;
    if (event.target.matches?.(FIELD)) {
      if (event.key === "Escape" && event.target.matches("[data-key]")) event.target.blur();
      return;
    }
    const key = event.key.toLowerCase();
    if (!/^[a-z]$/.test(key)) return;
    const meant = document.querySelector(`[data-key~="${key}"]`);
    if (!meant) return;
    event.preventDefault();
    if (meant.matches(FIELD)) meant.focus();
    else meant.click();
  });

  // Words to begin with are put into the line; the coach changes and sends them.
  document.addEventListener("click", (event) => {
    const words = event.target.closest?.("[data-say]");
    if (words) {
      event.preventDefault();
      const line = document.getElementById("re");
      line.value = words.dataset.say;
      line.focus();
    }
    if (event.target.closest?.("[data-keys-off]")) {
      localStorage.setItem(OFF, areOff() ? "0" : "1");
      showKeys();
    }
  });

  function showKeys() {
    for (const button of document.querySelectorAll("[data-keys-off]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(areOff()));
      button.closest("[data-keys]").classList.toggle("keys--off", areOff());
    }
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "inbox") return;
    document.getElementById("lg-h")?.focus({ preventScroll: true });
    document.querySelector(".logrow[aria-current]")?.scrollIntoView({ block: "nearest" });
    showKeys();
  });
  showKeys();
})();
