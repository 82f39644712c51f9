import { Histogram } from '../generator/histogram.ts';
import type { HttpOutcome } from '../generator/http-load.ts';
import { RawHttpConnection, type RawRequest } from '../generator/raw-http.ts';
import { insertEvents } from '../machinery/events.ts';
import { flaskKinds } from '../machinery/flask.ts';
import { withScene } from '../machinery/live-load.ts';
import { board, type SubjectKind } from '../machinery/subject.ts';
import type { Table } from '../report/findings.ts';
import type { BenchContext, Scenario } from './scenario.ts';

const connections = 20;
const path = '/api/boards/main/events';
const list: RawRequest = { method: 'GET', path };
/** All of the same events, but no two the same question: so that none can share another's answer. */
const listEach: RawRequest = { method: 'GET', path: `${path}?from={day}` };
const create: RawRequest = { method: 'POST', path, body: JSON.stringify({ name: 'Choir try-outs {n}', start: '2031-12-01T18:30', guestName: 'Lena', place: 'Main hall' }) };
const events = 1_000;

type Calls = { name: string; list: HttpOutcome; create: HttpOutcome; listEach?: HttpOutcome; listWithCookie?: HttpOutcome; createWithCookie?: HttpOutcome };

/** Aim 8: the calls that a program makes. */
export const httpCalls: Scenario = {
  number: 8,
  title: 'HTTP: list 50 of 1,000 events and create one, 20 connections',
  async run(context) {
    const seconds = context.quick ? 3 : 10;
    const ours = await callsOf(context, board, seconds);
    const others: Calls[] = [];
    for (const kind of await flaskKinds(context.say)) others.push(await callsOf(context, kind, seconds));
    const [flask] = others;
    return {
      tables: [tableOf([ours, ...others])],
      aims: [
        ...(flask === undefined ? [] : [
          { what: 'lists a second, of Flask and PyMongo’s with two workers', relation: 'at least' as const, limit: 5, measured: rate(ours.list) / rate(flask.list), unit: '×' },
          { what: 'creations a second, of Flask and PyMongo’s with two workers', relation: 'at least' as const, limit: 5, measured: rate(ours.create) / rate(flask.create), unit: '×' },
        ]),
        { what: 'a list with a sealed session, of one without', relation: 'at most', limit: 1.1, measured: rate(ours.list) / rate(ours.listWithCookie!), unit: '×' },
      ],
      plots: [],
      notes: [
        ...(flask === undefined ? ['Flask was skipped: pip does not bring it here.'] : []),
        `${unexpected([ours, ...others])} answers had an unexpected status. Each creation waits for the majority.`,
      ],
    };
  },
};

async function callsOf({ mongod, say }: BenchContext, kind: SubjectKind, seconds: number): Promise<Calls> {
  say(`${kind.name} …`);
  return withScene(mongod, kind, async ({ subject, generator, database }) => {
    await insertEvents(mongod.client.db(database), events);
    const load = (request: RawRequest, expect: number, forSeconds = seconds) => generator.call('loadHttp', { port: subject.port, connections, seconds: forSeconds, request, expect });
    await load(list, 200, 2);
    const lists = await load(list, 200);
    if (kind !== board) return { name: kind.name, list: lists, create: await load(create, 201) };

    const headers = { cookie: await cookieOf(subject.port) };
    const listWithCookie = await load({ ...list, headers }, 200);
    return { name: kind.name, list: lists, listEach: await load(listEach, 200), listWithCookie, create: await load(create, 201), createWithCookie: await load({ ...create, headers }, 201) };
  });
}

/** The session of somebody who is logged in. */
async function cookieOf(port: number): Promise<string> {
  const connection = new RawHttpConnection(port);
  const { status, head } = await connection.ask({ method: 'POST', path: '/api/signup', body: JSON.stringify({ username: 'samira', password: 'eleven blue herons' }) });
  connection.close();
  if (status !== 201) throw new Error(`signing up was answered with ${status}`);
  return [...head.matchAll(/\r\nset-cookie: ([^;]+)/gi)].map(([, pair]) => pair).join('; ');
}

function rate({ requests, seconds }: HttpOutcome): number {
  return requests / seconds;
}

function unexpected(all: Calls[]): number {
  return all.flatMap((of) => [of.list, of.listEach, of.create, of.listWithCookie, of.createWithCookie]).reduce((sum, outcome) => sum + (outcome?.unexpected ?? 0), 0);
}

function tableOf(all: Calls[]): Table {
  const rows = all.flatMap((of) => ([['list', of.list], ['list, no two alike', of.listEach], ['list, logged in', of.listWithCookie], ['create', of.create], ['create, logged in', of.createWithCookie]] as const)
    .flatMap(([what, outcome]) => (outcome === undefined ? [] : [[`${of.name}: ${what}`, rate(outcome), Histogram.from(outcome.latency).quantile(0.5), Histogram.from(outcome.latency).quantile(0.99), outcome.unexpected]])));
  return { columns: ['', 'requests/s', 'p50 ms', 'p99 ms', 'refused'], rows };
}
