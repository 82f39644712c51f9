import { readFile } from 'node:fs/promises';
import { Blob, Buffer as GlyphBuffer, Direction, Face, Feature, Font, shape, Variation } from 'harfbuzzjs';
import decompress from 'woff2-encoder/decompress';
import { colorGlyphs } from './color-glyphs.ts';
import { fontFiles, type FontFile } from './font-files.ts';

/** How text is set. `stretch`: the width of its letters in per cent; `tracking`: the room between them, in ems. Not all families have these. */
export type TextStyle = { weight: number; stretch: number; tracking: number };

/** Glyphs in a row, in ems: their shapes as SVG with the baseline at 0. */
export type SetRun = { width: number; svg: string };

export type LoadedFont = ReturnType<typeof loadFont>;

function loadFont(bytes: Uint8Array, { mayTrack }: FontFile) {
  const face = new Face(new Blob(bytes));
  const axes = Object.keys(face.getAxisInfos());
  const font = new Font(face);
  const colored = colorGlyphs(face.referenceTable('SVG '));
  const em = face.upem;
  // Letters that stand closer than usual are not joined, as in browsers.
  const features = mayTrack ? [new Feature('liga', 0)] : [];

  function useAxes({ weight, stretch }: TextStyle): void {
    const values: Record<string, number> = { wght: weight, wdth: stretch };
    font.setVariations(axes.map((axis) => new Variation(axis, values[axis])));
  }

  const trackingOf = ({ tracking }: TextStyle): number => (mayTrack ? tracking : 0);

  function shaped(text: string, isRightToLeft: boolean) {
    const buffer = new GlyphBuffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setDirection(isRightToLeft ? Direction.RTL : Direction.LTR);
    shape(font, buffer, features);
    const positions = buffer.getGlyphPositions();
    return buffer.getGlyphInfos().map(({ codepoint: glyph }, index) => ({ glyph, ...positions[index]! }));
  }

  return {
    /** Whether the characters that a person counts as one have a shape. A sequence of emoji is one shape or none. */
    has(character: string): boolean {
      const glyphs = shaped(character, false);
      if (glyphs.length === 0 || glyphs.some(({ glyph }) => glyph === 0)) return false;
      return colored === null || (glyphs.length === 1 && colored.has(glyphs[0]!.glyph));
    },

    /** The width of a text, in ems. */
    widthOf(text: string, style: TextStyle): number {
      useAxes(style);
      // In one direction or the other, it is as wide.
      return shaped(text, false).reduce((width, { xAdvance }) => width + xAdvance / em + trackingOf(style), 0);
    },

    set(text: string, isRightToLeft: boolean, style: TextStyle): SetRun {
      useAxes(style);
      let x = 0;
      let svg = '';
      for (const { glyph, xAdvance, xOffset, yOffset } of shaped(text, isRightToLeft)) {
        const drawn = colored === null ? `<path d="${font.glyphToPath(glyph)}"/>` : colored.draw(glyph);
        // Font coordinates grow upwards, and colour glyphs are SVG already.
        const up = colored === null ? -1 : 1;
        svg += `<g transform="translate(${x + xOffset} ${-yOffset}) scale(1 ${up})">${drawn}</g>`;
        x += xAdvance + trackingOf(style) * em;
      }
      return { width: x / em, svg: `<g transform="scale(${1 / em})">${svg}</g>` };
    },
  };
}

/** The fonts, each read when a character first needs it. */
export class Typeface {
  readonly #files: readonly FontFile[] = fontFiles();
  readonly #fonts = new Map<FontFile, Promise<LoadedFont>>();
  readonly #known = new Map<string, LoadedFont | null>();

  /** The font that draws what a person counts as one character; null if none does. */
  async fontOf(character: string): Promise<LoadedFont | null> {
    const known = this.#known.get(character);
    if (known !== undefined) return known;
    const found = await this.#find(character);
    this.#known.set(character, found);
    return found;
  }

  async #find(character: string): Promise<LoadedFont | null> {
    const codePoints = [...character].filter((one) => !isJoiner(one)).map((one) => one.codePointAt(0)!);
    for (const file of this.#files) {
      if (!codePoints.every((codePoint) => file.has(codePoint))) continue;
      const font = await this.#load(file);
      if (font.has(character)) return font;
    }
    return null;
  }

  #load(file: FontFile): Promise<LoadedFont> {
    let font = this.#fonts.get(file);
    if (font === undefined) {
      font = readFile(file.path)
        .then((bytes) => decompress(bytes))
        .then((bytes) => loadFont(bytes, file));
      this.#fonts.set(file, font);
    }
    return font;
  }
}

/** Joins characters, or chooses between their looks. The files do not list them everywhere. */
function isJoiner(character: string): boolean {
  return /^[\u200C\u200D\uFE0E\uFE0F]$/u.test(character);
}
