// The plan builder. Ctrl C or X on a session takes it along, arrows go from day to day, Ctrl V puts it
// down, Escape lets go: each presses a button of the page, which does the same without this.
(() => {
  "use strict";
  const plan = document.querySelector(".plan");
  if (!plan) return;
  const PUT = ".slot--put";
  const TYPED = "input, textarea, select";

  // After an act the cursor is where it was done: on the day, or at the first place to choose. The
  // browser looks for the place of the address first, and takes the cursor away from everything else.
  function toPlace() {
    const at = location.hash.slice(1);
    if (at === "choose") {
      (plan.querySelector("[data-carried]")?.closest("td").querySelector(PUT) ?? plan.querySelector(PUT))?.focus();
    } else if (/^[dw]\d/.test(at)) {
      const inside = at.startsWith("w") ? "summary" : `${PUT}, .slot--add`;
      document.getElementById(at)?.querySelector(inside)?.focus();
    }
  }
  addEventListener("load", () => setTimeout(toPlace));

  // The first place that does not read has the cursor.
  function showPlace() {
    const box = document.querySelector("#editor textarea[data-line]");
    if (!box) return;
    const lines = box.value.split("\n");
    const line = Math.min(Number(box.dataset.line), lines.length) - 1;
    const start = lines.slice(0, line).join("\n").length + (line ? 1 : 0);
    const from = start + Math.min(Number(box.dataset.column) - 1, lines[line].length);
    box.focus();
    box.setSelectionRange(from, start + lines[line].length);
  }
  showPlace();

  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  function take(slot, how) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = plan.dataset.take;
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: csrf(), key: slot.dataset.key, do: how })) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  const STEPS = {
    ArrowLeft: (row, day) => [row, day - 1],
    ArrowRight: (row, day) => [row, day + 1],
    ArrowUp: (row, day) => [row - 1, day],
    ArrowDown: (row, day) => [row + 1, day],
  };

  function step(put, key) {
    const rows = [...plan.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll(PUT)]).filter((row) => row.length);
    const row = rows.findIndex((each) => each.includes(put));
    const [next, day] = STEPS[key](row, rows[row].indexOf(put));
    rows[next]?.[Math.min(Math.max(day, 0), rows[next].length - 1)]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("#find") && event.key === "Enter") {
      event.preventDefault();
      return;
    }
    if (event.target.matches(TYPED)) return;
    const slot = event.target.closest(".plan [data-key]");
    const put = event.target.closest(PUT);
    const letter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (slot && (letter === "c" || letter === "x") && !String(getSelection())) {
      event.preventDefault();
      take(slot, letter === "x" ? "move" : "take");
    } else if (letter === "v") {
      const here = put ?? event.target.closest(".plan td")?.querySelector(PUT);
      if (here) {
        event.preventDefault();
        here.click();
      }
    } else if (put && STEPS[event.key]) {
      event.preventDefault();
      step(put, event.key);
    } else if (event.key === "Escape" && !event.target.closest("details[open]")) {
      document.querySelector("[data-lay-down]")?.click();
    }
  });

  // What is typed in the panel is not left without a word.
  const isTyped = () => document.querySelector("#session-form[data-unsaved]");
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.id === "session-form" && !event.target.matches("#find, .input--step")) form.dataset.unsaved = "";
  });
  document.addEventListener("htmx:confirm", (event) => {
    const form = isTyped();
    if (!form || event.detail.verb !== "get" || event.detail.target?.id !== "editor") return;
    event.preventDefault();
    if (confirm(form.dataset.leave)) event.detail.issueRequest(true);
  });
  let isSaving = false;
  document.addEventListener("submit", (event) => { isSaving = event.target.id === "session-form"; });
  addEventListener("beforeunload", (event) => {
    if (isTyped() && !isSaving) event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.elt.id === "editor") showPlace();
  });
})();
