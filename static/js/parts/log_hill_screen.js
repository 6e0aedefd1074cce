/* The hill on the screen: a numeral at arm's length, Go, Stop, Ready. The walk down counts up and has no target. */
{
  const { find, fill, hill } = coachapp;

  if (hill) {
    const { page, asked, ran, run, keep, seconds } = hill;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const screen = find("[data-way=screen]", page);
    const part = (name) => find(`[data-${name}]`, screen);
    const path = find(".path", screen);
    const climbed = find(".climbed", screen);
    const me = find(".me", screen);
    const length = path.getTotalLength?.() ?? 0;
    const work = find("[data-work]", screen);
    const cues = part("tip").dataset.cues.split("|");
    const rest = Number(find("[data-back]", page).value);
    let mode = "ready";
    let at = 0;
    let top = 0;

    const climb = (share) => {
      if (calm && share % 1) return;
      const point = path.getPointAtLength(length * share);
      me.setAttribute("cx", point.x);
      me.setAttribute("cy", point.y);
      climbed.setAttribute("stroke-dasharray", `${mode === "down" ? 0 : length * share} ${length}`);
    };
    const paint = () => {
      const rep = ran.length + 1;
      const facts = { rep, reps: asked, s: work.value };
      screen.classList.toggle("is-work", mode === "up");
      screen.classList.toggle("is-walk", mode === "down");
      part("what").textContent = fill(part("what").dataset[mode], facts);
      part("tip").textContent = mode === "down" ? part("tip").dataset.down : cues[ran.length % cues.length];
      const label = `go${mode[0].toUpperCase()}${mode.slice(1)}`;
      part("go-word").textContent = part("go-word").dataset[label];
      part("go-small").textContent = fill(part("go-small").dataset[label], facts);
      if (mode === "ready") part("time").textContent = work.value;
      part("dots").replaceChildren(
        ...Array.from({ length: Math.max(asked, rep) }, (_, index) => {
          const dot = document.createElement("i");
          dot.className = index < ran.length ? "done" : index === ran.length ? "now" : "";
          return dot;
        }),
      );
      if (mode === "ready") climb(0);
    };
    const tick = () => {
      const gone = (Date.now() - at) / 1000;
      if (mode === "up") {
        const whole = Number(work.value);
        part("time").textContent = Math.max(0, Math.ceil(whole - gone));
        part("tip").textContent = cues[Math.floor(gone / 5) % cues.length];
        climb((top = Math.min(1, gone / whole)));
        if (gone >= whole) return next();
      } else if (mode === "down") {
        part("time").textContent = coachapp.clock(Math.floor(gone));
        climb(top * Math.max(0, 1 - gone / rest));
      }
      if (mode !== "ready") requestAnimationFrame(tick);
    };
    const next = () => {
      const gone = (Date.now() - at) / 1000;
      const isOver = mode === "up" && gone >= work.value;
      at = isOver ? at + work.value * 1000 : Date.now();
      if (mode === "up") coachapp.ring();
      else coachapp.buzz(60);
      if (mode === "ready") {
        mode = "up";
        coachapp.timing(true);
      } else if (mode === "up") {
        mode = "down";
        if (run(Math.min(Number(work.value), Math.round(gone * 10) / 10))) return keep();
      } else mode = "ready";
      coachapp.announce(fill(part("what").dataset[mode], { rep: ran.length + 1, reps: asked }));
      paint();
      if (mode !== "ready") requestAnimationFrame(tick);
    };
    part("go").addEventListener("click", next);
    part("enough").addEventListener("click", keep);
    work.addEventListener("input", () => {
      seconds.value = work.value;
      if (mode === "ready") paint();
    });
    paint();
  }
}
