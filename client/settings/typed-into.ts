import type { TypedFields } from './typed-fields.ts';

/** A form's `input` listener that records what is typed. Other fields show `current`. */
export function typedInto<Fields extends Readonly<Record<string, string>>>(
  typed: TypedFields<Fields>,
  current: Fields,
): (event: Event) => void {
  return ({ target }) => {
    const { name, value } = target as HTMLInputElement | HTMLSelectElement;
    typed.write(name, value, current);
  };
}
