/**
 * Stands for the site's address in texts that are made once for all readers, who may know the site by different names. A
 * calendar and XML cannot contain this character, so it is left out of everything that people have written.
 */
export const addressMark = '\0';

/** The longest place of an address: the mark, and the id of an event, which is longer than that of a picture. */
const placeLength = 25;

/** Puts the site's address, by `complete`, into the parts of a text on their way out. */
export async function* putAddress(
  parts: AsyncIterable<Buffer>,
  complete: (pieces: string) => string,
): AsyncGenerator<Buffer> {
  // One character for each byte, since a part can end within a character. The address has only ASCII.
  const encoding = 'latin1';
  let rest = '';
  for await (const part of parts) {
    const pieces = rest + part.toString(encoding);
    const mark = pieces.lastIndexOf(addressMark);
    const end = mark !== -1 && pieces.length - mark < placeLength ? mark : pieces.length;
    rest = pieces.slice(end);
    yield Buffer.from(complete(pieces.slice(0, end)), encoding);
  }
  yield Buffer.from(complete(rest), encoding);
}
