/* The body figure fills in the list, and the notice follows the number. The list is the form. */
"use strict";

{
  const form = document.querySelector("[data-place]");
  const map = document.querySelector("[data-bodymap]");

  const chosen = (name) => form.querySelector(`[name=${name}]:checked`)?.value || "";
  const region = () => form.querySelector("[name=region]").value;

  const limitOf = () => {
    const { notice, hold, stop, strict, strictHold } = form.dataset;
    if (chosen("kind") !== "pain") return chosen("kind");
    const level = Number(chosen("level"));
    const careful = strict.split(" ").includes(region());
    const holdAt = careful ? Math.min(Number(hold), Number(strictHold)) : Number(hold);
    if (!level) return "";
    if (level >= Number(stop)) return "stop";
    if (level >= holdAt) return "hold";
    return level >= Math.min(Number(notice), holdAt) ? "notice" : "low";
  };

  const showNotice = () => {
    const limit = limitOf();
    for (const note of form.querySelectorAll("[data-limit]")) note.hidden = note.dataset.limit !== limit;
  };

  const zonesOf = (where, side) =>
    [...map.querySelectorAll(".zone")].filter(
      (zone) => zone.dataset.region === where && (zone.dataset.side === side || side === "both"),
    );

  const showChosen = () => {
    for (const zone of map.querySelectorAll(".is-open")) zone.classList.remove("is-open");
    for (const zone of zonesOf(region(), chosen("side"))) zone.classList.add("is-open");
  };

  const distance = (zone, event) => {
    const box = zone.getBoundingClientRect();
    const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
    const down = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
    const middle = Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
    return Math.hypot(across, down) + middle / 100;
  };

  const choose = (zone) => {
    const list = form.querySelector("[name=region]");
    list.value = zone.dataset.region;
    form.querySelector(`[name=side][value=${zone.dataset.side}]`).checked = true;
    showChosen();
    showNotice();
    const side = form.querySelector("[name=side]:checked").closest("label").textContent.trim();
    window.coachapp.announce(`${list.selectedOptions[0].textContent}, ${side}`);
  };

  if (form) {
    form.addEventListener("change", () => {
      showNotice();
      if (map) showChosen();
    });
    showNotice();
  }
  if (form && map) {
    map.hidden = false;
    for (const mark of document.querySelectorAll("[data-marked]")) {
      for (const zone of zonesOf(mark.dataset.marked, mark.dataset.side)) zone.classList.add("is-pain");
    }
    map.addEventListener("click", (event) => {
      const button = event.target.closest(".seg button");
      if (button) {
        for (const each of map.querySelectorAll(".seg button")) each.setAttribute("aria-pressed", String(each === button));
        for (const view of map.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== button.value;
        return;
      }
      const figure = event.target.closest(".figure");
      if (!figure) return;
      const zones = [...figure.querySelectorAll(".zone")];
      const nearest = zones.reduce((best, zone) => (distance(zone, event) < distance(best, event) ? zone : best));
      if (distance(nearest, event) < 30) choose(nearest);
    });
    showChosen();
  }
}
