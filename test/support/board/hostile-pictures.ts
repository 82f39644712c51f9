import { deflateSync, gzipSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Found in nothing that the board stores. */
export const payload = '<script>alert("taken over")</script>';

export type HostilePicture = { name: string; file: Buffer; type?: string };

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

function chunk(type: string, data: Buffer, { crc = true } = {}): Buffer {
  const body = Buffer.concat([ascii(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc ? crc32(body) : 0xdeadbeef, body.length + 4);
  return out;
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG that says this size. `depth` 1 is a bit for each pixel, so that little of it is needed for many. */
function png(
  width: number,
  height: number,
  idat: Buffer,
  { depth = 8, colour = 0, extra = [] as Buffer[], crc = true } = {},
) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', idat, { crc }),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A black picture that is correct, however large it says it is. */
function blackPng(side: number, extra: Buffer[] = []): Buffer {
  return png(side, side, deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 }), {
    depth: 1,
    extra,
  });
}

const megabytesOfNothing = (count: number): Buffer => deflateSync(Buffer.alloc(count * 1024 * 1024), { level: 9 });

/** A JPEG that says this size and has nothing of it. */
function jpegHeader(width: number, height: number, marker = 0xc0): Buffer {
  const frame = Buffer.from([0xff, marker, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    frame,
    Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0]),
  ]);
}

function gif(width: number, height: number, rest = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt16LE(width, 0);
  head.writeUInt16LE(height, 2);
  return Buffer.concat([ascii('GIF89a'), head, rest, ascii(';')]);
}

function box(type: string, ...content: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  const body = Buffer.concat(content);
  length.writeUInt32BE(body.length + 8, 0);
  return Buffer.concat([length, ascii(type), body]);
}

export function photo(width = 640, height = 400): Sharp {
  return sharp({
    create: { width, height, channels: 3, background: '#884422', noise: { type: 'gaussian', mean: 128, sigma: 20 } },
  });
}

/** Files that are refused. */
export async function refusedFiles(): Promise<HostilePicture[]> {
  const [jpeg, animation, webp, avif] = await Promise.all([
    photo().jpeg().toBuffer(),
    photo(64, 64).gif().toBuffer(),
    photo().webp().toBuffer(),
    photo(64, 64).avif({ effort: 0 }).toBuffer(),
  ]);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${payload}<image href="file:///etc/passwd"/></svg>`;
  const wideAvif = Buffer.from(avif);
  const ispe = wideAvif.indexOf('ispe');
  wideAvif.writeUInt32BE(60_000, ispe + 8);
  wideAvif.writeUInt32BE(60_000, ispe + 12);
  return [
    { name: 'an empty file', file: Buffer.alloc(0) },
    { name: 'one byte', file: Buffer.from([0xff]) },
    { name: 'a page that says it is a PNG', file: ascii(`<!doctype html>${payload}`), type: 'image/png' },
    { name: 'an SVG', file: ascii(svg), type: 'image/svg+xml' },
    { name: 'an SVG that says it is a JPEG', file: ascii(`\n<?xml version="1.0"?>${svg}`), type: 'image/jpeg' },
    { name: 'a compressed SVG', file: gzipSync(svg) },
    { name: 'a PDF', file: ascii(`%PDF-1.7\n${payload}`) },
    { name: 'a TIFF', file: await photo(16, 16).tiff().toBuffer() },
    { name: 'a bitmap', file: Buffer.concat([ascii('BM'), Buffer.alloc(60)]) },
    { name: 'a HEIC photo', file: box('ftyp', ascii('heic\0\0\0\0mif1heic')) },
    { name: 'a film', file: box('ftyp', ascii('isom\0\0\0\0mp42')) },
    { name: 'a script that begins like a GIF', file: ascii(`GIF89a/*${' '.repeat(40)}*/=1;${payload}`) },
    { name: 'a PNG of 900 megapixels in 110 kB', file: blackPng(30_000) },
    { name: 'a PNG of 26 megapixels', file: blackPng(5_100) },
    { name: 'a PNG that says 2,147,483,647 × 2,147,483,647', file: png(0x7fffffff, 0x7fffffff, deflateSync('x')) },
    { name: 'a PNG without width', file: png(0, 10, deflateSync('x')) },
    { name: 'the beginning of a PNG', file: signature },
    { name: 'a PNG with a wrong checksum', file: png(64, 64, deflateSync(Buffer.alloc(65 * 64)), { crc: false }) },
    { name: 'a PNG with half of its pixels', file: png(64, 64, deflateSync(Buffer.alloc(65 * 20))) },
    { name: 'half a PNG', file: blackPng(2_000).subarray(0, 300) },
    { name: 'a JPEG that says 100 megapixels', file: jpegHeader(10_000, 10_000) },
    { name: 'a JPEG that says 4,295 megapixels', file: jpegHeader(65_535, 65_535) },
    { name: 'a progressive JPEG of 30 megapixels', file: jpegHeader(6_000, 5_000, 0xc2) },
    { name: 'a JPEG without pixels', file: jpegHeader(640, 400) },
    { name: 'half a JPEG', file: jpeg.subarray(0, jpeg.length / 2) },
    { name: 'a GIF that says 4,295 megapixels', file: gif(65_535, 65_535) },
    { name: 'half a GIF', file: animation.subarray(0, animation.length / 2) },
    { name: 'half a WebP', file: webp.subarray(0, webp.length / 2) },
    {
      name: 'a WebP that says 268 megapixels',
      file: Buffer.concat([
        ascii('RIFF'),
        Buffer.from([22, 0, 0, 0]),
        ascii('WEBPVP8X'),
        Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0]),
      ]),
    },
    { name: 'an AVIF of noise', file: Buffer.concat([box('ftyp', ascii('avif\0\0\0\0mif1')), Buffer.alloc(500, 7)]) },
    { name: 'an AVIF that says 3,600 megapixels', file: wideAvif },
    { name: 'half an AVIF', file: avif.subarray(0, avif.length / 2) },
  ];
}

/** Files that are pictures, and more than that: only the picture is stored. */
export async function loadedFiles(): Promise<HostilePicture[]> {
  const jpeg = await photo().jpeg().toBuffer();
  const comment = ascii(payload);
  const length = Buffer.from([0, comment.length + 2]);
  const inside = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, comment, jpeg.subarray(2)]);
  const located = await photo()
    .withExif({
      IFD0: { Copyright: payload },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' },
    })
    .jpeg()
    .toBuffer();
  const frames = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      sharp({ create: { width: 200, height: 100, channels: 3, background: n === 0 ? '#ff0000' : '#0000ff' } })
        .png()
        .toBuffer(),
    ),
  );
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const text = (bytes: Buffer): Buffer => chunk('zTXt', Buffer.concat([ascii('Comment\0\0'), bytes]));
  return [
    { name: 'a JPEG with a page in its comment', file: inside },
    { name: 'a JPEG with an archive behind it', file: Buffer.concat([jpeg, ascii(`PK\x03\x04${payload}`)]) },
    { name: 'a photo with its position', file: located },
    { name: 'an animation', file: animation, type: 'image/gif' },
    { name: 'a PNG with a text of 500 MB in it', file: blackPng(300, [text(megabytesOfNothing(500))]) },
    { name: 'a PNG with a text for programs', file: blackPng(300, [text(deflateSync(payload))]) },
  ];
}
