import type { Request } from 'express';
import type { Logger } from 'pino';
import { EventId } from '../../../shared/event.ts';
import type { Theme } from '../../../shared/theme.ts';
import { ProblemError } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { EventService } from '../../events/event-service.ts';
import { baseUrlOf } from '../base-url.ts';
import { loggedPath } from '../request-log.ts';
import { boardHead, eventHead, type PageHead } from './page-head.ts';

/** The status of a page, the head that replaces the plain one, and the colours of its board. */
export type PageAnswer = { status: number; head: PageHead | null; theme: Theme | null };

type Dependencies = {
  boards: Pick<BoardService, 'find'>;
  events: Pick<EventService, 'get'>;
  /** The board's address for people; null: the address of this request. */
  publicUrl: string | null;
  logger: Logger;
};

/** The page can be shown without the database, so it does not wait longer than this for it. */
const deadlineMs = 500;
const plain: PageAnswer = { status: 200, head: null, theme: null };
const missing: PageAnswer = { status: 404, head: null, theme: null };

/** Gives the pages of boards and events their titles and descriptions. Everyone gets the same, so only public events have one. */
export function createPageAnswers({ boards, events, publicUrl, logger }: Dependencies) {
  async function board(slug: string, baseUrl: string): Promise<PageAnswer> {
    const found = await boards.find(slug);
    return found === null ? missing : { status: 200, head: boardHead(found.board, baseUrl), theme: found.board.theme };
  }

  /** A page about a board, which people share only among themselves. */
  async function aboutBoard(slug: string): Promise<PageAnswer> {
    const found = await boards.find(slug);
    return { ...plain, theme: found?.board.theme ?? null };
  }

  async function event(id: string, baseUrl: string): Promise<PageAnswer> {
    if (!EventId.safeParse(id).success) return missing;
    try {
      const { event: found } = await events.get(id, null);
      const on = await boards.find(found.board);
      return {
        status: 200,
        head: eventHead(found, on?.board ?? null, baseUrl),
        theme: on?.board.theme ?? null,
      };
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) return missing;
      throw error;
    }
  }

  return async function answer(request: Request): Promise<PageAnswer> {
    const baseUrl = baseUrlOf(request, publicUrl);
    const [, first = '', second = '', third] = request.path.split('/');
    const asking =
      first === ''
        ? board('main', baseUrl)
        : first === 'b' && third === undefined
          ? board(second, baseUrl)
          : first === 'events' && !['new', 'myevents'].includes(second)
            ? event(second, baseUrl)
            : aboutBoard(first === 'b' ? second : 'main');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<PageAnswer>((resolve) => {
      timer = setTimeout(() => resolve(plain), deadlineMs);
    });
    const known = asking.catch((error: unknown) => {
      logger.warn({ err: error, path: loggedPath(request) }, 'a page is served without its title and description');
      return plain;
    });
    return Promise.race([known, late]).finally(() => clearTimeout(timer));
  };
}
