import { median, ratios } from '../../support/median.ts';
import { Histogram } from '../generator/histogram.ts';
import type { HttpOutcome } from '../generator/http-load.ts';
import { RawHttpConnection, type RawRequest } from '../generator/raw-http.ts';
import { insertEvents } from '../../support/board/many-events.ts';
import { flaskKinds } from '../machinery/flask.ts';
import { withScenes, type Scene } from '../machinery/live-load.ts';
import { board, type SubjectKind } from '../machinery/subject.ts';
import type { Findings, Table } from '../report/findings.ts';
import type { BenchContext, Scenario } from './scenario.ts';

const connections = 20;
const path = '/api/boards/main/events';
const list: RawRequest = { method: 'GET', path };
/** The same events with a different query each time, so that no answer can be shared. */
const listEach: RawRequest = { method: 'GET', path: `${path}?from={day}` };
const create: RawRequest = {
  method: 'POST',
  path,
  body: JSON.stringify({
    name: 'Choir try-outs {n}',
    start: '2031-12-01T18:30',
    guestName: 'Lena',
    place: 'Main hall',
  }),
};
const events = 1_000;

export type Call = {
  name: string;
  request: RawRequest;
  expect: number;
  scene: Scene;
  turns: HttpOutcome[];
  mongodMs: number;
};

/** Aim 8: the calls of a program. */
export const httpCalls: Scenario = {
  number: 8,
  title: 'HTTP: list 50 of 1,000 events and create one, 20 connections',
  async run(context) {
    const kinds = [board, ...(await flaskKinds(context.say))];
    return findingsOf(await measureCalls(context, kinds), kinds.length > 1);
  },
};

/** Measures the calls of all these servers, turn by turn. */
export function measureCalls(context: BenchContext, kinds: SubjectKind[]): Promise<Call[]> {
  return withScenes(context.mongod, kinds, async (scenes) => {
    const all = await Promise.all(scenes.map((scene) => callsOf(context, scene)));
    const [lists, creations] = [all.flatMap((of) => of.lists), all.flatMap((of) => of.creations)];
    // Lists first: afterwards there are more events.
    await takeTurns(context, lists);
    await takeTurns(context, creations);
    return [...lists, ...creations];
  });
}

async function callsOf({ mongod }: BenchContext, scene: Scene): Promise<{ lists: Call[]; creations: Call[] }> {
  const { subject, database } = scene;
  await insertEvents(mongod.client.db(database), events);
  const call = (what: string, request: RawRequest, expect: number): Call => ({
    name: `${subject.name}: ${what}`,
    request,
    expect,
    scene,
    turns: [],
    mongodMs: 0,
  });
  if (subject.protocol !== 'board')
    return { lists: [call('list', list, 200)], creations: [call('create', create, 201)] };
  const [guest, member] = [
    await cookieOf(subject.port, create),
    await cookieOf(subject.port, {
      method: 'POST',
      path: '/api/signup',
      body: JSON.stringify({ username: 'samira', password: 'eleven blue herons' }),
    }),
  ];
  return {
    lists: [
      call('list, no two alike', listEach, 200),
      call('list, logged in', { ...list, headers: member }, 200),
      call('list', list, 200),
    ],
    creations: [
      call('create, logged in', { ...create, headers: member }, 201),
      call('create', create, 201),
      call('create, a guest again', { ...create, headers: guest }, 201),
    ],
  };
}

/** Returns the cookie of the answer to this request. */
async function cookieOf(port: number, request: RawRequest): Promise<{ cookie: string }> {
  const connection = new RawHttpConnection(port);
  const { status, head } = await connection.ask(request);
  connection.close();
  if (status !== 201) throw new Error(`${request.path} was answered with ${status}`);
  return { cookie: [...head.matchAll(/\r\nset-cookie: ([^;]+)/gi)].map(([, pair]) => pair).join('; ') };
}

async function takeTurns({ quick, mongod, say }: BenchContext, calls: Call[]): Promise<void> {
  const turns = quick ? 2 : 7;
  for (let turn = 0; turn <= turns; turn += 1) {
    say(turn === 0 ? 'warming up …' : `turn ${turn} of ${turns} …`);
    for (const call of calls) {
      const { scene, request, expect } = call;
      const before = mongod.cpu();
      const outcome = await scene.generator.call('loadHttp', {
        port: scene.subject.port,
        connections,
        seconds: quick ? 1 : 2,
        request,
        expect,
      });
      const after = mongod.cpu();
      if (turn === 0) continue;
      call.turns.push(outcome);
      call.mongodMs += after.userMs + after.systemMs - before.userMs - before.systemMs;
    }
  }
}

function findingsOf(calls: Call[], hasFlask: boolean): Omit<Findings, 'number' | 'title'> {
  const named = (name: string): Call => calls.find((call) => call.name === name)!;
  return {
    tables: [tableOfCalls(calls)],
    aims: [
      ...(hasFlask
        ? [
            {
              what: 'lists a second, of Flask and PyMongo’s with two workers',
              relation: 'at least' as const,
              limit: 5,
              measured: ratio(named('Community Board: list'), named('Flask and PyMongo: list')),
              unit: '×',
            },
            {
              what: 'creations a second, of Flask and PyMongo’s with two workers',
              relation: 'at least' as const,
              limit: 5,
              measured: ratio(named('Community Board: create'), named('Flask and PyMongo: create')),
              unit: '×',
            },
            {
              what: 'creations a second by a guest who has a cookie, of the same',
              relation: 'at least' as const,
              limit: 5,
              measured: ratio(named('Community Board: create, a guest again'), named('Flask and PyMongo: create')),
              unit: '×',
            },
          ]
        : []),
      {
        what: 'a list with a sealed session, of one without',
        relation: 'at most',
        limit: 1.1,
        measured: ratio(named('Community Board: list'), named('Community Board: list, logged in')),
        unit: '×',
      },
    ],
    plots: [],
    notes: [
      ...(hasFlask ? [] : ['Flask was skipped: pip does not bring it here.']),
      'All servers run throughout and take turns of two seconds; a ratio is the median of those of one round. The lists come first, the creations then add to the thousand events.',
      `${sum(calls.flatMap(({ turns }) => turns.map(({ unexpected }) => unexpected)))} answers had an unexpected status. Each creation waits for the majority. Who creates without a cookie is given one, sealed, each time.`,
    ],
  };
}

export function tableOfCalls(calls: Call[]): Table {
  return { columns: ['', 'requests/s', 'p50 ms', 'p99 ms', 'ms of mongod each', 'refused'], rows: calls.map(rowOf) };
}

function rowOf({ name, turns, mongodMs }: Call): (string | number)[] {
  const latency = Histogram.sum(turns.map(({ latency: data }) => Histogram.from(data)));
  const requests = sum(turns.map((turn) => turn.requests));
  return [
    name,
    requests / sum(turns.map(({ seconds }) => seconds)),
    latency.quantile(0.5),
    latency.quantile(0.99),
    mongodMs / requests,
    sum(turns.map(({ unexpected }) => unexpected)),
  ];
}

/** How many times as often the one was answered as the other. */
export function ratio(one: Call, other: Call): number {
  return median(ratios(one.turns.map(rate), other.turns.map(rate)));
}

function rate({ requests, seconds }: HttpOutcome): number {
  return requests / seconds;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
