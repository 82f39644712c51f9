import bidiFactory, { type Bidi } from 'bidi-js';
import type { LoadedFont, SetRun, TextStyle, Typeface } from './typeface.ts';

// Its types are those of another module format than the one that Node loads.
const bidi = (bidiFactory as unknown as () => Bidi)();
const characters = new Intl.Segmenter();

/** A text of which every character can be drawn, and its direction. */
export type Settable = { characters: readonly Character[]; isRightToLeft: boolean };
export type Character = { text: string; font: LoadedFont };

type Run = { font: LoadedFont; text: string; level: number };

/** More than the longest text of a card. Other programs can write longer ones. */
const maxCharacters = 300;

/**
 * The characters of a text with their fonts. Symbols that no font has are left out. Null if a letter or a digit is missing, or
 * nothing is left: rather no text than one with boxes or holes in it.
 */
export async function settable(text: string, typeface: Typeface): Promise<Settable | null> {
  const shown = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Co}\p{Bidi_Control}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const found: Character[] = [];
  for (const { segment } of characters.segment(shown)) {
    if (found.length === maxCharacters) break;
    if (segment === ' ' && (found.at(-1)?.text ?? ' ') === ' ') continue;
    const font = await typeface.fontOf(segment);
    if (font !== null) found.push({ text: segment, font });
    else if (/[\p{L}\p{N}]/u.test(segment)) return null;
  }
  if (!found.some(({ text: one }) => one !== ' ')) return null;
  return { characters: found, isRightToLeft: isRightToLeft(shown) };
}

/** By the first letter that has a direction, as `dir="auto"` does. */
function isRightToLeft(text: string): boolean {
  return bidi.getEmbeddingLevels(text, 'auto').paragraphs.some(({ level }) => level === 1);
}

/** How wide characters are in a row, in ems. */
export function widthOf(line: readonly Character[], style: TextStyle): number {
  return runsOf(line, () => 0).reduce((width, { font, text }) => width + font.widthOf(text, style), 0);
}

/** One line, in ems, its left end at 0. */
export function setLine(line: readonly Character[], rightToLeft: boolean, style: TextStyle): SetRun {
  const text = line.map((one) => one.text).join('');
  const { levels } = bidi.getEmbeddingLevels(text, rightToLeft ? 'rtl' : 'ltr');
  let width = 0;
  let svg = '';
  for (const run of inVisualOrder(runsOf(line, (index) => levels[index]!))) {
    const set = run.font.set(run.text, run.level % 2 === 1, style);
    svg += `<g transform="translate(${width})">${set.svg}</g>`;
    width += set.width;
  }
  return { width, svg };
}

/** Characters in a row that have the same font and level. */
function runsOf(line: readonly Character[], levelAt: (index: number) => number): Run[] {
  const runs: Run[] = [];
  let index = 0;
  for (const { text, font } of line) {
    const level = levelAt(index);
    const before = runs.at(-1);
    if (before?.font === font && before.level === level) before.text += text;
    else runs.push({ font, text, level });
    index += text.length;
  }
  return runs;
}

/** Rule L2 of the Unicode Bidirectional Algorithm: what is of a level or higher is turned around, from the highest level down. */
function inVisualOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1)
    for (let begin = 0; begin < ordered.length; begin += 1) {
      let end = begin;
      while (end < ordered.length && ordered[end]!.level >= level) end += 1;
      if (end > begin) ordered.splice(begin, end - begin, ...ordered.slice(begin, end).reverse());
      begin = end;
    }
  return ordered;
}
