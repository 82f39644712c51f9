import { maxPictureBytes } from '../picture-address.ts';
import { NewPicture } from '../picture.ts';
import type { Calls } from './call.ts';

export const pictureCalls = {
  'GET /pictures/:picture/:width': {
    operationId: 'getPicture',
    tag: 'events',
    summary:
      'The picture of an event, in one of the widths 320, 800 and 1600, as WebP. Whoever sees the event sees it; a change that waits shows its picture to its author and to moderators only.',
    answers: {
      200: { description: 'The picture.', file: 'image/webp' },
      304: { description: 'The picture of the version named in `If-None-Match` may still be shown.' },
    },
    problems: ['picture_not_found'],
  },
  'POST /api/boards/:board/pictures': {
    operationId: 'uploadPicture',
    tag: 'events',
    summary:
      'Uploads a picture, for those who may post on the board: JPEG, PNG, WebP, AVIF or the first frame of a GIF. It is encoded again, without EXIF and position. An event takes it by its `id`; what no event takes is deleted after an hour.',
    upload: { type: 'image/*', maxBytes: maxPictureBytes },
    personal: true,
    answers: { 201: { description: 'The picture, and the size of its largest version.', body: NewPicture } },
    problems: ['login_required', 'forbidden', 'busy'],
  },
} as const satisfies Calls;
