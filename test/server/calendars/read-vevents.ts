/** The events of a calendar by the id in their UID: the unfolded lines of each, without BEGIN and END. */
export function veventsOf(calendar: string): Map<string, string[]> {
  const blocks = calendar
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT\r\n')
    .slice(1)
    .map((block) => block.split('\r\nEND:VEVENT')[0]!.split('\r\n'));
  return new Map(blocks.map((lines) => [valueOf(lines, 'UID').split('@')[0]!, lines]));
}

/** The value of a property, '' if it is missing. */
export function valueOf(lines: readonly string[] | undefined, name: string): string {
  const line = lines?.find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`));
  return line?.slice(line.indexOf(':') + 1) ?? '';
}
