import { maxPictureBytes } from '../../shared/picture-address.ts';

/** The server keeps 1,600: a little more leaves it something to choose from. */
const longestSide = 2_000;
const quality = 0.86;

/**
 * A picture as it is sent: at most 2,000 px, without where and with what it was taken. A file that this browser cannot read
 * goes as it is, and the server says why it cannot be used. Throws a sentence for one that is too large for that.
 */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap !== null) return redraw(bitmap);
  if (!file.type.startsWith('image/'))
    throw new Error('This is no picture. Choose a JPEG, PNG, WebP, AVIF or GIF file.');
  if (file.size > maxPictureBytes)
    throw new Error('This browser cannot make the picture smaller. Choose one of at most 8 MB.');
  return file;
}

async function redraw(bitmap: ImageBitmap): Promise<Blob> {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  // A poster with holes was drawn on white.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // A browser that cannot write WebP writes PNG instead.
  const webp = await blobOf(canvas, 'image/webp');
  return webp?.type === 'image/webp' ? webp : ((await blobOf(canvas, 'image/jpeg')) ?? webp!);
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
