/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings one by one and collects all mistakes, to report them at once. Each reader returns a value that can be
 * used in any case; check `mistakes` before using the values.
 */
export class Settings {
  readonly mistakes: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The first of these that is set. An empty one counts as not set, since `.env` files have such lines. */
  text(...names: string[]): string | null {
    for (const name of names) {
      const value = this.#environment[name]?.trim();
      if (value !== undefined && value !== '') return value;
    }
    return null;
  }

  /** A password. Spaces at its ends belong to it. */
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

  /** A comma-separated list. */
  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** The origin of a site's address, as browsers send it in `Origin`. */
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
