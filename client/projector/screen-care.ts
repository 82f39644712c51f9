/** Keeps the screen awake, if the browser allows it. Returns a function that stops it. */
export function keepAwake(): () => void {
  let stopped = false;
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<void> => {
    // A lock ends when the page is hidden, so it is requested again when the page is visible.
    if (stopped || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // Refused on battery power or without HTTPS: then the system's settings apply.
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    if (stopped) void lock?.release();
  };
  const onVisible = (): void => void take();
  void take();
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}

/** How often still content moves a little, against burn-in. */
const shiftMs = 90_000;
/** A walk around the centre, in hundredths of the picture's height; each step is too small to notice. */
const walk: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [0.4, 0],
  [0.4, 0.4],
  [0, 0.4],
  [-0.4, 0.4],
  [-0.4, 0],
  [-0.4, -0.4],
  [0, -0.4],
  [0.4, -0.4],
];

/** Moves an element by its `translate`. Returns a function that stops it. */
export function preventBurnIn(element: HTMLElement): () => void {
  let step = 0;
  const timer = setInterval(() => {
    step = (step + 1) % walk.length;
    const [x, y] = walk[step]!;
    element.style.translate = `calc(${x} * var(--u)) calc(${y} * var(--u))`;
  }, shiftMs);
  return () => clearInterval(timer);
}

/** After this long without a movement nobody is at the computer. */
const idleMs = 3_000;

/**
 * Calls `tell` when somebody arrives at the computer with a pointer or the Tab key, and when they are gone. Keys of a
 * remote control do not count. Returns a function that stops it.
 */
export function watchPresence(tell: (present: boolean) => void): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let present = false;
  const set = (now: boolean): void => {
    if (now !== present) tell(now);
    present = now;
  };
  const active = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => set(false), idleMs);
    set(true);
  };
  const options = { signal: stop.signal, capture: true };
  let lastPlace = '';
  window.addEventListener(
    'pointermove',
    ({ screenX, screenY }) => {
      // Browsers also report a move when the page changes under a still pointer.
      const place = `${screenX} ${screenY}`;
      if (lastPlace !== '' && place !== lastPlace) active();
      lastPlace = place;
    },
    options,
  );
  window.addEventListener('pointerdown', active, options);
  window.addEventListener(
    'keydown',
    ({ key }) => {
      if (present || key === 'Tab') active();
    },
    options,
  );
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
