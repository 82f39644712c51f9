import jsqr from 'jsqr';
import { PNG } from 'pngjs';

/** Reads the QR code of a picture that is first shrunk, as a phone far away sees it. Returns null if there is none. */
export function readQr(png: Buffer, timesSmaller: number): string | null {
  const { width, height, data } = shrunk(PNG.sync.read(png), timesSmaller);
  return jsqr.default(data, width, height)?.data ?? null;
}

/** Each new pixel is the mean of those it replaces. */
function shrunk(
  { width, height, data }: PNG,
  times: number,
): { width: number; height: number; data: Uint8ClampedArray } {
  const small = { width: Math.floor(width / times), height: Math.floor(height / times) };
  const pixels = new Uint8ClampedArray(small.width * small.height * 4);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let dy = 0; dy < times; dy++)
          for (let dx = 0; dx < times; dx++) sum += data[((y * times + dy) * width + x * times + dx) * 4 + channel]!;
        pixels[(y * small.width + x) * 4 + channel] = sum / times ** 2;
      }
    }
  }
  return { ...small, data: pixels };
}
