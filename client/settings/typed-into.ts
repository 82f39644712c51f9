import type { TypedFields } from './typed-fields.ts';

/** For a form's `input`: notes what is typed into its fields, which show `current` otherwise. */
export function typedInto<Fields extends Readonly<Record<string, string>>>(
  typed: TypedFields<Fields>,
  current: Fields,
): (event: Event) => void {
  return ({ target }) => {
    const { name, value } = target as HTMLInputElement | HTMLSelectElement;
    typed.write(name, value, current);
  };
}
