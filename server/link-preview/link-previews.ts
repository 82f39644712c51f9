import { createHash } from 'node:crypto';
import { busy, ProblemError } from '../base/problem.ts';
import { WorkTooLarge } from '../base/work-aside.ts';
import { WorkQueue } from '../base/work-queue.ts';
import type { PictureService } from '../pictures/picture-service.ts';
import { drawAside } from './draw-aside.ts';
import { DrawnPictures } from './drawn-pictures.ts';
import type { DrawingWork, PreviewCard } from './preview-card.ts';

type Dependencies = {
  pictures: Pick<PictureService, 'find'>;
  draw?: (work: DrawingWork) => Promise<Buffer>;
};

export type LinkPreviews = ReturnType<typeof createLinkPreviews>;

/** A picture, and the tag of what it shows. */
export type LinkPreview = { tag: string; bytes: Buffer };

/** `holder`: the address that asks, for turns. `count` throws if it has asked for too much. */
type Asker = { holder: string; count: () => void };

/** One at a time: drawing takes a core. The last one in the queue waits some ten seconds. */
const drawing = { lanes: 1, waiting: { each: 4, all: 12 } };

/** Draws the pictures that messengers show beside a link, each once for everybody. */
export function createLinkPreviews({ pictures, draw = drawAside }: Dependencies) {
  const busyDrawing = (): ProblemError =>
    busy('Many previews are being drawn at this moment. Please try again in a few seconds.');
  const queue = new WorkQueue(drawing.lanes, drawing.waiting, busyDrawing);
  const drawn = new DrawnPictures();
  const underWay = new Map<string, Promise<LinkPreview>>();

  async function drawNow(card: PreviewCard, tag: string): Promise<LinkPreview> {
    const known = drawn.get(tag);
    if (known !== null) return { tag, bytes: known };
    const picture = card.picture === null ? null : await bytesOf(card.picture.id);
    // It was removed a moment ago: what is drawn without it is for nobody else.
    const isWhole = picture !== null || card.picture === null;
    const bytes = await draw({ card: isWhole ? card : { ...card, picture: null }, picture }).catch((error: unknown) => {
      // What is drawn is the board's own: it is the machine that has too much to do.
      throw error instanceof WorkTooLarge ? busyDrawing() : error;
    });
    if (isWhole) drawn.put(tag, bytes);
    return { tag, bytes };
  }

  /** The picture of a card if everybody may see it; else null. */
  async function bytesOf(id: string): Promise<Buffer | null> {
    try {
      const { isPublic, bytes } = await pictures.find(id, 1600, null);
      return isPublic ? await bytes() : null;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'picture_not_found') return null;
      throw error;
    }
  }

  return {
    tagOf,

    /** The picture of a card. `read` reads it again when it is this card's turn: what was removed while it waited is not drawn. */
    async get(card: PreviewCard, read: () => Promise<PreviewCard>, { holder, count }: Asker): Promise<LinkPreview> {
      const tag = tagOf(card);
      const known = drawn.get(tag);
      if (known !== null) return { tag, bytes: known };
      const begun = underWay.get(tag);
      if (begun !== undefined) return begun;
      count();
      const work = queue.run(holder, async () => {
        const current = await read();
        return drawNow(current, tagOf(current));
      });
      underWay.set(tag, work);
      const end = (): void => void underWay.delete(tag);
      work.then(end, end);
      return work;
    },
  };
}

/** Two cards with the same tag look the same. */
function tagOf(card: PreviewCard): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22);
}
