/* Hill sprints: on the screen, in the pocket, or afterwards. All three end in the same two fields. */
{
  const { find, all, put, fill } = coachapp;
  const form = find("form[data-log]");
  const hill = find("[data-hill]");

  if (form?.isFresh && hill) {
    const reps = find("[name=reps]", form);
    const seconds = find("[name=seconds]", form);
    const timed = find("[name=timed]", form);
    const dock = find("[data-dock]");
    const asked = Number(hill.dataset.askedReps) || Number(reps.value);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const ran = [];

    /* Three steps on one page: the hill, what worked, the flat. */
    const go = (step) => {
      all("[data-step-pane]").forEach((pane) => (pane.hidden = pane.dataset.stepPane !== step));
      dock.hidden = step !== "flat";
      if (step === "flat") coachapp.minutesFromClock();
      scrollTo(0, 0);
    };
    const credit = () => {
      const line = find("[data-credit]", hill);
      line.hidden = !(Number(reps.value) < asked);
      line.textContent = fill(line.dataset.of, { did: reps.value, asked });
    };
    const keep = () => {
      if (ran.length) put(reps, ran.length);
      put(timed, ran.join(","));
      coachapp.stayAwake(false);
      credit();
      go("worked");
    };
    all("[data-next]", form).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        if (button.dataset.next === "worked") credit();
        go(button.dataset.next);
      });
    });
    reps.addEventListener("input", () => (find("[data-did]", hill).textContent = reps.value));
    [reps, seconds].forEach((input) => input.addEventListener("input", () => ran.length || (timed.value = "")));

    /* The own words stand large over the strides; last time's step back. */
    const words = find("[data-words]", form);
    const own = find("[name=words]", form);
    const large = find("[data-words-large]");
    const before = large.textContent;
    const from = find("[data-words-from]");
    const fromBefore = from.textContent;
    const sayWords = () => {
      const said = own.value.trim();
      large.textContent = said ? `“${said}”` : before;
      from.textContent = said ? from.dataset.wordsFrom : fromBefore;
      const last = find("[data-last-time]");
      if (last) last.hidden = !said;
    };
    (words ?? own).addEventListener("input", sayWords);
    sayWords();

    /* On the screen. Modes: ready, up, down. */
    const screen = find("[data-way=screen]", hill);
    const part = (name) => find(`[data-${name}]`, screen);
    const path = find(".path", screen);
    const climbed = find(".climbed", screen);
    const me = find(".me", screen);
    const length = path.getTotalLength?.() ?? 0;
    const work = find("[data-work]", screen);
    const cues = part("tip").dataset.cues.split("|");
    const rest = Number(find("[data-back]", hill).value);
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
        if (gone >= whole) next();
      } else if (mode === "down") {
        part("time").textContent = coachapp.clock(Math.floor(gone));
        climb(top * Math.max(0, 1 - gone / rest));
      }
      if (mode !== "ready") requestAnimationFrame(tick);
    };
    const next = () => {
      const gone = (Date.now() - at) / 1000;
      at = Date.now();
      coachapp.buzz(mode === "up" ? [200, 80, 200] : 60);
      if (mode === "ready") {
        mode = "up";
        coachapp.stayAwake(true);
      } else if (mode === "up") {
        ran.push(Math.min(Number(work.value), Math.round(gone * 10) / 10));
        put(timed, ran.join(","));
        put(reps, ran.length);
        mode = "down";
        if (ran.length >= asked) return keep();
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

    /* In the pocket: ten seconds, a long beep up, two short to stop, a soft tick on the way down. */
    const pocket = find("[data-way=pocket]", hill);
    let audio;
    let timer;
    const beep = (length_s, after = 0, volume = 0.5) => {
      const sound = audio.createOscillator();
      const gain = audio.createGain();
      sound.frequency.value = volume < 0.5 ? 440 : 880;
      gain.gain.value = volume;
      sound.connect(gain).connect(audio.destination);
      sound.start(audio.currentTime + after);
      sound.stop(audio.currentTime + after + length_s);
    };
    const pocketStart = () => {
      const what = find("[data-pocket-what]", pocket);
      const plan = { wait: 10, up: Number(seconds.value), down: Number(find("[data-back]", pocket).value) };
      let phase = "wait";
      let until = Date.now() + plan.wait * 1000;
      let ticked = 0;
      audio = new AudioContext();
      coachapp.stayAwake(true);
      pocket.classList.add("is-dark");
      timer = setInterval(() => {
        const left = Math.ceil((until - Date.now()) / 1000);
        what.textContent = coachapp.clock(Math.max(0, left));
        const gone = plan.down - left;
        if (phase === "down" && Math.floor(gone / 30) > ticked && left > 0) {
          ticked += 1;
          beep(0.05, 0, 0.15);
        }
        if (left > 0) return;
        if (phase === "up") {
          ran.push(plan.up);
          put(timed, ran.join(","));
          put(reps, ran.length);
          beep(0.15);
          beep(0.15, 0.3);
          coachapp.buzz([200, 80, 200]);
          if (ran.length >= asked) return pocketStop();
        } else if (phase === "wait") {
          beep(1);
          coachapp.buzz(600);
        }
        phase = { wait: "up", up: "down", down: "wait" }[phase];
        ticked = 0;
        until = Date.now() + plan[phase] * 1000;
      }, 200);
    };
    const pocketStop = () => {
      clearInterval(timer);
      timer = undefined;
      pocket.classList.remove("is-dark");
      audio.close();
      keep();
    };
    const button = find("[data-pocket-go]", pocket);
    button.addEventListener("click", () => {
      if (timer) return pocketStop();
      pocketStart();
      find("[data-pocket-word]", button).textContent = button.dataset.stop;
    });

    find("[data-ways]", hill).firstElementChild.click();
    paint();
    go("hill");
  }
}
