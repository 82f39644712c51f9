import type { Clock } from '../../shared/clock.ts';

/** A hidden tab draws no frames; then the call comes after this time. */
const hiddenTabMs = 1_000;

/** Returns a function that calls back before the browser draws its next frame. */
export function beforeNextFrame(clock: Clock): (callback: () => void) => void {
  return (callback) => {
    const once = (): void => {
      cancelTimer();
      cancelAnimationFrame(frame);
      callback();
    };
    const frame = requestAnimationFrame(once);
    const cancelTimer = clock.after(hiddenTabMs, once);
  };
}
