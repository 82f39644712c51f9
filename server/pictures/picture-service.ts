import type { PictureWidth } from '../../shared/picture-address.ts';
import type { NewPicture } from '../../shared/picture.ts';
import { isOwn, mayModerate, maySee, moderates, type Actor } from '../../shared/policies.ts';
import { busy, forbidden, invalidRequest, pictureNotFound, ProblemError } from '../base/problem.ts';
import { WorkQueue } from '../base/work-queue.ts';
import type { BoardService, OnBoard, ThisBoard } from '../boards/board-service.ts';
import type { ReservePicture } from '../events/attaching.ts';
import type { PictureUses } from '../events/picture-uses.ts';
import { encodeAside } from './encode-aside.ts';
import { BrokenPicture, kindOf } from './picture-kind.ts';
import { newPictureId, type PictureRepository, type StoredPicture } from './picture-repository.ts';

export type PictureService = ReturnType<typeof createPictureService>;

/** What pictures may take in the database. Moderators' own count only for the board. */
export type PictureLimits = { personBytes: number; boardBytes: number };

type Dependencies = {
  pictures: PictureRepository;
  uses: PictureUses;
  boards: Pick<BoardService, 'boardFor' | 'requireStill'>;
  limits: PictureLimits;
  clock?: () => Date;
};

/** One at a time: encoding takes a core. As many as are received at once may wait (server/http/routes/pictures.ts). */
const encoding = { lanes: 1, waiting: { each: 12, all: 12 } };

/** A picture that everybody may see, or only the person who asked. */
export type SeenPicture = { isPublic: boolean; bytes: () => Promise<Buffer> };

const cannotBeUsed = 'This picture cannot be used: it was removed, or belongs to something else. Choose it again.';

export function createPictureService({ pictures, uses, boards, limits, clock = () => new Date() }: Dependencies) {
  const queue = new WorkQueue(encoding.lanes, encoding.waiting, tooManyPictures);

  async function requireRoom({ board, actor }: OnBoard<Actor>): Promise<void> {
    if ((await pictures.bytesOnBoard(board.slug)) >= limits.boardBytes)
      throw forbidden(
        'The pictures of this board take all the space that they may. Delete events with pictures first.',
      );
    if (actor !== null && !moderates(actor) && (await pictures.bytesOf(actor.key)) >= limits.personBytes)
      throw forbidden('Your pictures take all the space that they may. Remove some of them first.');
  }

  /** The board of a picture as this person sees it; null if that board is gone. */
  async function boardOf(picture: StoredPicture, person: Actor | null): Promise<OnBoard<Actor> | null> {
    const here = await boards.boardFor(picture.board, person).catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'board_not_found') return null;
      throw error;
    });
    return here?.identity === picture.boardIdentity ? here : null;
  }

  /** Who may see it now, by the board or the events that have it. */
  async function sightOf(picture: StoredPicture, person: Actor | null): Promise<'everybody' | 'person' | 'nobody'> {
    const here = await boardOf(picture, person);
    if (here === null) return 'nobody';
    if (here.board.cover?.id === picture.id) return 'everybody';
    const live = await uses.findLive(picture.id);
    if (live?.event.board === picture.board) return 'everybody';
    const { actor } = here;
    if (actor === null) return 'nobody';
    const having = (await uses.findAny(picture.id)).filter(({ event }) => event.board === picture.board);
    const sees = having.some(({ event, owner }) =>
      event.picture?.id === picture.id ? maySee(event, owner, actor) : mayModerate(actor) || isOwn(owner, actor),
    );
    // Until it is attached, the person who uploaded it sees it in the form.
    return sees || (picture.event === null && isOwn(picture.owner, actor)) ? 'person' : 'nobody';
  }

  return {
    /** Throws if pictures of this person have no room on the board. */
    requireRoom,

    /** Encodes a file and stores the picture, which belongs to nothing yet. `holder` is the sender's address, for turns. */
    async add(file: Buffer, here: OnBoard<Actor> & { actor: Actor }, holder: string, signal: AbortSignal) {
      const refuse = (error: unknown): never => {
        if (error instanceof BrokenPicture) throw invalidRequest([{ path: '', message: error.message }]);
        throw error;
      };
      try {
        // Before it waits for its turn.
        kindOf(file);
      } catch (error) {
        refuse(error);
      }
      const versions = await queue.run(holder, () => encodeAside(file, { signal })).catch(refuse);
      const { board, identity, actor } = here;
      const owned = { board: board.slug, boardIdentity: identity, owner: actor.key, createdAt: clock() };
      const { id, width, height, bytes } = await pictures.insert({ id: newPictureId(), ...owned }, versions);
      await undoIfLate(here, id);
      return { picture: { id, width, height }, bytes } satisfies NewPicture & { bytes: number };
    },

    /** Throws `not_found` for what this person may not see now. */
    async find(id: string, width: PictureWidth, person: Actor | null): Promise<SeenPicture> {
      const picture = await pictures.find(id);
      const sight = picture === null ? 'nobody' : await sightOf(picture, person);
      if (sight === 'nobody') throw pictureNotFound();
      return {
        isPublic: sight === 'everybody',
        bytes: async () => {
          const bytes = await pictures.findVersion(id, width);
          if (bytes === null) throw pictureNotFound();
          return bytes;
        },
      };
    },

    reserve: (async (id, { to, here }) => {
      const refused = invalidRequest([{ path: to === null ? 'cover' : 'picture', message: cannotBeUsed }]);
      const picture = await pictures.find(id);
      if (picture === null || picture.board !== here.board.slug || picture.boardIdentity !== here.identity)
        throw refused;
      if (!moderates(here.actor) && !isOwn(picture.owner, here.actor)) throw refused;
      if (await uses.isOfOther(id, to)) throw refused;
      if (!(await pictures.reserve(picture, to ?? 'cover', clock()))) throw refused;
      return { width: picture.width, height: picture.height };
    }) satisfies ReservePicture as ReservePicture,
  };

  /** The board may have been deleted while the picture was encoded. */
  async function undoIfLate(here: ThisBoard, id: string): Promise<void> {
    try {
      await boards.requireStill(here);
    } catch (error) {
      await pictures.delete(id);
      throw error;
    }
  }
}

export function tooManyPictures(): ProblemError {
  return busy('Many pictures are being sent at this moment. Please try again in a few seconds.');
}
