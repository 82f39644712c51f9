import type { Audience } from '../../../shared/feed-protocol.ts';
import { mayFollow } from '../../../shared/policies.ts';
import { boardNotFound, forbidden } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { Followed } from '../../http-feed/http-feed.ts';
import type { RequestSession } from '../visitor/session-cookie.ts';

/** What the caller may follow. Of the public feed everybody gets the same, so nobody's cookies count. */
export async function followedBoard(
  boards: Pick<BoardService, 'find' | 'boardFor'>,
  slug: string,
  audience: Audience,
  session: RequestSession,
): Promise<Followed> {
  if (audience === 'public') {
    const found = await boards.find(slug);
    if (found === null) throw boardNotFound();
    return { board: found.board.slug, audience, identity: found.identity };
  }
  const { board, identity, actor } = await boards.boardFor(slug, session.author);
  if (!mayFollow(audience, actor)) throw forbidden('Only moderators can see pending and hidden events.');
  return { board: board.slug, audience, identity };
}
