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
// Cells of a week as in a spreadsheet: copy a whole cell or the row, paste a row across the days.
// Everything here is typing; the page writes what its fields hold, with or without this.
(() => {
  "use strict";
  const week = document.getElementById("week");
  if (!week) return;
  const days = [...week.querySelectorAll("[data-day]")];
  const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const textOf = (day) =>
    [...day.querySelectorAll("[data-cell]")].map((cell) => cell.value.trim()).filter(Boolean).join("\n");
  const tell = (words) => { document.getElementById("live").textContent = words; };

  // Nothing selected in a cell: the cell is meant.
  week.addEventListener("copy", (event) => {
    const cell = event.target.closest?.("[data-cell]");
    if (!cell || cell.selectionStart !== cell.selectionEnd) return;
    event.clipboardData.setData("text/plain", cell.value);
    event.preventDefault();
  });

  week.addEventListener("paste", (event) => {
    const cell = event.target.closest?.("[data-cell]");
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || !pasted.includes("\t")) return;
    const rows = cellsOf(pasted);
    event.preventDefault();
    if (rows.length > 1 || rows[0].length > 7) {
      const sheet = document.getElementById("sheet");
      sheet.value = pasted;
      sheet.closest("details").open = true;
      sheet.focus();
      return;
    }
    const first = days.indexOf(cell.closest("[data-day]"));
    rows[0].forEach((text, offset) => put(days[first + offset], offset ? null : cell, text));
  });

  function put(day, cell, text) {
    if (!day || !text.trim()) return;
    const into = cell ?? day.querySelector('[name^="new-"]');
    if (into) into.value = into.value.trim() && !cell ? `${into.value}\n${text}` : text;
  }

  // Tabs between cells, lines between rows; a quoted cell may hold both.
  function cellsOf(text) {
    const rows = [[""]];
    let inside = false;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      const row = rows.at(-1);
      if (letter === '"' && inside && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
      else if (letter === '"' && (inside || row.at(-1) === "")) inside = !inside;
      else if (letter === "\t" && !inside) row.push("");
      else if (letter === "\n" && !inside) rows.push([""]);
      else if (letter !== "\r") row[row.length - 1] += letter;
    }
    return rows.filter((row) => row.some((cell) => cell.trim()));
  }

  const copyRow = week.querySelector("[data-copy-row]");
  copyRow.hidden = false;
  copyRow.addEventListener("click", async () => {
    await navigator.clipboard.writeText(days.map((day) => quoted(textOf(day))).join("\t"));
    tell(copyRow.textContent.trim());
  });

  week.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    week.querySelector("[data-send]").click();
  });
})();
// The week board: a card is dragged, or carried by keyboard. Both end in the act of its menu's "Move to".
(() => {
  "use strict";
  const form = document.getElementById("put");
  if (!form) return;
  const CARD = ".sess[data-moves]";
  // An answer brings a new line to read aloud, so it is looked up each time.
  const tell = (words) => { document.getElementById("live").textContent = words; };
  const titleOf = (card) => card.querySelector(".sess__t").textContent;
  const isOver = (cell) => cell.classList.contains("cell--past");

  const placeOf = (card) => ({ cell: card.parentElement, next: card.nextElementSibling });
  const putBack = (card, from) => from.cell.insertBefore(card, from.next);
  // What a rule says under a card is no place of its own: the next card counts.
  const codeAfter = (card) => {
    let next = card.nextElementSibling;
    while (next && !next.matches(".sess")) next = next.nextElementSibling;
    return next?.id.slice(2) ?? "";
  };

  let sent = null; // what waits for an answer
  let byKeyboard = false;

  function putDown(card, from, before, keyboard) {
    const cell = card.parentElement, after = codeAfter(card);
    if (cell === from.cell && after === before) return false;
    sent = { card, from };
    byKeyboard = keyboard;
    const values = Object.fromEntries(new FormData(form));
    const row = card.closest(".wk__row");
    htmx.ajax("POST", card.dataset.moves, {
      source: form, target: `#${row.id}`, swap: "outerHTML",
      values: { ...values, to: cell.dataset.day, before: after, seen: card.dataset.seen },
    });
    return true;
  }

  for (const wrong of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(wrong, () => {
      if (!sent) return;
      putBack(sent.card, sent.from);
      sent = null;
      tell(form.dataset.failed);
      const note = document.createElement("p");
      note.className = "note mt3 mb3";
      note.textContent = form.dataset.failed;
      document.getElementById("said").replaceChildren(note);
    });
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    const id = event.detail.elt.id;
    if (!sent || !id?.startsWith("row-")) return;
    sent = null;
    if (!byKeyboard) return;
    const row = document.getElementById(id);
    row?.querySelector("[data-touched]")?.closest(".sess").querySelector(".grab")?.focus();
  });

  // By pointer. A row's days become sortable when somebody first touches one of its cards.
  function makeSortable(row) {
    row.dataset.sorts = "";
    let from = null, before = "";
    const over = (cell) => {
      for (const each of row.querySelectorAll(".cell--over")) each.classList.remove("cell--over");
      cell?.classList.add("cell--over");
    };
    for (const cell of row.querySelectorAll(".cell")) {
      new Sortable(cell, {
        group: { name: row.id, put: [row.id, "shelf"] }, draggable: CARD, filter: "details", preventOnFilter: false,
        forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4, delay: 250, delayOnTouchOnly: true,
        animation: 0, ghostClass: "is-ghost", fallbackClass: "is-flying",
        onStart: (event) => {
          from = placeOf(event.item);
          before = codeAfter(event.item);
          for (const open of document.querySelectorAll(".wk details[open]")) open.open = false;
        },
        onMove: (event) => {
          if (isOver(event.to) && event.to !== from.cell) return false;
          over(event.to);
          return true;
        },
        onEnd: (event) => {
          over(null);
          putDown(event.item, from, before, false);
        },
      });
    }
  }

  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(CARD)?.closest(".wk__row");
    if (row && !("sorts" in row.dataset) && window.Sortable) makeSortable(row);
  }, true);

  // What comes from the shelf may fall on any day of anybody.
  document.addEventListener("shelf:carries", () => {
    for (const row of document.querySelectorAll(".wk section.wk__row:not([data-sorts])")) makeSortable(row);
  });

  // By keyboard.
  let held = null;

  function pickUp(card) {
    held = { card, from: placeOf(card), before: codeAfter(card) };
    card.classList.add("is-held");
    tell(`${titleOf(card)} ${form.dataset.held}`);
  }

  function letGo(isKept) {
    const { card, from, before } = held;
    held = null;
    card.classList.remove("is-held");
    if (isKept && putDown(card, from, before, true)) {
      tell(`${titleOf(card)} ${form.dataset.put} ${card.parentElement.dataset.says}`);
      return;
    }
    putBack(card, from);
    tell(`${titleOf(card)} ${form.dataset.back}`);
    card.querySelector(".grab").focus();
  }

  function toDay(step) {
    const cells = [...held.card.closest(".wk__row").querySelectorAll(".cell")];
    const cell = cells[cells.indexOf(held.card.parentElement) + step];
    if (!cell || (isOver(cell) && cell !== held.from.cell)) return;
    if (cell === held.from.cell) putBack(held.card, held.from);
    else cell.insertBefore(held.card, cell.querySelector(".adder"));
    tell(cell.dataset.says);
  }

  function toPlace(step) {
    const { card } = held, cards = [...card.parentElement.querySelectorAll(".sess")];
    const other = cards[cards.indexOf(card) + step];
    if (!other) return;
    if (step < 0) other.before(card);
    else other.after(card);
    tell(`${titleOf(card)}, ${cards.indexOf(other) + 1}/${cards.length}`);
  }

  const STEPS = {
    ArrowLeft: () => toDay(-1), ArrowRight: () => toDay(1),
    ArrowUp: () => toPlace(-1), ArrowDown: () => toPlace(1),
    Escape: () => letGo(false), " ": () => letGo(true), Enter: () => letGo(true),
  };

  document.addEventListener("keydown", (event) => {
    const grab = event.target.closest(".grab[role]");
    if (!grab || event.ctrlKey || event.metaKey || event.altKey) return;
    if (held && STEPS[event.key]) {
      event.preventDefault();
      const { card } = held;
      STEPS[event.key]();
      if (held) card.querySelector(".grab").focus();
    } else if (!held && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      pickUp(grab.closest(CARD));
    }
  });

  document.addEventListener("focusout", (event) => {
    // Moving a card takes the cursor from it for a moment; whoever really leaves puts it back.
    setTimeout(() => {
      if (held && event.target === held.card.querySelector(".grab") && document.activeElement !== event.target) letGo(false);
    });
  });

  // A press without a drag opens the menu: the third way to move.
  document.addEventListener("click", (event) => {
    const grab = event.target.closest(".grab[role]");
    if (!grab) return;
    event.preventDefault();
    event.stopPropagation();
    if (!held) grab.closest(".sess").querySelector("details.acts").open = true;
  }, true);
})();
// The shelf of the week board: choose a session, then a day, by pointer or by arrows and Enter; or drag it there.
// Without this the chosen session opens a board whose days have a "Put here" each.
(() => {
  "use strict";
  const form = document.getElementById("put");
  const board = document.querySelector(".wk");
  if (!form || !board) return;
  const tell = (words) => { document.getElementById("live").textContent = words; };
  const DAY = ".cell:not(.cell--past)";
  let chosen = null; // {key, title}
  let back = ""; // where the cursor goes on, after the answer

  const chips = () => [...document.querySelectorAll("#shelf .chip")];
  const doors = (row) => [...row.querySelectorAll(`${DAY} .cell__add`)];
  const rows = () => [...board.querySelectorAll("section.wk__row")];

  function show() {
    for (const chip of chips()) chip.setAttribute("aria-pressed", String(chip.value === chosen?.key));
    board.classList.toggle("placing", Boolean(chosen));
  }

  function choose(chip, byKeyboard) {
    chosen = { key: chip.value, title: chip.firstChild.nextSibling.textContent.trim() };
    show();
    tell(`${chosen.title} ${form.dataset.chosen}`);
    if (byKeyboard) board.querySelector(`section ${DAY} .cell__add`)?.focus();
  }

  function layBack() {
    const { key, title } = chosen;
    chosen = null;
    show();
    tell(`${title} ${form.dataset.let}`);
    (chips().find((chip) => chip.value === key) ?? document.getElementById("find")).focus();
  }

  function put(cell, byKeyboard, key = chosen.key) {
    const row = cell.closest(".wk__row");
    const values = { ...Object.fromEntries(new FormData(form)), client: row.id.slice(4), day: cell.dataset.day };
    back = byKeyboard ? `#${row.id} [data-day="${cell.dataset.day}"] .cell__add` : "";
    htmx.ajax("POST", form.dataset.add, {
      source: form, target: `#${row.id}`, swap: "outerHTML", values: { ...values, block: key },
    });
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("#shelf .chip");
    if (chip) {
      event.preventDefault();
      if (chosen?.key === chip.value) layBack();
      else choose(chip, event.detail === 0);
      return;
    }
    const cell = chosen && event.target.closest(`.wk ${DAY}`);
    if (!cell || event.target.closest(".sess, .told, .type")) return;
    event.preventDefault();
    event.stopPropagation();
    put(cell, event.detail === 0);
  }, true);

  // A chip is dragged as a copy; the shelf keeps its own.
  function makeSortable(shelf) {
    shelf.dataset.sorts = "";
    const over = (cell) => {
      board.querySelector(".cell--over")?.classList.remove("cell--over");
      if (cell?.matches(DAY)) cell.classList.add("cell--over");
    };
    new Sortable(shelf, {
      group: { name: "shelf", pull: "clone", put: false }, draggable: ".chip", sort: false,
      forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4, delay: 250, delayOnTouchOnly: true,
      animation: 0, ghostClass: "is-ghost", fallbackClass: "is-flying",
      onStart: () => document.dispatchEvent(new CustomEvent("shelf:carries")),
      onMove: (event) => {
        over(event.to);
        return event.to.matches(DAY);
      },
      onEnd: (event) => {
        over(null);
        if (event.to === shelf) return;
        const key = event.item.value;
        event.item.remove();
        put(event.to, false, key);
      },
    });
  }

  document.addEventListener("pointerdown", (event) => {
    const shelf = event.target.closest("#shelf .chip")?.closest("#shelf");
    if (shelf && !("sorts" in shelf.dataset) && window.Sortable) makeSortable(shelf);
  }, true);

  const STEPS = {
    ArrowLeft: (row, at) => doors(row)[at - 1],
    ArrowRight: (row, at) => doors(row)[at + 1],
    ArrowUp: (row, at) => doors(rows()[rows().indexOf(row) - 1] ?? row)[at],
    ArrowDown: (row, at) => doors(rows()[rows().indexOf(row) + 1] ?? row)[at],
  };

  document.addEventListener("keydown", (event) => {
    if (!chosen || event.target.matches("input, textarea")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      layBack();
      return;
    }
    const door = event.target.closest(".cell__add");
    if (!door || !STEPS[event.key]) return;
    event.preventDefault();
    const row = door.closest(".wk__row");
    STEPS[event.key](row, doors(row).indexOf(door))?.focus();
  });

  // What was swapped in takes the cursor to the new card; somebody who goes by keys stays on the day.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.elt.id === "shelf") show();
    if (!back || !event.detail.elt.id?.startsWith("row-")) return;
    document.querySelector(back)?.focus();
    back = "";
  });
})();
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
