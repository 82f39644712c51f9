/** Who has typed nothing for so long is looking around rather than writing. */
export const composingMs = 20_000;

/** Whether somebody is writing: from a key on until he leaves the form, or for a while after the last key. */
export class Composing {
  readonly #onChange: (composing: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: (composing: boolean) => void) {
    this.#onChange = onChange;
  }

  /** A key was pressed. */
  note(): void {
    const begins = this.#timer === undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), composingMs);
    if (begins) this.#onChange(true);
  }

  end(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onChange(false);
  }
}
