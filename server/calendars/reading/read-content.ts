import { CategoryName } from '../../../shared/category.ts';
import { Link } from '../../../shared/event.ts';
import { pick } from '../../../shared/pick.ts';
import { cleanText, cutText } from '../../events/event-document.ts';
import { ExportExtras, extrasProperty } from '../export-schema.ts';
import { carriedContent, type Content } from '../incoming-event.ts';
import { timesOf, type Length } from './length.ts';
import type { Moment } from './moments.ts';
import { plainText } from './plain-text.ts';
import type { Properties } from './properties.ts';
import { shortened } from './shortened.ts';

/** Of a longer list of categories the first ones count. */
const maxWords = 50;

/** Notes why something in the component is not taken as it is. */
type Skip = (reason: string) => void;

type When = { moment: Moment; length: Length; home: string };

/** What all occurrences of a component have alike. */
export type Shared = {
  content: Omit<Content, 'start' | 'end' | 'timeZone'>;
  categories: string[];
  carried: ExportExtras | null;
};

/** What an export of this board carries is taken only from a trusted file. */
export function readShared(properties: Properties, { trusted }: { trusted: boolean }, skip: Skip): Shared {
  const carried = trusted ? readCarried(properties, skip) : null;
  const content = {
    name: readText(properties.text('summary'), { max: 120, field: 'name' }, skip) ?? 'Untitled',
    place: readText(properties.text('location'), { max: 200, field: 'place' }, skip),
    details: readDetails(properties, carried !== null, skip),
    link: readLink(properties.text('url'), skip),
    category: null,
    cancelled: properties.text('status')?.toUpperCase() === 'CANCELLED',
  };
  return { content, categories: readCategories(properties), carried };
}

/** The content of an event at this moment. What an export of this board carries wins over iCalendar's properties. */
export function readContent({ content, carried }: Shared, { moment, length, home }: When): Content {
  const { name, ...others } = content;
  return {
    name,
    ...timesOf(moment, length, home),
    ...others,
    ...(carried === null ? {} : pick(carried, carriedContent)),
  };
}

/** What an export of this board says in its own property; null in any other file. */
function readCarried(properties: Properties, skip: Skip): ExportExtras | null {
  const text = properties.text(extrasProperty);
  if (text === null) return null;
  const carried = ExportExtras.safeParse(parsedJson(text));
  if (!carried.success) skip('Its author, status and version are left out: X-COMMUNITY-BOARD cannot be read.');
  return carried.data ?? null;
}

function readText(
  value: string | null,
  { max, field, lines = false }: { max: number; field: string; lines?: boolean },
  skip: Skip,
): string | null {
  const clean = cleanText(value ?? '', lines);
  const cut = cutText(clean, max);
  if (cut !== clean) skip(`Its ${field} has more than ${max} characters and is cut there.`);
  return cut === '' ? null : cut;
}

/** The names in all `CATEGORIES`, without repeats, cut where the name of a category ends. */
function readCategories(properties: Properties): string[] {
  const words = properties.all('categories').flatMap(({ values }) => values);
  const names = words.slice(0, maxWords).flatMap((word) => {
    const name = typeof word === 'string' ? cutText(cleanText(word), 30) : '';
    return CategoryName.safeParse(name).success ? [name] : [];
  });
  return [...new Set(names)];
}

function readDetails(properties: Properties, asItIs: boolean, skip: Skip): string | null {
  const html = properties.all('x-alt-desc').find(({ parameters }) => parameters.fmttype === 'text/html')?.values[0];
  const text = properties.text('description') ?? (typeof html === 'string' ? html : '');
  return readText(asItIs ? text : plainText(text), { max: 2000, field: 'description', lines: true }, skip);
}

function readLink(url: string | null, skip: Skip): string | null {
  if (url === null || url.trim() === '') return null;
  const link = Link.safeParse(url);
  if (!link.success) skip(`Its link is left out: ${shortened(url)} is no web address of at most 500 characters.`);
  return link.data ?? null;
}

/** Undefined if it is not JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
