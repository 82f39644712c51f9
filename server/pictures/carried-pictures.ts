import * as z from 'zod/mini';
import type { EventPicture } from '../../shared/picture.ts';
import { PictureId } from '../../shared/picture.ts';
import type { ThisBoard } from '../boards/board-service.ts';
import { encodeAside } from './encode-aside.ts';
import { BrokenPicture } from './picture-kind.ts';
import { newPictureId, type PictureRepository } from './picture-repository.ts';

/** A picture in an export: its largest version. */
export const ExportedPicture = z.strictObject({ id: PictureId, owner: z.string(), data: z.base64() });
export type ExportedPicture = z.infer<typeof ExportedPicture>;

/** The pictures of a board for an export, one after the other. */
export async function* exportedPictures(pictures: PictureRepository, board: string): AsyncGenerator<ExportedPicture> {
  for (const { id, owner } of await pictures.listBoard(board)) {
    const bytes = await pictures.findVersion(id, 1600);
    // Deleted a moment ago.
    if (bytes !== null) yield { id, owner, data: bytes.toString('base64') };
  }
}

/**
 * Brings the pictures of an export onto a board, encoded again like any upload, and returns what becomes of the picture of an
 * event: on another board it has another id. Null if it is neither in the file nor on the board.
 */
export async function bringPictures(
  pictures: PictureRepository,
  { board, identity }: ThisBoard,
  carried: readonly ExportedPicture[],
): Promise<(picture: EventPicture) => EventPicture | null> {
  const there = new Map((await pictures.listBoard(board.slug)).map((picture) => [picture.id, picture]));
  for (const { id, owner, data } of carried) {
    if (there.has(id)) continue;
    const versions = await encodeAside(Buffer.from(data, 'base64')).catch((error: unknown) => {
      if (error instanceof BrokenPicture) return null;
      throw error;
    });
    if (versions === null) continue;
    // An id belongs to one board.
    const isFree = (await pictures.find(id)) === null;
    const owned = { board: board.slug, boardIdentity: identity, owner, createdAt: new Date() };
    there.set(id, await pictures.insert({ id: isFree ? id : newPictureId(), ...owned }, versions));
  }
  return (picture) => {
    const found = there.get(picture.id);
    if (found === undefined) return null;
    return { ...picture, id: found.id, width: found.width, height: found.height };
  };
}
