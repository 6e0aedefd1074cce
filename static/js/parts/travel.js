/* Elsewhere with the phone: its clock is another than the one that the days are counted by. */
{
  const line = document.querySelector("[data-zone]");
  const clock = (timeZone) => new Date().toLocaleString("en", { timeZone, dateStyle: "short", timeStyle: "short" });
  /* Names of places are slow to come by: they are asked for only where the hours differ. */
  const isAway = line && new Date().getTimezoneOffset() * -60 !== Number(line.dataset.offset);
  const here = isAway && Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (here && clock(here) !== clock(line.dataset.zone)) {
    const link = line.querySelector("a");
    link.href += `?zone=${encodeURIComponent(here)}`;
    link.textContent = link.textContent.replace("%(place)s", here.split("/").pop().replaceAll("_", " "));
    line.hidden = false;
  }
}
