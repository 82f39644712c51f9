/** The events of a calendar by their UID's id: each its lines as they were before folding, without BEGIN and END. */
export function veventsOf(calendar: string): Map<string, string[]> {
  const blocks = calendar
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT\r\n')
    .slice(1)
    .map((block) => block.split('\r\nEND:VEVENT')[0]!.split('\r\n'));
  return new Map(blocks.map((lines) => [valueOf(lines, 'UID').split('@')[0]!, lines]));
}

/** The value of a property; '' where there is none. */
export function valueOf(lines: readonly string[] | undefined, name: string): string {
  const line = lines?.find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`));
  return line?.slice(line.indexOf(':') + 1) ?? '';
}
