import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { systemClock } from '../shared/clock.ts';
import { startAccounts } from './accounts/start-accounts.ts';
import type { Config } from './config/config.ts';
import { createBoardRepository } from './boards/board-repository.ts';
import { connectDatabase } from './database/connect.ts';
import { createEventRepository } from './events/event-repository.ts';
import { createPresenceRepository } from './moderation/presence-repository.ts';
import { setUpDatabase, setUpEvents } from './database/set-up.ts';
import { createTombstoneRepository } from './calendars/tombstone-repository.ts';
import { EncodedSnapshots } from './feed/encoded-snapshots.ts';
import { createFeedMetrics } from './feed/feed-metrics.ts';
import { Feed } from './feed/feed.ts';
import { reportUnreadable } from './feed/report-unreadable.ts';
import { StreamStatus } from './feed/stream-status.ts';
import { createHttpApp } from './http/http-app.ts';
import { clientAddress, trustProxy } from './http/visitor/client-address.ts';
import { createOriginPolicy } from './http/visitor/origin.ts';
import { RateLimits } from './http/visitor/rate-limits.ts';
import { accountRoutes } from './http/routes/account.ts';
import { createPageAnswers } from './http/pages/page-answers.ts';
import { boardPeopleRoutes } from './http/routes/board-people.ts';
import { boardRoutes } from './http/routes/boards.ts';
import { calendarRoutes } from './http/routes/calendars.ts';
import { eventRoutes } from './http/routes/events.ts';
import { importRoutes } from './http/routes/imports.ts';
import { joinRoutes } from './http/routes/joining.ts';
import { screenRoutes } from './http/routes/screens.ts';
import { userRoutes } from './http/routes/users.ts';
import { servedSecurely } from './http/visitor/served-securely.ts';
import { sessionCookies, visitorIn } from './http/visitor/session-cookie.ts';
import { serveBoards } from './sockets/board-server.ts';
import { Archiver } from './events/archiver.ts';
import { createBoardPeopleService } from './moderation/board-people.ts';
import { boardWatcher } from './boards/board-watcher.ts';
import { createBoardService } from './boards/board-service.ts';
import { ensureMainBoard } from './boards/main-board.ts';
import { createEventService } from './events/event-service.ts';
import { createImporter } from './calendars/calendar-importer.ts';
import { ListingKeeper } from './events/listing-keeper.ts';
import { Presence } from './moderation/presence.ts';
import { createSecurityLog } from './base/security-log.ts';
import { TombstoneKeeper } from './calendars/tombstone-keeper.ts';
import { StartError } from './base/start-error.ts';

export type App = {
  /** Where people reach it. */
  url: string;
  /** Where this process listens, which behind a proxy is another address. */
  localUrl: string;
  close: () => Promise<void>;
};

export type AppOptions = {
  logger: Logger;
  /** The address of the MongoDB, ours or another's. */
  mongoUri: string;
  sessionSecrets: string[];
  /** Where the built pages lie; null serves none. */
  pagesFolder: string | null;
};

/** So long a request under way may take, and a socket to say goodbye, when the server ends. */
const closeGraceMs = 1_500;

