import { eventCalls } from '../../../shared/api/events.ts';
import type { BoardEvent, ListPage } from '../../../shared/event.ts';
import { encodeJson, type JsonBytes } from '../../base/json-bytes.ts';
import { addressGroup } from '../../base/address-group.ts';
import { invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { EventService } from '../../events/event-service.ts';
import { isSearch } from '../../events/list-query.ts';
import type { RateLimits } from '../visitor/rate-limits.ts';
import { implement, type Route } from '../route.ts';
import { ListTurns } from '../list-turns.ts';
import { SearchTurns } from '../search-turns.ts';
import { SharedAnswers } from '../shared-answers.ts';

type Options = { boards: Pick<BoardService, 'requireModerator'>; events: EventService; limits: RateLimits };

export function eventRoutes({ boards, events, limits }: Options): Route[] {
  // The same for everyone who may see the board. Searches are shared within one address, since its limit can refuse them.
  const lists = new SharedAnswers<JsonBytes<ListPage>>();
  const searches = new SearchTurns(limits);
  const pages = new ListTurns();
  return implement(eventCalls, {
    'GET /api/myevents': async ({ query, session, caller }) => {
      const reader = session.requireReader();
      return { status: 200, body: await pages.run(caller, () => events.listOwn(reader, query)) };
    },
    'GET /api/boards/:board/events': async ({ params: { board }, query, caller }) => {
      const list = async (): Promise<JsonBytes<ListPage>> => encodeJson(await events.list(board, query));
      return {
        status: 200,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: isSearch(query)
          ? await lists.ask(JSON.stringify([board, query, addressGroup(caller.address)]), () =>
              searches.run(caller, list),
            )
          : await lists.ask(JSON.stringify([board, query]), () => pages.run(caller, list)),
      };
    },
    'POST /api/boards/:board/events': async ({ params, receive, session, caller }) => {
      await events.requirePosting(params.board, session.reader);
      const { guestName, ...input } = await receive();
      const poster = session.poster(guestName);
      if (poster === null) throw invalidRequest([{ path: 'guestName', message: 'Enter your name.' }]);
      const { isNewcomer, person } = session;
      const sender = { address: caller.address, person, isGuest: !poster.member, isNewcomer };
      const { event, created } = await events.create(params.board, input, poster, limits.post(sender));
      await session.rememberGuest(poster.name);
      return {
        status: created ? 201 : 200,
        body: { event },
        headers: { ...versionTag(event), Location: `/api/events/${event.id}` },
      };
    },
    'GET /api/events/:id': async ({ params, session }) => {
      const found = await events.get(params.id, session.author);
      return { status: 200, body: found, headers: versionTag(found.event) };
    },
    'PATCH /api/events/:id': async ({ params: { id }, query, receive, version, session, caller }) => {
      await events.requireChanging(query.series === 'all' ? 'series' : 'edit', id, version, session.actor);
      const patch = await receive();
      return oneEvent(await events.patch(id, version, patch, session.actor, query.series, limits.changes(caller)));
    },
    'PUT /api/events/:id': async ({ params: { id }, receive, version, session, caller }) => {
      await events.requireChanging('replace', id, version, session.actor);
      const replacement = await receive();
      return oneEvent(await events.replace(id, version, replacement, session.actor, limits.changes(caller)));
    },
    'DELETE /api/events/:id': async ({ params, query, version, session, caller }) =>
      oneEvent(await events.remove(params.id, version, session.actor, query.series, limits.changes(caller))),
    'POST /api/events/:id/review': async ({ params: { id }, query, receive, version, session, caller }) => {
      await events.requireChanging('moderate', id, version, session.actor);
      const decision = await receive();
      return oneEvent(await events.review(id, version, decision, session.actor, query.series, limits.changes(caller)));
    },
    'POST /api/boards/:board/bulk': async ({ params: { board }, receive, session }) => {
      await boards.requireModerator(board, session.actor);
      return { status: 200, body: await events.bulk(board, await receive(), session.actor) };
    },
    'POST /api/events/:id/restore': async ({ params, query, session, caller }) =>
      oneEvent(await events.restore(params.id, session.actor, query.series, limits.changes(caller))),
  });
}

function oneEvent(event: BoardEvent) {
  return { status: 200 as const, body: { event }, headers: versionTag(event) };
}

/** What the caller sends back in `If-Match`. */
function versionTag({ version }: BoardEvent): Record<string, string> {
  return { ETag: `"${version}"` };
}
