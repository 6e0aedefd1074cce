/* The hill in the pocket: ten seconds, a long beep up, two short to stop, a soft tick on the way down. */
{
  const { find, hill } = coachapp;

  if (hill) {
    const { page, run, keep, seconds } = hill;
    const pocket = find("[data-way=pocket]", page);
    let timer;
    const start = () => {
      const what = find("[data-pocket-what]", pocket);
      const plan = { wait: 10, up: Number(seconds.value), down: Number(find("[data-back]", pocket).value) };
      let phase = "wait";
      let until = Date.now() + plan.wait * 1000;
      let ticked = 0;
      coachapp.timing(true);
      pocket.classList.add("is-dark");
      const tick = () => {
        const left = Math.ceil((until - Date.now()) / 1000);
        what.textContent = coachapp.clock(Math.max(0, left));
        const gone = plan.down - left;
        if (phase === "down" && Math.floor(gone / 30) > ticked && left > 0) {
          ticked += 1;
          coachapp.beep(0.05, 0, true);
        }
        if (left > 0) return;
        if (phase === "up") {
          coachapp.ring();
          if (run(plan.up)) return stop();
        } else if (phase === "wait") {
          coachapp.beep(1);
          coachapp.buzz(600);
        }
        phase = { wait: "up", up: "down", down: "wait" }[phase];
        ticked = 0;
        /* The walk counts from the end of the rep. What has to be heard starts when it can be, after a sleep too. */
        until = (phase === "down" ? until : Date.now()) + plan[phase] * 1000;
      };
      timer = setInterval(tick, 200);
      tick();
    };
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
      pocket.classList.remove("is-dark");
      keep();
    };
    const button = find("[data-pocket-go]", pocket);
    button.addEventListener("click", () => {
      if (timer) return stop();
      start();
      find("[data-pocket-word]", button).textContent = button.dataset.stop;
    });
  }
}
