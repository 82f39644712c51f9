/** The environment's variables, or what stands for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings one by one and collects what is wrong with them, so that a person learns all of it at once. Each
 * reader returns a usable value in any case; look at `mistakes` before using them.
 */
export class Settings {
  readonly mistakes: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The first of these names that is set; an empty one counts as not set, as `.env` files have them. */
  text(...names: string[]): string | null {
    for (const name of names) {
      const value = this.#environment[name]?.trim();
      if (value !== undefined && value !== '') return value;
    }
    return null;
  }

  /** A password: blanks at its ends belong to it. */
  secret(name: string): string | null {
    return this.#environment[name] || null;
  }

  wholeNumber(name: string, { fallback, min, max }: { fallback: number; min: number; max: number }): number {
    const value = this.text(name);
    if (value === null) return fallback;
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    this.mistakes.push(`${name} must be a whole number from ${min} to ${max}, not “${value}”.`);
    return fallback;
  }

  choice<T extends string>(name: string, options: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === null) return fallback;
    const chosen = options.find((option) => option === value);
    if (chosen === undefined) this.mistakes.push(`${name} must be one of ${options.join(', ')}, not “${value}”.`);
    return chosen ?? fallback;
  }

  /** The parts of a comma-separated list. */
  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** A site's address without a path, in the form in which browsers send it as `Origin`. */
  origin(name: string, value: string): string {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === '/' &&
      url.search === '' &&
      url.hash === '' &&
      url.username === ''
    )
      return url.origin;
    this.mistakes.push(`${name}: “${value}” must be a web address without a path, such as https://board.example.`);
    return 'http://localhost';
  }
}
