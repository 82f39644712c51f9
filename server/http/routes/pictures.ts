import { pictureCalls } from '../../../shared/api/pictures.ts';
import { pictureWidths, type PictureWidth } from '../../../shared/picture-address.ts';
import { PictureId } from '../../../shared/picture.ts';
import type { Actor } from '../../../shared/policies.ts';
import { addressGroup } from '../../base/address-group.ts';
import { Places } from '../../base/places.ts';
import { boardNotFound, invalidRequest, loginRequired, pictureNotFound } from '../../base/problem.ts';
import type { EventService } from '../../events/event-service.ts';
import { tooManyPictures, type PictureService } from '../../pictures/picture-service.ts';
import { hasPicture, publicPictureHeaders } from '../public-pictures.ts';
import { implement, type Route } from '../route.ts';
import type { RateLimits } from '../visitor/rate-limits.ts';
import type { RequestSession } from '../visitor/session-cookie.ts';

/** Each holds its file until the picture is stored: 96 MB at most. Half of them for one address, such as a school's. */
const atOnce = { all: 12, each: 6 };

type Dependencies = { events: Pick<EventService, 'requirePosting'>; pictures: PictureService; limits: RateLimits };

export function pictureRoutes({ events, pictures, limits }: Dependencies): Route[] {
  const places = new Places(atOnce.all, atOnce.each);
  return implement(pictureCalls, {
    'GET /pictures/:picture/:width': async ({ params, session, request }) => {
      const width = widthOf(params.width);
      if (width === null || !PictureId.safeParse(params.picture).success) throw pictureNotFound();
      const picture = await pictures.find(params.picture, width, session.reader);
      // The bytes of an address never change. Whether somebody may see them does, so this is asked each time.
      const tag = `${params.picture}-${width}`;
      const headers = picture.isPublic
        ? publicPictureHeaders(request, tag)
        : { ETag: `"${tag}"`, 'Cache-Control': 'private, no-store' };
      if (hasPicture(request, tag)) return { status: 304, headers };
      return { status: 200, headers: { ...headers, 'Content-Type': 'image/webp' }, body: await picture.bytes() };
    },
    'POST /api/boards/:board/pictures': async ({ params, receive, session, caller, request }) => {
      const requireUploading = async () => {
        const here = await events.requirePosting(params.board, personOf(session));
        await pictures.requireRoom(here);
        return here;
      };
      const { identity } = await requireUploading();
      const group = addressGroup(caller.address);
      const leave = places.take(group);
      if (leave === null) throw tooManyPictures();
      const count = limits.picture(caller);
      const gone = new AbortController();
      request.res?.once('close', () => gone.abort());
      try {
        const file = await receive();
        await session.identify();
        const here = await requireUploading();
        const { actor } = here;
        if (actor === null) throw loginRequired();
        // Another board has the slug by now: it was not asked whether this person may post there.
        if (here.identity !== identity) throw boardNotFound();
        const { picture, bytes } = await pictures
          .add(file, { ...here, actor }, group, gone.signal)
          .catch((error: unknown) => {
            throw gone.signal.aborted
              ? invalidRequest([{ path: '', message: 'Nobody waited for the answer.' }])
              : error;
          });
        count(bytes);
        return { status: 201, body: { picture } };
      } finally {
        leave();
      }
    },
  });
}

/** Also a guest without a name: the name comes with the post. */
function personOf(session: RequestSession): Actor | null {
  return session.actor ?? session.reader;
}

function widthOf(text: string): PictureWidth | null {
  return pictureWidths.find((width) => String(width) === text) ?? null;
}
