import { describe, expectTypeOf, it } from 'vitest';
import type { ParamsOf, QueryOf, ResultOf } from '../../shared/api/call.ts';
import type { boardCalls } from '../../shared/api/boards.ts';
import type { Contract } from '../../shared/api/contract.ts';
import { screenCalls } from '../../shared/api/screens.ts';
import type { Board } from '../../shared/board.ts';
import type { Snapshot } from '../../shared/feed-protocol.ts';
import type { call } from '../../client/api/http.ts';
import type { BoardService } from '../../server/boards/board-service.ts';
import { implement, type RouteAnswer } from '../../server/http/route.ts';

/**
 * Type tests: `tsc -b` checks them. Each `@ts-expect-error` is a mistake at one end of the contract. If the compiler
 * no longer found it, it would report the line.
 */
const boards: Board[] = [];
const next: string | null = null;
declare const board: Board;

describe('[HTTP-4] the contract at the server', () => {
  type ListAnswer = RouteAnswer<Contract['GET /api/boards']>;

  it('accepts an answer with the declared fields, and no other', () => {
    expectTypeOf({ status: 200 as const, body: { boards, mayMake: true, next } }).toExtend<ListAnswer>();
    // @ts-expect-error a renamed field
    expectTypeOf({ status: 200 as const, body: { boards, mayCreate: true, next } }).toExtend<ListAnswer>();
    // @ts-expect-error a missing field
    expectTypeOf({ status: 200 as const, body: { boards, next } }).toExtend<ListAnswer>();
    // @ts-expect-error a field of another type
    expectTypeOf({ status: 200 as const, body: { boards, mayMake: 'yes', next } }).toExtend<ListAnswer>();
    // @ts-expect-error a status that is not declared
    expectTypeOf({ status: 201 as const, body: { boards, mayMake: true, next } }).toExtend<ListAnswer>();
    // @ts-expect-error bytes of another content type
    expectTypeOf({ status: 200 as const, body: Buffer.from('') }).toExtend<ListAnswer>();
  });

  it('accepts what the services return', () => {
    type Listed = Awaited<ReturnType<BoardService['list']>>;
    expectTypeOf<Listed>().toExtend<ResultOf<Contract['GET /api/boards']>>();
    type Renamed = Omit<Listed, 'mayMake'> & { mayCreate: boolean };
    // @ts-expect-error a field renamed in the service only
    expectTypeOf<Renamed>().toExtend<ResultOf<Contract['GET /api/boards']>>();
  });

  it('has a handler for each call', () => {
    const key = async () => ({ status: 200 as const, body: { key: null } });
    const implementScreens = () =>
      // @ts-expect-error DELETE has no handler
      implement(screenCalls, {
        'GET /api/screens/:key': async () => ({ status: 200, body: { board } }),
        'GET /api/boards/:board/screen': key,
        'POST /api/boards/:board/screen': key,
      });
    expectTypeOf(implementScreens).toBeFunction();
  });

  it('types parameters from the path, and the query from its schema', () => {
    expectTypeOf<ParamsOf<'GET /api/events/:id'>>().toEqualTypeOf<{ id: string }>();
    expectTypeOf<ParamsOf<'GET /events/:id.ics'>>().toEqualTypeOf<{ id: string }>();
    expectTypeOf<ParamsOf<'PUT /a/:one/b/:two'>>().toEqualTypeOf<{ one: string; two: string }>();
    expectTypeOf<keyof ParamsOf<'GET /api/boards'>>().toEqualTypeOf<never>();
    expectTypeOf<QueryOf<Contract['GET /api/boards/:board/events']>>()
      .toHaveProperty('limit')
      .toEqualTypeOf<number | undefined>();
    expectTypeOf<QueryOf<(typeof boardCalls)['GET /api/boards/:board']>>().toEqualTypeOf<undefined>();
  });
});

describe('[HTTP-4] the contract at the client', () => {
  // Never called: only its types matter.
  const calls = (api: typeof call) => [
    api('GET /api/session'),
    api('PATCH /api/events/:id', { params: { id: '' }, body: { name: '' }, version: 1 }),
    // @ts-expect-error no such call
    api('GET /api/sessions'),
    // @ts-expect-error a parameter is missing
    api('GET /api/boards/:board'),
    // @ts-expect-error a parameter that is not in the path
    api('GET /api/boards/:board', { params: { slug: '' } }),
    // @ts-expect-error the body is missing
    api('POST /api/boards'),
    // @ts-expect-error a renamed field in the body
    api('POST /api/boards', { body: { slug: '', name: '' } }),
    // @ts-expect-error a value that the query does not accept
    api('GET /api/boards/:board/snapshot', { params: { board: '' }, query: { audience: 'all' } }),
    // @ts-expect-error the version is missing
    api('DELETE /api/events/:id', { params: { id: '' } }),
    // @ts-expect-error a renamed field in the answer
    api('GET /api/boards').then(({ mayCreate }) => mayCreate),
  ];

  it('accepts the declared parameters, query, body and version, and no other', () => {
    expectTypeOf(calls).toBeFunction();
  });

  it('returns what the answer declares', () => {
    expectTypeOf<ResultOf<Contract['GET /api/boards']>>().toEqualTypeOf<{
      boards: Board[];
      mayMake: boolean;
      next: string | null;
    }>();
    expectTypeOf<ResultOf<Contract['GET /api/boards/:board/snapshot']>>().toEqualTypeOf<Snapshot>();
    expectTypeOf<ResultOf<Contract['POST /api/logout']>>().toEqualTypeOf<undefined>();
  });
});
