import { monitorEventLoopDelay } from 'node:perf_hooks';
import { answerCalls } from '../machinery/calls.ts';
import { DeliveryRecord, type Window } from './delivery-record.ts';
import type { HistogramData } from './histogram.ts';
import { HttpFollowers, type FollowersOptions, type FollowersOutcome } from './http-followers.ts';
import { loadHttp } from './http-load.ts';
import { LightClient, type Protocol } from './light-client.ts';

/** The process that plays all clients. It only does what the bench calls. */

export type ConnectOptions = {
  port: number;
  protocol: Protocol;
  count: number;
  position: string;
  reconnects?: boolean;
};
export type Counters = { deliveries: number; messages: number; bytes: number; cpuMs: number };
export type Outcome = {
  latency: HistogramData;
  inWindow: number;
  outOfOrder: number;
  lost: number;
  refused: number;
  caughtUp: number;
  /** The changes that were seen by anybody, and how many the client with the fewest and the one with the most got. */
  seen: number;
  fewest: number;
  most: number;
  /** For how long the generator itself was busy with other things, in ms: what it adds to a latency at worst. */
  ownDelayMs: { p50: number; p99: number };
};

const atOnce = 50;

const clients: LightClient[] = [];
let record = new DeliveryRecord();
let lost = 0;
const ownDelay = monitorEventLoopDelay({ resolution: 5 });

async function connect({ port, protocol, count, position, reconnects = false }: ConnectOptions): Promise<void> {
  for (let left = count; left > 0; left -= atOnce) {
    const some = Array.from({ length: Math.min(left, atOnce) }, () =>
      LightClient.connect({
        port,
        protocol,
        record,
        position,
        reconnects,
        lost: () => {
          lost += 1;
        },
      }),
    );
    clients.push(...(await Promise.all(some)));
  }
}

function open(window: Window): void {
  record.open(window);
  ownDelay.reset();
  ownDelay.enable();
}

function counters(_: null): Counters {
  const { user, system } = process.cpuUsage();
  return {
    deliveries: record.deliveries,
    messages: record.messages,
    bytes: record.bytes,
    cpuMs: (user + system) / 1000,
  };
}

/** Whether each client has at least this many changes. */
function allHave(changes: number): boolean {
  return clients.every((client) => client.changes >= changes);
}

/** How many clients became current after this time, and when the last of them did. */
function currentSince(sinceMs: number): { clients: number; lastMs: number } {
  const current = clients
    .map((client) => client.currentSinceMs)
    .filter((ms) => ms !== null && ms >= sinceMs) as number[];
  return { clients: current.length, lastMs: current.reduce((a, b) => Math.max(a, b), 0) };
}

/** Makes this many clients stop reading; from then on their latencies do not count. */
function pauseSome(count: number): void {
  for (const client of clients.slice(0, count)) client.pause();
}

function resumeAll(_: null): void {
  for (const client of clients) client.resume();
}

function outcome(_: null): Outcome {
  ownDelay.disable();
  const got = clients.map((client) => client.changes);
  return {
    latency: record.latency.data,
    inWindow: record.inWindow,
    outOfOrder: record.outOfOrder,
    lost,
    refused: clients.reduce((sum, client) => sum + client.refused, 0),
    caughtUp: clients.reduce((sum, client) => sum + client.caughtUp, 0),
    seen: record.seen.size,
    fewest: got.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    most: got.reduce((a, b) => Math.max(a, b), 0),
    ownDelayMs: { p50: ownDelay.percentile(50) / 1e6, p99: ownDelay.percentile(99) / 1e6 },
  };
}

function disconnect(_: null): void {
  for (const client of clients.splice(0)) client.close();
  record = new DeliveryRecord();
  lost = 0;
}

let followers: HttpFollowers | null = null;

async function follow(options: FollowersOptions): Promise<void> {
  followers = new HttpFollowers(options);
  await followers.start();
}

function openFollowers(_: null): void {
  followers?.open();
}

function followed(events: number): FollowersOutcome | null {
  return followers?.outcome(events) ?? null;
}

function unfollow(_: null): void {
  followers?.stop();
}

const calls = {
  connect,
  open,
  counters,
  allHave,
  currentSince,
  pauseSome,
  resumeAll,
  outcome,
  disconnect,
  loadHttp,
  follow,
  openFollowers,
  followed,
  unfollow,
};
export type GeneratorCalls = typeof calls;

answerCalls(calls);
