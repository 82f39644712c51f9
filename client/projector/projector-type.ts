/**
 * The type sizes on the projector, in hundredths of the picture's height (vh), largest first. No text is smaller than
 * the last.
 */
export const typeSizes: readonly number[] = [10.5, 9.1, 7.9, 6.9, 6, 5.3, 4.6, 4];

/** Of Bricolage Grotesque, in em. Of the typefaces that a screen can show, it has the lower capitals. */
export const capHeight = 0.66;
/** The angle of a capital letter that reads comfortably: 20 minutes of arc. */
const arc = Math.tan(((20 / 60) * Math.PI) / 180);

/** The size of the quieter text beside names of this size. */
export function quietSize(size: number): number {
  return Math.max(typeSizes.at(-1)!, Math.round(size * 76) / 100);
}

/** From how far away names of this size can be read, in picture heights. */
export function reachOf(size: number): number {
  return ((size / 100) * capHeight) / arc;
}

/** The smallest step that can be read from there, as an index of `typeSizes`; the largest if none can. */
export function stepFor(pictureHeights: number): number {
  const enough = typeSizes.findLastIndex((size) => reachOf(size) >= pictureHeights);
  return Math.max(enough, 0);
}
