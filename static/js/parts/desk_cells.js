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
