import type { Db, ObjectId } from 'mongodb';
import sharp from 'sharp';
import { createPictureRepository, newPictureId } from '../../../server/pictures/picture-repository.ts';
import { pictureWidths } from '../../../shared/picture-address.ts';

/** Different ones, so that no browser cache makes it look better. */
const drawings = 12;

/** Gives the next events of the board a picture each, of about the bytes that photographs have. */
export async function hangPictures(db: Db, count: number): Promise<void> {
  const repository = createPictureRepository(db);
  const drawn = await Promise.all(Array.from({ length: drawings }, (_, number) => likeAPhotograph(number)));
  const events = await db.collection('events').find({}).sort({ start: 1 }).limit(count).toArray();
  for (const [number, { _id }] of events.entries()) {
    const id = newPictureId();
    const who = { id, board: 'main', boardIdentity: null, owner: 'bench', createdAt: new Date() };
    const stored = await repository.insert(who, drawn[number % drawings]!);
    await repository.reserve(stored, (_id as ObjectId).toHexString(), new Date());
    const picture = { id, width: stored.width, height: stored.height, alt: '', approved: true };
    await db.collection('events').updateOne({ _id }, { $set: { picture }, $inc: { version: 1 } });
  }
}

/** Noise between plain and grainy, in the three widths. */
async function likeAPhotograph(number: number): Promise<{ width: number; height: number; bytes: Buffer }[]> {
  const [width, height] = [1600, 1200];
  const noise = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 90 + 8 * number, sigma: 40 },
    },
  })
    .blur(2.2)
    .png()
    .toBuffer();
  return Promise.all(
    pictureWidths.map(async (to) => {
      const { data, info } = await sharp(noise).resize(to).webp({ quality: 78 }).toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, bytes: data };
    }),
  );
}
