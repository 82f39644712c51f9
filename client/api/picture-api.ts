import type { NewPicture } from '../../shared/picture.ts';
import { call } from './http.ts';

export async function uploadPicture(board: string, file: Blob, signal: AbortSignal): Promise<NewPicture['picture']> {
  return (await call('POST /api/boards/:board/pictures', { params: { board }, body: file, signal })).picture;
}
