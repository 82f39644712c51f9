import { setLine, widthOf, type Character, type Settable } from './set-line.ts';
import type { SetRun, TextStyle, Typeface } from './typeface.ts';

/** One way to set a text: its size in pixels, and how many lines it may take. */
export type Step = TextStyle & { size: number; lines: number };

/** `shown`: without the space that a line leaves out at its end. */
type Word = { characters: readonly Character[]; whole: number; shown: number };

export type FittedText = { step: Step; lines: SetRun[]; isRightToLeft: boolean };

/**
 * Sets a text in the first of the steps in which it fits the width. In the last one it is cut, with an ellipsis, and words that
 * are too long for a line are broken.
 */
export async function fitText(
  { characters, isRightToLeft }: Settable,
  width: number,
  steps: readonly Step[],
  typeface: Typeface,
): Promise<FittedText> {
  for (const step of steps) {
    const words = wordsOf(characters, step);
    const lines = linesIn(words, width, step, false);
    if (lines !== null && lines.length <= step.lines) return fitted(balanced(words, width, step, lines.length), step);
  }
  const step = steps.at(-1)!;
  const lines = linesIn(wordsOf(characters, step), width, step, true)!;
  if (lines.length > step.lines) {
    const last = lines.slice(step.lines - 1).flat();
    const ellipsis = { text: '…', font: (await typeface.fontOf('…'))! };
    lines.splice(step.lines - 1, lines.length, shortened(last, ellipsis, width / step.size, step));
  }
  return fitted(lines, step);

  function fitted(found: Character[][], by: Step): FittedText {
    return { step: by, lines: found.map((line) => setLine(trimmed(line), isRightToLeft, by)), isRightToLeft };
  }
}

/** As many characters as have room with an ellipsis after them. */
function shortened(line: readonly Character[], ellipsis: Character, ems: number, style: TextStyle): Character[] {
  let end = 0;
  const upTo = (count: number): Character[] => [...trimmed(line.slice(0, count)), ellipsis];
  while (end < line.length && widthOf(upTo(end + 1), style) <= ems) end += 1;
  return upTo(end);
}

/** The lines of a text, as few as possible, with the spaces at their ends. Null if a word is too long for one and may not be broken. */
function linesIn(words: readonly Word[], width: number, step: Step, mayBreakWords: boolean): Character[][] | null {
  const lines: Character[][] = [];
  let line: Character[] = [];
  let used = 0;
  const end = (): void => {
    if (line.length > 0) lines.push(line);
    line = [];
    used = 0;
  };
  for (const { characters, whole, shown } of words) {
    if (used + shown * step.size > width) end();
    if (shown * step.size > width) {
      if (!mayBreakWords) return null;
      for (const character of characters) {
        // The room between two letters depends on both of them.
        if (widthOf([...line, character], step) * step.size > width) end();
        line.push(character);
      }
      used = widthOf(line, step) * step.size;
      continue;
    }
    line.push(...characters);
    used += whole * step.size;
  }
  end();
  return lines;
}

/** The same number of lines, about equally long. */
function balanced(words: readonly Word[], width: number, step: Step, count: number): Character[][] {
  let [narrow, wide] = [width / 2, width];
  while (wide - narrow > 8) {
    const middle = (narrow + wide) / 2;
    const lines = linesIn(words, middle, step, false);
    if (lines !== null && lines.length <= count) wide = middle;
    else narrow = middle;
  }
  return linesIn(words, wide, step, false)!;
}

/** The words with their widths in ems. A line can end after a space, a hyphen or a slash. */
function wordsOf(characters: readonly Character[], style: TextStyle): Word[] {
  const words: Character[][] = [[]];
  for (const character of characters) {
    words.at(-1)!.push(character);
    if (/^[ \-–—/]$/.test(character.text)) words.push([]);
  }
  return words
    .filter((word) => word.length > 0)
    .map((word) => ({ characters: word, whole: widthOf(word, style), shown: widthOf(trimmed(word), style) }));
}

function trimmed(line: readonly Character[]): Character[] {
  const end = line.findLastIndex(({ text }) => text !== ' ');
  return line.slice(0, end + 1);
}
