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
