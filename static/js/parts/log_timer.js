/* What every timer shares: the screen stays on while it runs, where the phone allows it, and a sound that can be
   turned off on this phone. */
{
  const { find, all } = coachapp;
  const sound = find("[data-sound]");
  const SOUND = "coachapp:sound";
  let isOn = true;
  let audio;
  let lock;
  let turn = 0;
  let runs = false;

  try {
    isOn = localStorage.getItem(SOUND) !== "off";
  } catch {
    /* a closed store: the sound is on */
  }

  const drawSound = () => {
    sound.setAttribute("aria-pressed", isOn);
    find("[data-word]", sound).textContent = isOn ? sound.dataset.on : sound.dataset.off;
  };
  /* A phone lets a page sound only from a tap on. */
  const openSound = () => {
    if (!isOn) return;
    audio ??= new AudioContext();
    audio.resume();
  };

  const sayRefused = (isRefused) => {
    for (const line of all("[data-screen-refused]")) {
      line.dataset.granted ??= line.textContent;
      line.textContent = isRefused ? line.dataset.screenRefused : line.dataset.granted;
      line.closest(".note")?.classList.toggle("is-refused", isRefused);
    }
  };

  /** A timer starts or ends: from now on the screen stays on, or no longer. Starting belongs to a tap. */
  coachapp.timing = async (yes) => {
    const mine = ++turn;
    runs = yes;
    lock?.release();
    lock = undefined;
    if (!yes) return;
    openSound();
    let got;
    try {
      got = await navigator.wakeLock.request("screen");
    } catch {
      /* no such thing here, or not now: the page says so */
    }
    if (mine !== turn) return got?.release();
    lock = got;
    sayRefused(!got);
  };

  /** A tone, where the sound is on: `length_s` long, `after_s` from now. The soft one is quieter and lower. */
  coachapp.beep = (length_s, after_s = 0, isSoft = false) => {
    if (!isOn || !audio) return;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = isSoft ? 440 : 880;
    gain.gain.value = isSoft ? 0.15 : 0.5;
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + after_s);
    tone.stop(audio.currentTime + after_s + length_s);
  };

  /** Time is up: two short tones and a buzz. */
  coachapp.ring = () => {
    coachapp.beep(0.15);
    coachapp.beep(0.15, 0.3);
    coachapp.buzz([200, 80, 200]);
  };

  /* The phone lets go of the screen whenever the page is out of sight. */
  document.addEventListener("visibilitychange", () => {
    if (runs && !document.hidden) coachapp.timing(true);
  });

  if (sound) {
    if (!navigator.wakeLock) sayRefused(true);
    sound.parentElement.hidden = false;
    drawSound();
    sound.addEventListener("click", () => {
      isOn = !isOn;
      try {
        localStorage.setItem(SOUND, isOn ? "on" : "off");
      } catch {
        /* a full or closed store: for this page only */
      }
      if (runs) openSound();
      drawSound();
    });
  }
}
