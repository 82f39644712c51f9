/** The query of an address. Values that are undefined or empty are left out. */
export function writeQuery(values: object): URLSearchParams {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
}
