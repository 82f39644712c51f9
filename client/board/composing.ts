/** After this long without a keystroke the person counts as reading. */
export const composingMs = 20_000;

/**
 * Whether somebody is writing: from a keystroke until they leave the form, or until a while after the last keystroke.
 */
export class Composing {
  readonly #onChange: (composing: boolean) => void;
  readonly #staysOn: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** While `staysOn` returns true, time does not end it. */
  constructor(onChange: (composing: boolean) => void, staysOn = () => false) {
    this.#onChange = onChange;
    this.#staysOn = staysOn;
  }

  recordKeystroke(): void {
    const begins = this.#timer === undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#staysOn() ? this.recordKeystroke() : this.end()), composingMs);
    if (begins) this.#onChange(true);
  }

  end(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onChange(false);
  }
}
