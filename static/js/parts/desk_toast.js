// What was said of an act floats for eight seconds, longer while somebody is at it. Ctrl Z undoes.
(() => {
  "use strict";
  const SHOWN_MS = 8000;
  let timer;

  function float() {
    const note = document.querySelector("#said [data-toast]:not(.toast)");
    if (!note) return;
    clearTimeout(timer);
    note.classList.add("toast");
    const go = () => { timer = setTimeout(() => note.remove(), SHOWN_MS); };
    const stay = () => clearTimeout(timer);
    note.addEventListener("pointerenter", stay);
    note.addEventListener("pointerleave", go);
    note.addEventListener("focusin", stay);
    note.addEventListener("focusout", go);
    go();
  }

  float();
  document.addEventListener("htmx:afterSettle", float);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
    if (event.target.closest("input, textarea, select")) return;
    const undo = document.querySelector("#said [data-undo]");
    if (!undo) return;
    event.preventDefault();
    undo.click();
  });
})();
