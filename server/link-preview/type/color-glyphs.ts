type Documents = (glyph: number) => string | null;

/**
 * The colour glyphs of a font, from its table `SVG ` (OpenType 1.9): documents that each draw some glyphs, as elements with
 * the id `glyph7`. `draw` returns the SVG of one. Null for a font without such a table.
 */
export function colorGlyphs(bytes: Uint8Array | undefined) {
  if (bytes === undefined || bytes.length === 0) return null;
  const documentOf = documentsIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const elements = new Map<string, Map<string, string>>();
  return {
    has: (glyph: number): boolean => documentOf(glyph)?.includes(`id="glyph${glyph}"`) ?? false,

    draw(glyph: number): string {
      const document = documentOf(glyph) ?? '';
      let found = elements.get(document);
      if (found === undefined) elements.set(document, (found = elementsIn(document)));
      const name = `glyph${glyph}`;
      const used = [...withReferences(name, found)].map((id) => found.get(id)!).join('');
      // Several emoji stand in one picture: the ids of each get its number.
      return `<defs>${used.replaceAll(reference, `$1of${glyph}-$2`)}</defs><use href="#of${glyph}-${name}"/>`;
    },
  };
}

function documentsIn(table: Buffer): Documents {
  const list = table.readUInt32BE(2);
  const documents = Array.from({ length: table.readUInt16BE(list) }, (_, index) => {
    const at = list + 2 + 12 * index;
    const begin = list + table.readUInt32BE(at + 4);
    const text = table.toString('utf8', begin, begin + table.readUInt32BE(at + 8));
    return { first: table.readUInt16BE(at), last: table.readUInt16BE(at + 2), text };
  });
  return (glyph) => documents.find(({ first, last }) => glyph >= first && glyph <= last)?.text ?? null;
}

const reference = /(\bid="|href="#|url\(#)([^")]+)/g;

/** Each element with an id, as text. A document has hundreds of glyphs, and a picture needs few of them. */
function elementsIn(document: string): Map<string, string> {
  const found = new Map<string, string>();
  const open: { id: string | undefined; begin: number }[] = [];
  for (const { 0: tag, index } of document.matchAll(/<[^>]+>/g)) {
    const isEnd = tag.startsWith('</');
    if (!isEnd && !/^<[?!]/.test(tag)) open.push({ id: /\bid="([^"]+)"/.exec(tag)?.[1], begin: index });
    if (!isEnd && !tag.endsWith('/>')) continue;
    const element = open.pop();
    if (element?.id !== undefined) found.set(element.id, document.slice(element.begin, index + tag.length));
  }
  return found;
}

/** An element and all that it refers to, each once. What stands inside another of them comes with that one. */
function withReferences(name: string, elements: ReadonlyMap<string, string>): Set<string> {
  const needed = new Set([name]);
  for (const id of needed)
    for (const [, kind, other = ''] of (elements.get(id) ?? '').matchAll(reference))
      if (kind !== 'id="' && elements.has(other)) needed.add(other);
  return needed;
}
