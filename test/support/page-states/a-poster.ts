import sharp from 'sharp';

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800">
  <rect width="600" height="800" fill="#1c2150"/><rect y="560" width="600" height="240" fill="#0f1233"/>
  <g fill="#ffb83d"><circle cx="150" cy="480" r="60"/><circle cx="320" cy="540" r="80"/><circle cx="490" cy="470" r="50"/></g>
  <circle cx="430" cy="140" r="70" fill="#fff1c9"/></svg>`;

/** A poster to choose in the form. */
export async function aPoster(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp(Buffer.from(drawing), { density: 144 }).png().toBuffer();
  return { name: 'poster.png', mimeType: 'image/png', buffer };
}
