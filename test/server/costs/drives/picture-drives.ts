import { expect } from 'vitest';
import type { pictureCalls } from '../../../../shared/api/pictures.ts';
import { maxPictureBytes } from '../../../../shared/picture-address.ts';
import { photo, refusedFiles } from '../../../support/board/hostile-pictures.ts';
import { pictureFor, sendPicture, uploaded } from '../../../support/board/pictures.ts';
import { ask, flood, type Drive } from '../scene.ts';

export const pictureDrives: Record<keyof typeof pictureCalls, Drive> = {
  'GET /pictures/:picture/:width': async (scene) => {
    const id = await uploaded(scene.owner);
    await flood(200, async (n) => {
      if (n % 2 === 0) return ask(scene, `GET /pictures/${String(n).padStart(22, 'x')}/320`);
      const answer = await pictureFor(scene.owner, scene.url, id, { width: 1600 });
      return answer.arrayBuffer();
    });
  },
  'POST /api/boards/:board/pictures': async (scene) => {
    const hostile = (await refusedFiles()).map(({ file }) => file);
    // As large as a file may be: the beginning of a picture, and noise.
    const largest = Buffer.concat([await photo(1_000, 1_000).jpeg().toBuffer(), Buffer.alloc(maxPictureBytes, 0xff)]);
    const files = [...hostile, largest.subarray(0, maxPictureBytes), await photo(3_000, 3_000).jpeg().toBuffer()];
    const statuses = new Set<number>();
    await flood(files.length, async (n) => statuses.add((await sendPicture(scene.owner, files[n]!)).status), 12);
    expect([...statuses].filter((status) => ![201, 400, 429, 503].includes(status))).toEqual([]);
  },
};
