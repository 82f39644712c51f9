import ICAL from 'ical.js';
import { groupedBy } from '../../base/grouped.ts';
import type { RawComponent } from './calendar-text.ts';

/** A property as in jCal (RFC 7265): values are texts in ISO form, except rules, which are objects. */
export type Property = { name: string; parameters: Record<string, string | string[]>; type: string; values: unknown[] };

type JCalProperty = [name: string, parameters: Record<string, string | string[]>, type: string, ...values: unknown[]];

/** The properties of a component. A line that is not a property goes to `onOdd`. */
export class Properties {
  readonly #byName: ReadonlyMap<string, Property[]>;

  constructor({ lines }: RawComponent, onOdd: (line: string) => void) {
    const read = lines.flatMap((line) => {
      const property = readLine(line);
      if (property === null) onOdd(line);
      return property ?? [];
    });
    this.#byName = groupedBy(read, ({ name }) => name);
  }

  all(name: string): Property[] {
    return this.#byName.get(name) ?? [];
  }

  first(name: string): Property | null {
    return this.all(name)[0] ?? null;
  }

  text(name: string): string | null {
    const value = this.first(name)?.values[0];
    return typeof value === 'string' ? value : null;
  }

  number(name: string): number {
    const value = Number(this.first(name)?.values[0]);
    return Number.isSafeInteger(value) && value >= 0 ? value : 0;
  }
}

function readLine(line: string): Property | null {
  if (!/^[\w-]+[;:]/.test(line) || !hasFewParameters(line)) return null;
  try {
    const [name, parameters, type, ...values] = ICAL.parse.property(line) as JCalProperty;
    return { name: name.toLowerCase(), parameters, type, values };
  } catch {
    return null;
  }
}

/** The library looks through all parameters again for each of them. */
const maxParametersLength = 10_000;

function hasFewParameters(line: string): boolean {
  if (line.length <= maxParametersLength) return true;
  let quoted = false;
  for (let place = 0; place < maxParametersLength; place += 1) {
    if (line[place] === '"') quoted = !quoted;
    else if (line[place] === ':' && !quoted) return true;
  }
  return false;
}
