/** Who has typed nothing for so long is looking around rather than writing. */
export const composingMs = 20_000;

/** Whether somebody is writing: from a key on until he leaves the form, or for a while after the last key. */
export class Composing {
  readonly #onChange: (composing: boolean) => void;
  readonly #staysOn: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** While `staysOn` says so, time does not end it. */
  constructor(onChange: (composing: boolean) => void, staysOn = () => false) {
    this.#onChange = onChange;
    this.#staysOn = staysOn;
  }

  /** A key was pressed. */
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
