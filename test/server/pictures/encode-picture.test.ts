import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeAside } from '../../../server/pictures/encode-aside.ts';
import { encodePicture } from '../../../server/pictures/encode-picture.ts';
import { photo } from '../../support/board/hostile-pictures.ts';

const sizes = async (file: Buffer): Promise<[number, number][]> =>
  (await encodePicture(file)).map(({ width, height }) => [width, height]);

describe('[PICTURE-2] a picture is stored in three widths', () => {
  it('and made smaller, never larger', async () => {
    expect(await sizes(await photo(4_000, 2_000).jpeg().toBuffer())).toEqual([
      [320, 160],
      [800, 400],
      [1600, 800],
    ]);
    expect(await sizes(await photo(500, 400).png().toBuffer())).toEqual([
      [320, 256],
      [500, 400],
      [500, 400],
    ]);
  });

  it('a tall one gets narrower', async () => {
    expect((await sizes(await photo(1_000, 4_000).webp().toBuffer())).at(-1)).toEqual([600, 2_400]);
  });

  it.each([
    ['JPEG', () => photo().jpeg().toBuffer()],
    ['PNG', () => photo().png().toBuffer()],
    ['WebP', () => photo().webp().toBuffer()],
    ['AVIF', () => photo().avif({ effort: 0 }).toBuffer()],
    ['GIF', () => photo().gif({ effort: 1 }).toBuffer()],
  ])('from %s', async (_, file) => {
    const versions = await encodePicture(await file());
    expect(versions).toHaveLength(3);
    for (const { bytes } of versions) expect((await sharp(bytes).metadata()).format).toBe('webp');
  });

  it('as it was held, without the note that says so', async () => {
    const lying = await photo(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const [small] = await encodePicture(lying);
    expect([small!.width, small!.height]).toEqual([200, 400]);
    expect(await sharp(small!.bytes).metadata()).not.toHaveProperty('exif');
  });

  it('what can be seen through is white', async () => {
    const clear = sharp({ create: { width: 9, height: 9, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const [small] = await encodePicture(await clear.png().toBuffer());
    const { data } = await sharp(small!.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)].every((value) => value > 250)).toBe(true);
  });
});

describe('[PICTURE-3] a picture is encoded in a process of its own', () => {
  it('which ends with it, and with the request that asked', async () => {
    const versions = await encodeAside(await photo().jpeg().toBuffer());
    expect(versions.map(({ width }) => width)).toEqual([320, 640, 640]);
    const gone = new AbortController();
    const asked = encodeAside(await photo().jpeg().toBuffer(), { signal: gone.signal });
    gone.abort();
    await expect(asked).rejects.toThrow(/abort/i);
  });

  it('of bounded memory, whatever the files say', async () => {
    const script = new URL('encode-all.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
    const { outcomes, peak } = JSON.parse(stdout) as { outcomes: Record<string, string>; peak: number };
    expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(30);
    expect(peak, JSON.stringify(outcomes)).toBeLessThan(400 * 1024 * 1024);
  });
});
