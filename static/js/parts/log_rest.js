/* The rest bar. It runs from an end time, so that a locked screen loses nothing, and counts up after it. */
{
  const bar = coachapp.find("aside[data-rest]");
  let end = 0;
  let total = 1;
  let rang = true;

  /** Rest for `seconds` from now; 0 puts the bar away. */
  coachapp.rest = (seconds) => {
    if (!bar) return;
    bar.hidden = !seconds;
    total = seconds;
    rang = !seconds;
    end = Date.now() + seconds * 1000;
    coachapp.timing(Boolean(seconds));
    draw();
  };

  const hour = (time) =>
    new Date(time).toLocaleTimeString(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" });

  const draw = () => {
    if (bar.hidden) return;
    const left = Math.ceil((end - Date.now()) / 1000);
    const label = coachapp.find("[data-rest-label]", bar);
    label.dataset.rest ??= label.textContent;
    label.textContent = left > 0 ? label.dataset.rest : label.dataset.ready;
    coachapp.find(".time", bar).textContent = left > 0 ? coachapp.clock(left) : `+${coachapp.clock(-left)}`;
    const until = coachapp.find("[data-until]", bar);
    until.textContent = coachapp.fill(until.dataset.until, { time: hour(end) });
    coachapp.find(".rest__track i", bar).style.setProperty("--left", Math.max(0, left / total));
    if (left > 0 || rang) return;
    rang = true;
    coachapp.timing(false);
    coachapp.ring();
    coachapp.announce(coachapp.find("[data-words]").dataset.restOver);
  };

  if (bar) {
    setInterval(draw, 250);
    document.addEventListener("visibilitychange", draw);
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.restAdd) {
        end += button.dataset.restAdd * 1000;
        if (rang && end > Date.now()) coachapp.timing(true);
        rang &&= end <= Date.now();
        draw();
      } else if (button) {
        coachapp.rest(0);
        coachapp.find(".set--now .side")?.focus();
      }
    });
  }
}
