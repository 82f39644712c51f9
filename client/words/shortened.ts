const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts a text to `max` characters, after a word if that does not lose too much. */
export function shortened(text: string, max: number): string {
  const characters = [...graphemes.segment(text)].map(({ segment }) => segment);
  if (characters.length <= max) return text;
  const kept = characters.slice(0, max - 1).join('');
  const words = kept.replace(/\s+\S*$/u, '');
  return `${(words.length > kept.length / 2 ? words : kept).trimEnd()}…`;
}