/** Puts the parts together and starts them; what was started is stopped in the opposite order. */
export async function startApp(
  config: Config,
  { logger, mongoUri, sessionSecrets, pagesFolder }: AppOptions,
): Promise<App> {
  const stops: (() => void | Promise<void>)[] = [];
  let endConnections = (): void => {};
  const close = async (): Promise<void> => {
    const insist = setTimeout(endConnections, closeGraceMs);
    for (const stop of stops.splice(0).reverse()) await stop();
    clearTimeout(insist);
  };
  try {
    const httpServer = createServer(answerNotYet);
    endConnections = connectionsOf(httpServer);
    // Taken first: that a port is taken should not be learned after everything else was set up.
    const url = await listen(httpServer, config);
    stops.push(() => closeServer(httpServer));

    const { db, close: disconnect } = await connectDatabase({ uri: mongoUri, database: config.mongo.database });
    stops.push(disconnect);
    await setUpDatabase(db);
    await ensureMainBoard(db, config.board);

    const registry = new Registry();
    const metrics = createFeedMetrics(registry);
    const { timeZone } = config.board;
    const log = createSecurityLog(logger);
    const boardRepository = createBoardRepository(db);
    const eventRepository = createEventRepository(db, { timeZone });
    const boards = createBoardService({
      boards: boardRepository,
      creation: config.boardCreation,
      deleteEvents: (slug) => eventRepository.deleteBoard(slug),
    });
    const status = new StreamStatus(db, systemClock);
    stops.push(() => status.stop());
    const { sessions, users, names, accounts, management, watchers } = await startAccounts({
      db,
      logger,
      log,
      config,
      events: eventRepository,
      boardTitle: async () => (await boards.find('main'))?.board.title ?? config.board.title,
      isCurrent: () => status.live,
    });
    const isMembersName = (name: string): Promise<boolean> => names.isTaken(name);
    const events = createEventService({
      events: eventRepository,
      boardFor: boards.boardFor,
      isMembersName,
      log,
      logger,
    });
    const presence = new Presence({ presence: createPresenceRepository(db), logger });
    stops.push(() => presence.stop());
    const listings = new ListingKeeper({
      db,
      logger,
      read: { timeZone },
      onUnreadable: (document) => reportUnreadable(document, { metrics, logger }),
    });
    stops.push(() => listings.stop());
    const tombstones = createTombstoneRepository(db);
    const tombstoneKeeper = new TombstoneKeeper({ tombstones, logger });
    stops.push(() => tombstoneKeeper.stop());
    const archiver = new Archiver({ db, logger, read: { timeZone }, afterDays: config.archiveAfterDays });
    stops.push(() => archiver.stop());

    const { historyMs, logMaxEntries, logMaxBytes, logMaxAgeMs } = config.feed;
    const feed = await Feed.start({
      db,
      logger,
      metrics,
      clock: systemClock,
      status,
      historyMs,
      bounds: { maxEntries: logMaxEntries, maxBytes: logMaxBytes, maxAgeMs: logMaxAgeMs },
      timeZone,
      restoreCollection: () => setUpEvents(db),
      collectionWatchers: [boardWatcher(boards), tombstoneKeeper.boardWatcher, ...watchers],
      eventWatchers: [
        (_step, document) => document !== null && listings.enqueue(document),
        (step) => tombstoneKeeper.enqueue(step),
      ],
    });
    stops.push(() => feed.close());
    const snapshots = new EncodedSnapshots((board, audience) => feed.snapshot(board, audience));

    const boardPeople = createBoardPeopleService({
      boards,
      repository: boardRepository,
      users,
      events,
      here: (board) => presence.at(board),
      log,
    });
    const originPolicy = createOriginPolicy(config);
    const trust = trustProxy(config.trustProxy);
    const isSecure = servedSecurely({ publicUrl: config.publicUrl, trust });
    const cookies = sessionCookies({ secrets: sessionSecrets, isSecure, sessionMaxMs: config.session.maxMs });
    const limits = new RateLimits(config.limits, log);
    const build = await readBuild(pagesFolder);
    const app = createHttpApp({
      routes: [
        // First what is called most: each route before a call's own is looked at.
        ...eventRoutes({ events, limits }),
        ...accountRoutes({ accounts, limits, log }),
        ...userRoutes(management),
        ...joinRoutes({ boards, isMembersName }),
        ...screenRoutes({ boards }),
        ...boardPeopleRoutes(boardPeople),
        ...boardRoutes({
          boards,
          snapshot: (board, audience) => {
            metrics.snapshots.inc();
            return snapshots.get(board, audience);
          },
        }),
        ...importRoutes({
          boards,
          importer: createImporter({ db, read: { timeZone }, archiveAfterDays: config.archiveAfterDays }),
        }),
        ...calendarRoutes({
          boards,
          events,
          tombstones,
          publicSnapshot: (board) => feed.snapshot(board, 'public'),
          publicUrl: config.publicUrl,
        }),
      ],
      logger,
      registry,
      originPolicy,
      cookies,
      sessions,
      limits,
      log,
      isSecure,
      trust,
      ready: async () => feed.live && (await answers(() => db.command({ ping: 1 }))),
      pagesFolder,
      pageAnswer: createPageAnswers({ boards, events, publicUrl: config.publicUrl, logger }),
    });
    // Before the sockets: Socket.IO passes on to the listeners that are there what is not its own.
    httpServer.off('request', answerNotYet).on('request', app);
    stops.push(
      serveBoards({
        httpServer,
        feed,
        metrics,
        logger,
        clock: systemClock,
        build,
        boards,
        presence,
        sessions,
        visitorIn: (request) => visitorIn(request, cookies),
        addressOf: (request) => clientAddress(request, trust),
        maxSocketsPerAddress: config.limits.socketsPerAddress,
        originAllowed: (request) => originPolicy.allows(request),
      }),
    );
    // Not awaited: lists find other programs' documents a moment later, the board shows them at once.
    void listings
      .scan()
      .catch((error: unknown) => logger.warn({ err: error }, 'the search for unlisted documents failed'))
      // By their listings it finds what is long over: else another program's old events would stand on the board for an hour.
      .then(() => archiver.start());
    return { url: config.publicUrl ?? url, localUrl: url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Until everything is set up: a load balancer asks again, and a browser too, even one that nobody sits at. */
function answerNotYet(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(503, { 'Retry-After': '1', Refresh: '2', 'Content-Type': 'text/plain', Connection: 'close' })
    .end('The board is starting. This page will be there in a moment.\n');
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, port, host)));
    server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
  });
  return `http://${host ?? 'localhost'}:${(server.address() as AddressInfo).port}`;
}

function explainListenError(error: NodeJS.ErrnoException, port: number, host: string | null): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`Port ${port} is taken by another program. Stop that one, or set PORT to another number.`, {
        cause: error,
      });
    case 'EACCES':
      return new StartError(`This user may not listen on port ${port}. Set PORT to a number from 1024 up.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`This machine has no address “${host}”. Correct HOST, or leave it out to listen on all.`, {
        cause: error,
      });
    default:
      return error;
  }
}

/** Answers how to end all connections at once, upgraded ones too, which the server itself no longer knows. */
function connectionsOf(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Socket.IO may have closed it already; that is as good.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answers(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    () => false,
  );
}

/** Names the pages that are served; a page that was loaded from another build finds out by it. */
async function readBuild(pagesFolder: string | null): Promise<string> {
  if (pagesFolder === null) return 'none';
  const file = join(pagesFolder, 'build.json');
  if (!existsSync(file)) return 'unknown';
  return (JSON.parse(await readFile(file, 'utf8')) as { build: string }).build;
}
