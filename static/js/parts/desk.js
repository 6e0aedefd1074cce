// The desk works without this. It closes what opens over the page, and brings the cursor along.
(() => {
  "use strict";
  const OVER = "details.acts, details.adder, details.told, details.fix";

  // One thing open at a time; Escape closes it and goes back to where it was opened.
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.matches?.(OVER) || !opened.open) return;
    for (const other of document.querySelectorAll(OVER)) {
      if (other !== opened && other.open && !other.contains(opened)) other.open = false;
    }
    opened.querySelector("[data-first]")?.focus();
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const opened = event.target.closest?.("details[open]");
    if (!opened?.matches(OVER)) return;
    opened.open = false;
    opened.querySelector("summary").focus();
  });

  document.addEventListener("click", (event) => {
    for (const opened of document.querySelectorAll("details[open]")) {
      if (opened.matches(OVER) && !opened.contains(event.target)) opened.open = false;
    }
  });

  // Rows that could not be read: what is there stays, and the page says from when it is.
  for (const wrong of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(wrong, (event) => {
      const told = event.detail.elt?.querySelector?.("[data-old]");
      if (told) told.hidden = false;
    });
  }

  // What was swapped in has the cursor: the panel's title, the line to type, the card that changed.
  document.addEventListener("htmx:afterSwap", (event) => {
    const inside = event.detail.elt;
    if (inside.id === "editor") {
      inside.querySelector("#ed-h")?.focus({ preventScroll: true });
      // Beside the plan the panel is in sight; below it, on a narrow screen, it is brought there.
      const panel = document.getElementById("editor");
      if (getComputedStyle(panel).position === "static") panel.scrollIntoView({ block: "start" });
      document.getElementById("live").textContent = inside.querySelector("#ed-h")?.textContent ?? "";
    } else if (inside.matches?.(".type")) {
      inside.querySelector("[data-first]")?.focus();
    } else if (inside.id?.startsWith("row-")) {
      const row = document.getElementById(inside.id);
      (row?.querySelector("[data-touched]") ?? row?.querySelector(".who"))?.focus();
    }
  });
})();
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

// Copies the text of a field, and says so on the button and aloud.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    button.querySelector("span").textContent = button.dataset.done;
    const live = document.getElementById("live");
    if (live) live.textContent = button.dataset.done;
  });
}
