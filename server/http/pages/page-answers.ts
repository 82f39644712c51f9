import type { Request } from 'express';
import type { Logger } from 'pino';
import { EventId } from '../../../shared/event.ts';
import { ProblemError } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { EventService } from '../../events/event-service.ts';
import { loggedPath } from '../request-log.ts';
import { boardHead, eventHead, type PageHead } from './page-head.ts';

/** How a page is answered: with which status, and with which head instead of the plain one. */
export type PageAnswer = { status: number; head: PageHead | null };

type Dependencies = {
  boards: Pick<BoardService, 'find'>;
  events: Pick<EventService, 'get'>;
  /** Where people find the board; null: where this request has found it. */
  publicUrl: string | null;
  logger: Logger;
};

/** The page itself can be shown without the database, and is then not to wait for it. */
const deadlineMs = 500;
const plain: PageAnswer = { status: 200, head: null };
const missing: PageAnswer = { status: 404, head: null };

/** What the pages of boards and events say of themselves as they are served, to everyone alike; what not everyone may see is not there. */
export function createPageAnswers({ boards, events, publicUrl, logger }: Dependencies) {
  async function board(slug: string, baseUrl: string): Promise<PageAnswer> {
    const found = await boards.find(slug);
    return found === null ? missing : { status: 200, head: boardHead(found.board, baseUrl) };
  }

  async function event(id: string, baseUrl: string): Promise<PageAnswer> {
    if (!EventId.safeParse(id).success) return missing;
    try {
      const { event: found } = await events.get(id, null);
      const on = await boards.find(found.board);
      return { status: 200, head: eventHead(found, on?.board.title ?? 'Community Board', baseUrl) };
    } catch (error) {
      if (error instanceof ProblemError && error.status < 500) return missing;
      throw error;
    }
  }

  return async function answer(request: Request): Promise<PageAnswer> {
    const baseUrl = publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
    const [, first = '', second = '', third] = request.path.split('/');
    const asking =
      first === ''
        ? board('main', baseUrl)
        : first === 'b' && third === undefined
          ? board(second, baseUrl)
          : first === 'events' && !['new', 'myevents'].includes(second)
            ? event(second, baseUrl)
            : null;
    if (asking === null) return plain;
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
