/** Keeps the screen from going dark, where the browser lets one; answers how to stop. */
export function keepAwake(): () => void {
  let stopped = false;
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<void> => {
    // A lock ends when the page is hidden; it is taken anew when one sees it again.
    if (stopped || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // Refused on battery power, or outside of HTTPS: then the screen is as it is set.
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

/** How often what stands still moves a little, so that it does not burn in. */
const shiftMs = 90_000;
/** A walk around the middle, in hundredths of the picture's height; each step too small to be noticed. */
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

/** Moves an element about by its `translate`; answers how to stop. */
export function preventBurnIn(element: HTMLElement): () => void {
  let step = 0;
  const timer = setInterval(() => {
    step = (step + 1) % walk.length;
    const [x, y] = walk[step]!;
    element.style.translate = `calc(${x} * var(--u)) calc(${y} * var(--u))`;
  }, shiftMs);
  return () => clearInterval(timer);
}

/** After so long without a move nobody is at the computer. */
const idleMs = 3_000;

/**
 * Tells when somebody is at the screen with a pointer, or looks for something to press, and when nobody is any more;
 * answers how to stop. A remote control's keys alone are no such person.
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
      // Browsers tell of a move, too, when the page has changed under a pointer that lies still.
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
