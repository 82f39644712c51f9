/** The file cannot be read, so nothing of it is imported. The message says where and why. */
export class BrokenFile extends Error {
  override name = 'BrokenFile';
}

/** A component as unfolded lines, not yet parsed. */
export type RawComponent = { name: string; lines: string[]; children: RawComponent[] };

/** The text of a file: UTF-16 if it has a byte order mark, else UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const begin = /^BEGIN:\s*(\S+)\s*$/i;
const end = /^END:\s*(\S+)\s*$/i;

/**
 * The calendars of a file (RFC 5545, 3.4). Only the frame of `BEGIN` and `END` must be right. Throws `BrokenFile` if it is
 * not: such a file was cut off, or is something else.
 */
export function splitCalendars(text: string): RawComponent[] {
  const calendars: RawComponent[] = [];
  const open: RawComponent[] = [];
  for (const { line, number } of unfolded(text)) {
    const opens = begin.exec(line)?.[1]?.toUpperCase();
    const closes = end.exec(line)?.[1]?.toUpperCase();
    const innermost = open.at(-1);
    if (innermost === undefined) {
      // A cache or a mail program may have added something below.
      if (calendars.length > 0 && opens === undefined) continue;
      if (opens !== 'VCALENDAR')
        throw new BrokenFile(`Line ${number} is outside of any calendar: a calendar begins with BEGIN:VCALENDAR.`);
      open.push({ name: opens, lines: [], children: [] });
    } else if (opens !== undefined) {
      const component = { name: opens, lines: [], children: [] };
      innermost.children.push(component);
      open.push(component);
    } else if (closes !== undefined) {
      if (closes !== innermost.name)
        throw new BrokenFile(`Line ${number} ends a ${closes} inside of a ${innermost.name}.`);
      open.pop();
      if (open.length === 0) calendars.push(innermost);
    } else {
      innermost.lines.push(line);
    }
  }
  if (open.length > 0)
    throw new BrokenFile(`The file ends in the middle of a ${open.at(-1)!.name}. It may have been cut off.`);
  if (calendars.length === 0) throw new BrokenFile('The file is empty.');
  return calendars;
}

/** The unfolded lines (RFC 5545, 3.1), each with its number in the file. */
function* unfolded(text: string): Generator<{ line: string; number: number }> {
  let parts: string[] = [];
  let began = 1;
  for (const [index, physical] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (parts.length > 0 && /^[ \t]/.test(physical)) {
      parts.push(physical.slice(1));
      continue;
    }
    if (parts.length > 0) yield { line: parts.join(''), number: began };
    parts = physical.trim() === '' ? [] : [physical];
    began = index + 1;
  }
  if (parts.length > 0) yield { line: parts.join(''), number: began };
}
