/**
 * The steps of type on the projector, in hundredths of the picture's height (vh), largest first. Nothing is smaller
 * than the last.
 */
export const typeSizes: readonly number[] = [10.5, 9.1, 7.9, 6.9, 6, 5.25, 4.6, 4];

/** Of Atkinson Hyperlegible Next, in em. */
const capHeight = 0.668;
/** What a capital has to subtend to be read at ease: 20 minutes of arc. */
const arc = Math.tan(((20 / 60) * Math.PI) / 180);

/** What stands in a quieter ink beside names of this size. */
export function quietSize(size: number): number {
  return Math.max(typeSizes.at(-1)!, Math.round(size * 76) / 100);
}

/** From how far away names of this size can be read, in picture heights. */
export function reachOf(size: number): number {
  return ((size / 100) * capHeight) / arc;
}

/** The smallest step that reaches so far, as an index of `typeSizes`; the largest where none does. */
export function stepFor(pictureHeights: number): number {
  const enough = typeSizes.findLastIndex((size) => reachOf(size) >= pictureHeights);
  return Math.max(enough, 0);
}
