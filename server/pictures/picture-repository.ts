import { randomBytes } from 'node:crypto';
import { Binary, type Db } from 'mongodb';
import { pictureWidths, type PictureWidth } from '../../shared/picture-address.ts';
import type { PictureVersion } from './encode-picture.ts';

/** A picture as it is stored: one document with all its versions, so that it is there as a whole or not at all. */
type PictureDocument = {
  /** 128 random bits in base64url. */
  _id: string;
  board: string;
  /** That of its board: a later board of that slug has another. Null for `main`. */
  boardIdentity: string | null;
  /** The person who uploaded it. */
  owner: string;
  createdAt: Date;
  width: number;
  height: number;
  /** Of all versions. */
  bytes: number;
  /** The event or series that it was last reserved for, or `cover`; null for none yet. */
  event: string | null;
  /** Since when nothing is known to have it; null if something has. */
  unusedSince: Date | null;
  /** WebP, by width. */
  versions: Record<string, Binary>;
};

/** A picture without its bytes. */
export type StoredPicture = Omit<PictureDocument, '_id' | 'versions'> & { id: string };

/** 128 random bits: nobody finds a picture by trying. */
export function newPictureId(): string {
  return randomBytes(16).toString('base64url');
}

/** What is decided about a picture before it is stored. */
type NewStoredPicture = Pick<StoredPicture, 'id' | 'board' | 'boardIdentity' | 'owner' | 'createdAt'>;

export type PictureRepository = ReturnType<typeof createPictureRepository>;

const withoutVersions = { versions: 0 } as const;

export function createPictureRepository(db: Db) {
  const pictures = db.collection<PictureDocument>('pictures');

  const read = ({ _id, versions, ...fields }: PictureDocument): StoredPicture => ({ ...fields, id: _id });

  async function sumOf(filter: { board: string } | { owner: string }): Promise<number> {
    // An index has all of it: no picture is read.
    const [total] = await pictures
      .aggregate<{ bytes: number }>([{ $match: filter }, { $group: { _id: null, bytes: { $sum: '$bytes' } } }])
      .toArray();
    return total?.bytes ?? 0;
  }

  return {
    /** Stores a picture that nothing has yet. */
    async insert(picture: NewStoredPicture, versions: PictureVersion[]): Promise<StoredPicture> {
      const { id, ...fields } = picture;
      const { width, height } = versions.at(-1)!;
      const bytes = versions.reduce((total, version) => total + version.bytes.length, 0);
      const stored = { ...fields, width, height, bytes, event: null, unusedSince: picture.createdAt };
      const byWidth = pictureWidths.map((name, index) => [String(name), new Binary(versions[index]!.bytes)] as const);
      await pictures.insertOne({ _id: id, ...stored, versions: Object.fromEntries(byWidth) });
      return { id, ...stored };
    },

    async find(id: string): Promise<StoredPicture | null> {
      const document = await pictures.findOne({ _id: id }, { projection: withoutVersions });
      return document === null ? null : read(document as PictureDocument);
    },

    /** All pictures of a board, without their bytes. */
    async listBoard(board: string): Promise<StoredPicture[]> {
      return (await pictures.find({ board }, { projection: withoutVersions }).toArray()).map((document) =>
        read(document as PictureDocument),
      );
    },

    /** The bytes of one version; null if there is no such picture. */
    async findVersion(id: string, width: PictureWidth): Promise<Buffer | null> {
      const document = await pictures.findOne({ _id: id }, { projection: { [`versions.${width}`]: 1 } });
      const version = document?.versions[String(width)];
      return version === undefined ? null : Buffer.from(version.buffer);
    },

    bytesOnBoard: (board: string): Promise<number> => sumOf({ board }),
    bytesOf: (owner: string): Promise<number> => sumOf({ owner }),

    /** Reserves it for an event or series. Returns false if another one has reserved it since it was read. */
    async reserve({ id, event }: StoredPicture, to: string, now: Date): Promise<boolean> {
      const { matchedCount } = await pictures.updateOne(
        { _id: id, event: { $in: [event, to] } },
        { $set: { event: to, unusedSince: now } },
      );
      return matchedCount === 1;
    },

    /** All pictures by id, some at a time. An index has all that is read. */
    async *ids(batchSize: number): AsyncGenerator<string[]> {
      let batch: string[] = [];
      const cursor = pictures.find({}, { projection: { _id: 1 }, hint: { _id: 1 } });
      for await (const { _id } of cursor) {
        batch.push(_id);
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },

    async markUsed(ids: string[]): Promise<void> {
      await pictures.updateMany({ _id: { $in: ids }, unusedSince: { $ne: null } }, { $set: { unusedSince: null } });
    },

    async markUnused(ids: string[], now: Date): Promise<void> {
      await pictures.updateMany({ _id: { $in: ids }, unusedSince: null }, { $set: { unusedSince: now } });
    },

    /** Deletes those that nothing has had since before a time. Returns how many that were. */
    async deleteUnused(ids: string[], before: Date): Promise<number> {
      return (await pictures.deleteMany({ _id: { $in: ids }, unusedSince: { $lt: before } })).deletedCount;
    },

    async delete(id: string): Promise<void> {
      await pictures.deleteOne({ _id: id });
    },

    async deleteBoard(board: string): Promise<void> {
      await pictures.deleteMany({ board });
    },

    async deleteOwned(owner: string): Promise<void> {
      await pictures.deleteMany({ owner });
    },
  };
}
