import { expect } from 'vitest';
import type { linkPreviewCalls } from '../../../../shared/api/link-previews.ts';
import { sendPicture } from '../../../support/board/pictures.ts';
import { photo } from '../../../support/board/hostile-pictures.ts';
import type { EventPicture } from '../../../../shared/picture.ts';
import { ask, flood, type Drive } from '../scene.ts';

/** As many letters and emoji as fit, so that every font is read and nothing fits at once. */
const longName = '🧪🎉🇩🇪👩‍🏫❤✔️1️⃣👍🏽🏴󠁧󠁢󠁷󠁬󠁳󠁿 Школа Ωμέγα नमस्ते مدرسة שלום Đường Wirtschaftsgebäudeversammlungssaal';

/** Many at once, of which most are refused, and one that all ask for. */
const expected = [200, 304, 429, 503];

export const linkPreviewDrives: Record<keyof typeof linkPreviewCalls, Drive> = {
  'GET /boards/:board.jpg': async (scene) => {
    const { body } = await sendPicture(scene.owner, await photo(2_000, 1_500).jpeg().toBuffer());
    const cover = { id: (body.picture as EventPicture).id, alt: '' };
    await scene.owner.call('PATCH', '/api/boards/main', { body: { cover, description: longName.slice(0, 60) } });
    await flood(400, async () => expect(expected).toContain(await ask(scene, 'GET /boards/main.jpg')), 100);
  },
  'GET /events/:id.jpg': async (scene) => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1)
      ids.push((await scene.owner.post({ guestName: undefined, name: `${longName} ${n}`, place: longName })).id);
    await flood(300, async (n) => expect(expected).toContain(await ask(scene, `GET /events/${ids[n % 6]}.jpg`)), 40);
  },
};
