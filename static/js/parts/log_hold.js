/* Ball holds: a ring of thirty seconds, then the other side, then the next step of the routine. Short stretches
   are counted down in the same ring, with a soft sound at the beginning of each. */
{
  const { find, all } = coachapp;
  const form = find("form[data-log]");
  const routine = find("[data-hold]");
  const steps = all("[data-routine-step]");
  const holds = steps.filter((step) => step.dataset.seconds);

  if (form?.isFresh && routine && holds.length) {
    const box = find("[data-hold-timer]", routine);
    const part = (name) => find(`[data-${name}]`, box);
    const ring = find(".fg", box);
    const button = part("hold-go");
    const around = 2 * Math.PI * 90;
    const tick = (step) => find("input[type=checkbox]", step);
    const planned = steps.filter((step) => tick(step).defaultChecked);
    let at = 0;
    let side = "left";
    let left = Number(holds[0].dataset.seconds);
    let end = 0;
    let running = false;
    let touched = planned.some((step) => !tick(step).checked);

    const kind = () => ("beat" in holds[at].dataset ? "ofBeat" : "ofHold");
    /* Of short stretches, how many are left; of a hold its seconds. */
    const shown = () => Math.ceil(left / (holds[at].dataset.beat ?? 1));

    const word = () => {
      if (running) return "pause";
      const whole = Number(holds[at].dataset.seconds);
      if (left > 0 && left < whole) return "on";
      if (left > 0) return kind() === "ofBeat" ? "begin" : "start";
      return "each" in holds[at].dataset && side === "left" ? "other" : "next";
    };
    const draw = () => {
      const step = holds[at];
      part("side").textContent = "each" in step.dataset ? part("side").dataset[side] : "";
      part("step-name").textContent = step.dataset.name;
      part("seconds").textContent = shown();
      for (const name of ["unit", "tip", "how"]) part(name).textContent = part(name).dataset[kind()];
      part("let-go").hidden = kind() === "ofBeat";
      ring.setAttribute("stroke-dasharray", `${(around * left) / step.dataset.seconds} ${around}`);
      part("go-word").textContent = button.dataset[word()];
      part("dots").replaceChildren(
        ...steps.map((each) => {
          const dot = document.createElement("i");
          dot.className = each === step ? "now" : touched && tick(each).checked ? "done" : "";
          return dot;
        }),
      );
    };
    /* The first hold turns the list around: from then on, what is ticked was done. */
    const touch = () => {
      if (!touched) planned.forEach((step) => (tick(step).checked = false));
      touched = true;
    };
    const check = () => {
      tick(holds[at]).checked = true;
      tick(holds[at]).dispatchEvent(new Event("change", { bubbles: true }));
    };
    const open = (index) => {
      running = false;
      if (index >= holds.length) {
        box.hidden = true;
        coachapp.minutesFromClock();
        return;
      }
      at = index;
      side = "left";
      left = Number(holds[at].dataset.seconds);
      draw();
    };
    const run = () => {
      if (!running) return;
      const before = shown();
      left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (left && kind() === "ofBeat" && shown() !== before) coachapp.beep(0.1, 0, true);
      if (!left) {
        running = false;
        coachapp.ring();
        coachapp.timing(false);
        if (word() === "next") check();
        coachapp.announce(button.dataset[word()]);
      } else setTimeout(run, 200);
      draw();
    };
    button.addEventListener("click", () => {
      touch();
      const doing = word();
      if (doing === "next") return open(at + 1);
      if (doing === "other") {
        side = "right";
        left = Number(holds[at].dataset.seconds);
      }
      running = !running;
      end = Date.now() + left * 1000;
      coachapp.timing(running);
      if (running) run();
      draw();
    });
    part("let-go").addEventListener("click", () => {
      touch();
      check();
      find(".letgo [value=yes]", holds[at]).checked = true;
      open(at + 1);
    });
    part("skip").addEventListener("click", () => {
      touch();
      open(at + 1);
    });
    box.hidden = false;
    draw();
  }
}
