/* Run and walk: pieces of time, one after the other, counted from one start: after a sleep the page is right at once.
   Where nobody had planned any, the athlete says how long and how often before the start. */
{
  const { find, all, put, fill, clock } = coachapp;
  const form = find("form[data-log]");
  const box = find("[data-run-walk]");

  if (form?.isFresh && box) {
    const part = (name) => find(`[data-${name}]`, box);
    const kept = find("[name=clock]", box);
    const dock = find("[data-dock]");
    const own = part("own");
    let pieces;
    let runs;
    let sum;

    /* `from` is when the first piece would have begun without a pause; `held` are seconds in, while it pauses. */
    let state = { held: 0, begun: 0, from: 0, left: [], over: 0, pieces: box.dataset.runWalk };
    const read = () => {
      sum = 0;
      pieces = state.pieces.split(" ").map((each) => {
        const [pace, s] = each.split(":");
        return { pace, s: Number(s), end: (sum += Number(s)) };
      });
      runs = pieces.filter(({ pace }) => pace === "run");
    };
    let last = -1;
    let ticked = 0;

    const gone = () => state.held ?? (Date.now() - state.from) / 1000;
    const at = () => {
      const s = gone();
      const index = pieces.findIndex(({ end }) => s < end);
      return index < 0 || state.over ? pieces.length : index;
    };
    const isOn = () => state.held === null && !state.over;
    const hour = (s, style) =>
      new Date(Date.now() + s * 1000).toLocaleTimeString(document.documentElement.lang, { timeStyle: style, hourCycle: "h23" });
    const keep = () => put(kept, JSON.stringify(state));

    const say = (index) => {
      const piece = pieces[index];
      const facts = { n: runs.indexOf(piece) + 1, of: runs.length };
      return fill(part("what").dataset[piece?.pace ?? "over"], facts);
    };
    const draw = () => {
      const index = at();
      const piece = pieces[index];
      const next = pieces[index + 1];
      const left = piece ? Math.max(0, Math.ceil(piece.end - gone())) : 0;
      const word = state.over ? "over" : isOn() ? "pause" : state.begun ? "on" : "start";
      part("what").textContent = say(index);
      part("time").textContent = clock(left);
      part("tip").textContent = piece ? fill(part("tip").dataset[next?.pace ?? "over"], { time: clock(next?.s ?? 0) }) : "";
      const until = part("until");
      if (isOn()) until.textContent = fill(until.dataset.until, { time: hour(left, "medium"), end: hour(sum - gone(), "short") });
      else until.textContent = state.begun ? "" : fill(until.dataset.inAll, { minutes: Math.round(sum / 60) });
      if (own) own.hidden = Boolean(state.begun);
      part("go-word").textContent = part("go-word").dataset[word];
      find("small", part("go")).hidden = Boolean(state.begun);
      part("running").hidden = !state.begun || Boolean(state.over);
      dock.hidden = Boolean(state.begun) && !state.over;
      box.classList.toggle("is-work", isOn() && piece?.pace === "run");
      box.classList.toggle("is-walk", isOn() && piece?.pace !== "run");
      part("dots").replaceChildren(
        ...runs.map((run) => {
          const dot = document.createElement("i");
          dot.className = run === piece ? "now" : pieces.indexOf(run) < index && !state.left.includes(run.end) ? "done" : "";
          return dot;
        }),
      );
      return left;
    };

    /* No line of a plan holds these times: the line for the coach does, unless there is one. */
    const tell = (n) => {
      const line = find("[name=comment]", form);
      const [run, walk] = pieces.slice(1).map(({ s }) => s / 60);
      if (!line.value) put(line, fill(own.dataset.said, { n, run, walk }));
    };

    /* What is said below follows the timer, and can be changed. */
    const finish = (when) => {
      const ran = runs.filter(({ end }) => end <= gone() + 0.5 && !state.left.includes(end)).length;
      state = { ...state, held: gone(), over: when };
      coachapp.timing(false);
      const minutes = Math.max(1, Math.round((when - state.begun) / 60000));
      const pick = find(`[name=pick][value="${minutes}"]`, form) ?? find("[name=pick][value=more]", form);
      pick.checked = true;
      put(find("[name=minutes]", form), minutes);
      const rounds = find("[name=rounds]", form);
      if (rounds) put(rounds, Math.max(1, ran));
      if (own && ran) tell(ran);
      keep();
      draw();
    };
    const tick = () => {
      if (!isOn()) return;
      const index = at();
      if (index === pieces.length) {
        coachapp.ring();
        coachapp.announce(say(index));
        return finish(state.from + sum * 1000);
      }
      const left = draw();
      if (index !== last) {
        if (pieces[index].pace === "run") {
          coachapp.beep(1);
          coachapp.buzz(600);
        } else coachapp.ring();
        coachapp.announce(say(index));
        last = index;
        ticked = 0;
      } else if (left < 4 && left !== ticked) {
        ticked = left;
        coachapp.beep(0.05, 0, true);
      }
    };

    part("go").addEventListener("click", () => {
      if (state.over) return find("[data-picks]", form).scrollIntoView();
      if (isOn()) state.held = gone();
      else {
        state.from = Date.now() - state.held * 1000;
        state.begun ||= Date.now();
        state.held = null;
      }
      coachapp.timing(isOn());
      keep();
      draw();
      tick();
    });
    part("next").addEventListener("click", () => {
      const piece = pieces[at()];
      if (piece.pace === "run") state.left.push(piece.end);
      if (isOn()) state.from -= (piece.end - gone()) * 1000;
      else state.held = piece.end;
      if (at() === pieces.length) return finish(Date.now());
      keep();
      draw();
      tick();
    });
    part("enough").addEventListener("click", () => finish(Date.now()));

    const chosen = (name, least, most) => {
      const typed = Number(find(`[data-own-${name}]`, own).value.replace(",", ".")) || least;
      return Math.min(most, Math.max(least, typed));
    };
    own?.addEventListener("input", () => {
      const round = ` run:${Math.round(chosen("run", 0.5, 60) * 60)} walk:${Math.round(chosen("walk", 0.5, 60) * 60)}`;
      state.pieces = `warm_up:300${round.repeat(chosen("times", 1, 60))} cool_down:300`;
      read();
      draw();
    });

    /* A run that was going when the page went away goes on. */
    try {
      if (form.hasDraft && kept.value) state = { ...state, ...JSON.parse(kept.value) };
    } catch {
      /* not ours: it starts anew */
    }
    read();
    last = state.begun ? at() : -1;
    if (isOn()) coachapp.timing(true);
    box.hidden = false;
    draw();
    setInterval(tick, 200);
    document.addEventListener("visibilitychange", tick);
  }
}
