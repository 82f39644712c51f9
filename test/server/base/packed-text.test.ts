import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PackedText, TextLetGo } from '../../../server/base/packed-text.ts';
import { Slices } from '../../../server/base/slices.ts';
import { TextShelf } from '../../../server/base/text-shelf.ts';

const slices = new Slices();

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  yield* await Promise.resolve(texts);
}

/** A text that becomes shorter by only a quarter when it is compressed. */
const random = (bytes: number): string => randomBytes(bytes * 0.75).toString('base64');
const packed = (bytes: number): Promise<PackedText> => PackedText.pack(pieces(random(bytes)));

async function readAll(parts: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read).toString();
}

describe('a packed text', () => {
  it('[LIMIT-14] is the text, however long', async () => {
    const texts = ['', 'ä', 'long '.repeat(100_000), random(300_000), '日本語'];
    const text = await PackedText.pack(pieces(...texts));
    expect(await readAll(text.unpacked(slices).parts)).toBe(texts.join(''));
    expect(text.bytes).toBeLessThan(350_000);
  });

  it('[LIMIT-14] a reader who stops reading can be cut off, and others are not', async () => {
    const text = await packed(500_000);
    const slow = text.unpacked(slices).parts;
    await slow.next();
    expect(text.isRead).toBe(true);
    const [left, other] = [text.packed().parts, await packed(500_000)];
    await left.next();
    await left.return(undefined);
    text.letGo();
    await expect(readAll(slow)).rejects.toThrow(TextLetGo);
    expect(text.isRead).toBe(false);
    expect((await readAll(other.unpacked(slices).parts)).length).toBe(500_000);
  });

  it('[LIMIT-16] a reader of the same address who does not read holds up nobody', async () => {
    const text = await packed(500_000);
    const slow = Array.from({ length: 10 }, () => text.unpacked(slices).parts);
    for (const parts of slow) await parts.next();
    expect((await readAll(text.unpacked(slices).parts)).length).toBe(500_000);
    for (const parts of slow) await parts.return(undefined);
  });
});

describe('the shelf of texts', () => {
  it('[LIMIT-14] holds texts within its bound: first those go that nobody reads, then the oldest', async () => {
    const shelf = new TextShelf(250_000);
    const [a, b, c, d, e] = await Promise.all([1, 2, 3, 4, 5].map(() => packed(100_000)));
    const reading = a!.packed().parts;
    await reading.next();
    for (const text of [a!, b!, c!]) shelf.put(text, null);
    const held = (): boolean[] => [a!, b!, c!, d!, e!].map((text) => text.isHeld);
    expect(held()).toEqual([true, true, true, true, true]);
    shelf.put(d!, null);
    expect(held()).toEqual([true, false, true, true, true]);
    // Replaced while it is read: it stays.
    shelf.put(e!, a!);
    expect(held()).toEqual([true, false, false, true, true]);
    expect(shelf.bytes).toBeLessThanOrEqual(250_000);
    // A text that is larger than the shelf is held, and nothing else.
    shelf.put(await packed(400_000), null);
    expect(held()).toEqual([false, false, false, false, false]);
    await expect(readAll(reading)).rejects.toThrow(TextLetGo);
  });

  it('[LIMIT-14] a text that was replaced goes when its last reader has gone', async () => {
    const shelf = new TextShelf(1_000_000);
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => packed(100_000)));
    shelf.put(a!, null);
    const reading = a!.packed().parts;
    await reading.next();
    shelf.put(b!, a!);
    expect(a!.isHeld).toBe(true);
    await reading.return(undefined);
    shelf.put(c!, b!);
    expect([a!.isHeld, b!.isHeld, c!.isHeld]).toEqual([false, false, true]);
  });
});
