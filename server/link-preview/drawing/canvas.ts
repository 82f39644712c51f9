import { fitText, type FittedText, type Step } from '../type/fit-text.ts';
import { settable } from '../type/set-line.ts';
import type { Typeface } from '../type/typeface.ts';
import { previewSize } from '../preview-card.ts';

export type Box = { x: number; y: number; width: number; height: number };

type Place = { x: number; y: number; color: string };

/**
 * Collects the shapes of a picture. All words become outlines, so no text of a person is ever part of the SVG. A picture that
 * reads from the right is laid out as one that reads from the left, and turned around here.
 */
export class Canvas {
  readonly #typeface: Typeface;
  readonly #isMirrored: boolean;
  #shapes = '';

  constructor(typeface: Typeface, isMirrored: boolean) {
    this.#typeface = typeface;
    this.#isMirrored = isMirrored;
  }

  get svg(): string {
    const { width, height } = previewSize;
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}">${this.#shapes}</svg>`;
  }

  box({ x, y, width, height }: Box, color: string, radius = 0): void {
    const left = this.#isMirrored ? previewSize.width - x - width : x;
    this.#shapes += `<rect x="${left}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${color}"/>`;
  }

  /** Shapes of our own, turned around with the rest. */
  shapes(svg: string): void {
    const turned = this.#isMirrored ? `translate(${previewSize.width} 0) scale(-1 1)` : '';
    this.#shapes += `<g transform="${turned}">${svg}</g>`;
  }

  /** Finds how a text fits into a width; null if it cannot be drawn. */
  async fit(text: string | null, width: number, steps: readonly Step[]): Promise<FittedText | null> {
    const found = text === null ? null : await settable(text, this.#typeface);
    return found === null ? null : fitText(found, width, steps, this.#typeface);
  }

  /** Draws a text whose first baseline is at `y`, beginning at `x`. */
  text({ lines, step }: FittedText, { x, y, color }: Place, lineHeight = 1.2): void {
    for (const [index, line] of lines.entries()) {
      const width = line.width * step.size;
      const left = this.#isMirrored ? previewSize.width - x - width : x;
      this.#draw(line.svg, left, y + index * step.size * lineHeight, step.size, color);
    }
  }

  /** Draws one line in the middle of a box, by the height of its capitals. */
  centered({ lines, step }: FittedText, box: Box, color: string): void {
    const line = lines[0]!;
    const x = box.x + (box.width - line.width * step.size) / 2;
    const left = this.#isMirrored ? previewSize.width - box.x - box.width + (x - box.x) : x;
    this.#draw(line.svg, left, box.y + box.height / 2 + capHeight * step.size * 0.5, step.size, color);
  }

  #draw(svg: string, x: number, y: number, size: number, color: string): void {
    this.#shapes += `<g fill="${color}" transform="translate(${x} ${y}) scale(${size})">${svg}</g>`;
  }
}

/** Of the typeface, in ems. */
const capHeight = 0.7;
