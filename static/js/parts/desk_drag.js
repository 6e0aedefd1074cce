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
