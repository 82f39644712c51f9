/** A part of a sentence, from its first character to the one after its last. */
export type Span = { from: number; to: number };

export type Mark = Span & { kind: 'when' | 'place' };

/** The sentence without these parts, and without the gaps that they leave. */
export function without(sentence: string, cuts: readonly Span[]): string {
  const kept = [...cuts]
    .sort((one, other) => other.from - one.from)
    .reduce((text, { from, to }) => `${text.slice(0, from)} ${text.slice(to)}`, sentence);
  const tidy = kept
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.;:!?](?: |$))/g, '')
    .replace(/,(?:\s*,)+/g, ',')
    .trim();
  return cuts.length === 0 ? tidy : tidy.replace(/^[\s,;:–-]+|[\s,;:–-]+$/gu, '');
}

/** The marks of a sentence that was changed since it was read: those before and after the change stay at their words. */
export function movedMarks(marks: readonly Mark[], read: string, now: string): Mark[] {
  const shorter = Math.min(read.length, now.length);
  let same = 0;
  while (same < shorter && read[same] === now[same]) same += 1;
  let sameEnd = 0;
  while (sameEnd < shorter - same && read.at(-1 - sameEnd) === now.at(-1 - sameEnd)) sameEnd += 1;
  const moved = now.length - read.length;
  return marks.flatMap((mark) => {
    if (mark.to <= same) return [mark];
    if (mark.from >= read.length - sameEnd) return [{ ...mark, from: mark.from + moved, to: mark.to + moved }];
    return [];
  });
}

/** The sentence in pieces, marked and not, in order. */
export function piecesOf(sentence: string, marks: readonly Mark[]): { text: string; kind: Mark['kind'] | null }[] {
  const inOrder = [...marks].sort((one, other) => one.from - other.from);
  const pieces: ReturnType<typeof piecesOf> = [];
  let at = 0;
  for (const { from, to, kind } of inOrder) {
    pieces.push({ text: sentence.slice(at, from), kind: null }, { text: sentence.slice(from, to), kind });
    at = to;
  }
  return [...pieces, { text: sentence.slice(at), kind: null }].filter(({ text }) => text !== '');
}
