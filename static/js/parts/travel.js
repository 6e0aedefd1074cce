/* Elsewhere with the phone: its clock is another than the one that the days are counted by.
   The line lies over the end of the page, so that nothing that can be read already moves. */
{
  const line = document.querySelector("[data-zone]");
  const clock = (timeZone) => new Date().toLocaleString("en", { timeZone, dateStyle: "short", timeStyle: "short" });
  /* Names of places are slow to come by: they are asked for only where the hours differ. */
  const isAway = line && new Date().getTimezoneOffset() * -60 !== Number(line.dataset.offset);
  const here = isAway && Intl.DateTimeFormat().resolvedOptions().timeZone;
  const measure = () => document.documentElement.style.setProperty("--elsewhere", `${line.offsetHeight}px`);
  if (here && clock(here) !== clock(line.dataset.zone) && sessionStorage.elsewhere !== here) {
    const link = line.querySelector("a");
    link.href += `?zone=${encodeURIComponent(here)}`;
    link.lastChild.data = link.lastChild.data.replace("%(place)s", here.split("/").pop().replaceAll("_", " "));
    line.hidden = false;
    addEventListener("resize", measure);
    measure();
    coachapp.announce(link.textContent);
    line.querySelector("[data-later]").addEventListener("click", () => {
      sessionStorage.elsewhere = here;
      line.hidden = true;
      measure();
    });
  }
}
