/* Elsewhere with the phone: its clock is another than the one that the days are counted by.
   The line lies over the end of the page, so that nothing that can be read already moves. */
{
  const line = document.querySelector("[data-zone]");
  const measure = () => document.documentElement.style.setProperty("--elsewhere", `${line.offsetHeight}px`);
  const offer = () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here === line.dataset.zone || sessionStorage.elsewhere === here) return;
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
  };
  /* The name of a place is slow to come by: it is asked for only where the hours differ, and after the page has come. */
  if (line && new Date().getTimezoneOffset() * -60 !== Number(line.dataset.offset)) setTimeout(offer);
}
