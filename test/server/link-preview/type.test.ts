import { beforeAll, describe, expect, it } from 'vitest';
import { fitText, type Step } from '../../../server/link-preview/type/fit-text.ts';
import { setLine, settable } from '../../../server/link-preview/type/set-line.ts';
import { titleSteps } from '../../../server/link-preview/drawing/steps.ts';
import { Typeface } from '../../../server/link-preview/type/typeface.ts';

const typeface = new Typeface();
const plain = { weight: 400, stretch: 100, tracking: 0 };

async function fit(text: string, width = 632, steps: readonly Step[] = titleSteps) {
  const found = await settable(text, typeface);
  return found === null ? null : fitText(found, width, steps, typeface);
}

/** The elements of an SVG, and its attributes that can refer to something. */
function partsOf(svg: string): { elements: string[]; references: string[] } {
  return {
    elements: [...new Set([...svg.matchAll(/<(\w+)/g)].map(([, name]) => name!))].sort(),
    references: [...svg.matchAll(/(?:href="|url\()([^")]*)/g)].map(([, target]) => target!),
  };
}

describe('[HEAD-5] a long title', () => {
  it('gets narrower, takes a second line, gets smaller, and is cut, in this order as it grows', async () => {
    const text =
      'Lantern walk of the whole school along the river and through the old town, with music, soup and a fire at the end of it all';
    const taken: Step[] = [];
    for (let length = 4; length <= text.length; length += 1) {
      const { step, lines } = (await fit(text.slice(0, length), 632))!;
      expect(lines.length).toBeLessThanOrEqual(step.lines);
      if (taken.at(-1) !== step) taken.push(step);
    }
    expect(taken).toEqual(titleSteps);
  });

  it('fits its width in every step, however long its words are, and ends in an ellipsis', async () => {
    for (const text of [
      'W'.repeat(120),
      'wide '.repeat(24),
      `${'Straßenbahnhaltestelle-'.repeat(5)}Nord`,
      'ſ'.repeat(80),
    ])
      for (const width of [500, 632, 940]) {
        const fitted = (await fit(text, width))!;
        expect(fitted.lines.length).toBeLessThanOrEqual(fitted.step.lines);
        for (const line of fitted.lines) expect(line.width * fitted.step.size).toBeLessThanOrEqual(width + 1);
      }
    const ellipsis = setLine((await settable('…', typeface))!.characters, false, titleSteps.at(-1)!).svg;
    const outline = /d="([^"]+)"/.exec(ellipsis)![1]!;
    expect((await fit('W'.repeat(120)))!.lines.at(-1)!.svg).toContain(outline);
    expect((await fit('Film night'))!.lines.at(-1)!.svg).not.toContain(outline);
  });

  it('takes lines that are about equally long, and loses no words between them', async () => {
    const { lines } = (await fit('Lantern walk along the river and back again'))!;
    expect(lines).toHaveLength(2);
    expect(Math.abs(lines[0]!.width - lines[1]!.width)).toBeLessThan(2.5);
  });
});

describe('[HEAD-5] text that reads from the right', () => {
  it('is joined and in its own direction, also with numbers and Latin words in it', async () => {
    const { characters, isRightToLeft } = (await settable('سوق 2026', typeface))!;
    expect(isRightToLeft).toBe(true);
    const mixed = setLine(characters, true, plain);
    const outlineOf = async (text: string) =>
      /d="([^"]+)"/.exec(setLine((await settable(text, typeface))!.characters, false, plain).svg)![1]!;
    // The number stands on the left of the word that comes before it, and is read from the left.
    const [two, zero] = [mixed.svg.indexOf(await outlineOf('2')), mixed.svg.indexOf(await outlineOf('0'))];
    const word = mixed.svg.indexOf('translate', mixed.svg.lastIndexOf('scale(0.001)'));
    expect([two >= 0, two < zero, zero < word]).toEqual([true, true, true]);
    // Joined, a letter is another shape than alone.
    const alone = setLine((await settable('س', typeface))!.characters, true, plain).svg;
    expect(mixed.svg).not.toContain(/d="([^"]+)"/.exec(alone)![1]!);
    expect((await settable('Film ليلة', typeface))!.isRightToLeft).toBe(false);
  });
});

describe('[HEAD-7] what is drawn of a text', () => {
  beforeAll(async () => void (await typeface.fontOf('a')));

  it.for([
    '</text><image href="file:///etc/passwd"/>',
    '"><script>alert(1)</script>',
    '&lt;&#x3c;]]><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    'url(http://example.org/x) <use href="http://example.org/y.svg#a"/>',
  ])('%s becomes outlines and nothing else', async (text) => {
    const { characters } = (await settable(text, typeface))!;
    const { svg } = setLine(characters, false, plain);
    expect(partsOf(svg)).toEqual({ elements: ['g', 'path'], references: [] });
    expect(characters.map((one) => one.text).join('')).toBe(text.replaceAll(/\s+/g, ' '));
  });

  it('leaves out characters that control or reorder text, and symbols that no font has', async () => {
    const { characters } = (await settable(
      ' A\u0000\u0007\n\u202eB\u2066 \u{e000}\u{10ffff} \u2192 C\u{1f9ff}',
      typeface,
    ))!;
    expect(characters.map((one) => one.text).join('')).toBe('A B C\u{1f9ff}');
  });

  it.for(['東京', '春の学校祭 2026', 'Film ночь 夜', '한국어', 'ภาษาไทย'])(
    '%s is left out as a whole: no font has all of its letters',
    async (text) => {
      expect(await settable(text, typeface)).toBeNull();
    },
  );

  it.for(['Łódź ħəllo', 'Đường Nguyễn Huệ', 'Школа', 'Ωμέγα', 'नमस्ते', 'مدرسة', 'שלום', 'e\u0301'])(
    '%s has all of its letters',
    async (text) => {
      expect(await settable(text, typeface)).not.toBeNull();
    },
  );

  it.for(['🧪', '👩‍🏫', '🇩🇪', '👨‍👩‍👧‍👦', '✔️', '1️⃣', '❤', '👍🏽', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'])('%s is one colour picture', async (mark) => {
    const { characters } = (await settable(mark, typeface))!;
    const { svg, width } = setLine(characters, false, plain);
    const { references } = partsOf(svg);
    expect(width).toBeLessThan(1.5);
    // All that it refers to is in it.
    for (const target of references) expect(svg).toContain(`id="${target.slice(1)}"`);
    expect(references.length).toBeGreaterThan(0);
    expect(new Set(svg.match(/#[0-9a-f]{6}\b/gi))).not.toHaveLength(0);
  });

  it('looks at so many characters and no more, whatever another program has stored', async () => {
    expect((await settable('a'.repeat(1_000_000), typeface))!.characters).toHaveLength(300);
  });
});
