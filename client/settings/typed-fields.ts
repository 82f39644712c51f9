import { Observable } from '../../shared/observable.ts';

/**
 * What somebody has typed into a form whose values other people can change meanwhile. A field that was edited stays as
 * typed until it is saved; the others follow. A field with its current value does not count as edited.
 */
export class TypedFields<Fields extends Readonly<Record<string, string>>> {
  readonly #changes = new Observable();
  #touched: Partial<Fields> = {};

  get touched(): Partial<Fields> {
    return this.#touched;
  }

  get isUntouched(): boolean {
    return Object.keys(this.#touched).length === 0;
  }

  /** The values to show: what was typed, else `current`. */
  over(current: Fields): Fields {
    return { ...current, ...this.#touched };
  }

  write(name: string, value: string, current: Fields): void {
    if (!(name in current)) return;
    const { [name]: _before, ...others } = this.#touched;
    this.#set((value === current[name] ? others : { ...others, [name]: value }) as Partial<Fields>);
  }

  /** These values were saved. What was typed since then stays. */
  settle(saved: Partial<Fields>): void {
    this.#set(
      Object.fromEntries(
        Object.entries(this.#touched).filter(([name, value]) => saved[name] !== value),
      ) as Partial<Fields>,
    );
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #set(touched: Partial<Fields>): void {
    this.#touched = touched;
    this.#changes.notify();
  }
}
