import type { Logger } from 'pino';
import { Gauge, Registry } from 'prom-client';
import { systemClock as clock } from '../shared/clock.ts';
import { Observable } from '../shared/observable.ts';
import { startAccounts } from './accounts/start-accounts.ts';
import { createSecurityLog } from './base/security-log.ts';
import { Slices } from './base/slices.ts';
import { StopList } from './base/stop-list.ts';
import { createBoardCategories } from './boards/board-categories.ts';
import { createBoardRepository } from './boards/board-repository.ts';
import { createBoardService } from './boards/board-service.ts';
import { boardWatcher } from './boards/board-watcher.ts';
import { oddBoardReporter } from './boards/report-odd-board.ts';
import { ensureMainBoard } from './boards/main-board.ts';
import { createImporter } from './calendars/calendar-importer.ts';
import { TombstoneKeeper } from './calendars/tombstone-keeper.ts';
import { createTombstoneRepository } from './calendars/tombstone-repository.ts';
import type { Config } from './config/config.ts';
import { connectDatabase } from './database/connect.ts';
import { isReachable } from './database/is-reachable.ts';
import { createIndexRepair } from './database/index-repair.ts';
import { setUpDatabase, setUpEvents } from './database/set-up.ts';
import { createEventBackgroundJobs } from './events/background-jobs.ts';
import { createEventRepository } from './events/event-repository.ts';
import { createAuthorRepository } from './events/display-names/author-repository.ts';
import { createGuestNameRepository } from './events/guest-names/guest-name-repository.ts';
import { GuestNameHider } from './events/guest-names/name-hider.ts';
import { createClearingRepository } from './events/clearing-repository.ts';
import { createClearingService } from './events/clearing.ts';
import { createEventService } from './events/event-service.ts';
import { countWaiting } from './events/review/count-waiting.ts';
import type { EventStep } from './events/stored-event.ts';
import { createPictureUses } from './events/picture-uses.ts';
import { BoardRoom } from './events/room/board-room.ts';
import { measureBoard } from './events/room/measure-board.ts';
import { nearlyFullReporter } from './events/room/report-nearly-full.ts';
import { createFeedMetrics } from './feed/feed-metrics.ts';
import { Feed } from './feed/feed.ts';
import { unreadableReporter } from './feed/report-unreadable.ts';
import { StreamStatus } from './feed/stream-status.ts';
import { createLinkPreviews } from './link-preview/link-previews.ts';
import { createPreviewCards } from './link-preview/preview-cards.ts';
import { HttpFeed } from './http-feed/http-feed.ts';
import { limitConnections } from './http/connections.ts';
import { descriptorLimit } from './http/descriptor-limit.ts';
import { openHttpServer } from './http/http-server.ts';
import { KeptAssets } from './http/pages/kept-assets.ts';
import { readBuild } from './http/pages/read-build.ts';
import { securityHeaders } from './http/security-headers.ts';
import { startHttp } from './http/start-http.ts';
import { createVisitors } from './http/visitor/visitors.ts';
import { createBoardPeopleService } from './moderation/board-people-service.ts';
import { createPresenceRepository } from './moderation/presence-repository.ts';
import { Presence } from './moderation/presence.ts';
import { PictureCollector } from './pictures/picture-collector.ts';
import { createPictureRepository } from './pictures/picture-repository.ts';
import { createPictureService } from './pictures/picture-service.ts';
import { serveBoards } from './sockets/serve-boards.ts';

export type App = {
  /** The address that people use. */
  url: string;
  /** The address where this process listens. Behind a proxy it differs from `url`. */
  localUrl: string;
  /** Where the first account is created, which owns the board; null if there is one. */
  signUpUrl: string | null;
  /** Before `close`: moves the screens to another server, if there is one. Until then this one serves on. */
  moveScreens: () => Promise<void>;
  close: () => Promise<void>;
};

export type AppOptions = {
  logger: Logger;
  /** The address of the MongoDB that the board uses, its own or another. */
  mongoUri: string;
  sessionSecrets: string[];
  /** The folder of the built pages; null serves no pages. */
  pagesFolder: string | null;
  /** Of a process that is one of several: `read` returns those of all. */
  metrics?: ReadMetrics | undefined;
};

type ReadMetrics = { registry: Registry; read: () => Promise<string> };

/** The composition root: creates every part, hands it what it needs, and starts it. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { logger, mongoUri, sessionSecrets, pagesFolder } = options;
  const { publicUrl, archiveAfterDays } = config;
  const stops = new StopList();
  // The port comes first, so that a port that is taken is reported before anything else is set up.
  const visitors = createVisitors({ ...config, sessionSecrets });
  const http = await openHttpServer({ ...config, setHeaders: securityHeaders(visitors.isSecure) });
  const close = (): Promise<void> => http.closeAfter(() => stops.stopAll());
  try {
    stops.add(() => http.close());

    // The database.
    const onProblem = (problem: string): void => logger.error(problem);
    const { db, close: disconnect } = await connectDatabase({ uri: mongoUri, database: config.mongo.database });
    stops.add(disconnect);
    await setUpDatabase(db, onProblem);
    await ensureMainBoard(db, config.board);

    // Repositories, and what every service uses.
    const { timeZone } = config.board;
    const read = { timeZone };
    const withIndexes = createIndexRepair(db, logger);
    const boardRepository = createBoardRepository(db, { timeZone, onOdd: oddBoardReporter(logger) });
    const slices = new Slices();
    const eventRepository = createEventRepository(db, read, withIndexes, slices);
    const pictureRepository = createPictureRepository(db);
    const pictureUses = createPictureUses(db, read);
    const tombstones = createTombstoneRepository(db);
    const { registry, read: readMetrics } = options.metrics ?? ownMetrics();
    new Gauge({ name: 'board_processes', help: 'Processes that serve this port', registers: [registry] }).set(1);
    const metrics = createFeedMetrics(registry);
    const log = createSecurityLog(logger);
    const status = new StreamStatus(db, clock);
    stops.add(() => status.stop());

    // Services.
    const boards = createBoardService({
      boards: boardRepository,
      creation: config.boardCreation,
      deleteEvents: async (slug) => {
        await eventRepository.deleteBoard(slug);
        await pictureRepository.deleteBoard(slug);
      },
      reserveCover: async ({ id, alt }, here) => ({ id, alt, ...(await pictures.reserve(id, { to: null, here })) }),
    });
    const categories = createBoardCategories({ boards, repository: boardRepository });
    const { sessions, users, isMembersName, accounts, management, passwordReset, noneYet, renamer, watchers } =
      await startAccounts({
        db,
        logger,
        log,
        config,
        events: eventRepository,
        deletePictures: (owner) => pictureRepository.deleteOwned(owner),
        boardTitle: async () => (await boards.find('main'))?.board.title ?? config.board.title,
        authors: createAuthorRepository(db, read),
        isCurrent: () => status.live,
      });
    stops.add(() => renamer.stop());
    const { boardFor, requireStill } = boards;
    const onPictures = { pictures: pictureRepository, uses: pictureUses };
    const pictures = createPictureService({ ...onPictures, boards, limits: config.pictures });
    const { reserve: reservePicture } = pictures;
    const room = new BoardRoom({
      measure: measureBoard(db, withIndexes),
      bounds: config.boardBounds,
      onNearlyFull: nearlyFullReporter(logger),
      clock,
    });
    const onBoards = { boardFor, requireStill, isMembersName, reservePicture, room };
    const events = createEventService({ events: eventRepository, ...onBoards, log, slices });
    const previewCards = createPreviewCards({ boards, events });
    const linkPreviews = createLinkPreviews({ pictures });
    const clearings = createClearingService({
      clearings: createClearingRepository(db, read),
      boardFor,
      slices,
    });
    const presence = new Presence({ presence: createPresenceRepository(db), logger });
    stops.add(() => presence.stop());
    const here: Presence['at'] = (board) => presence.at(board);
    const boardPeople = createBoardPeopleService({ boards, repository: boardRepository, users, events, here, log });
    const importer = createImporter({ db, read, archiveAfterDays, room });

    // Background jobs.
    const onUnreadable = unreadableReporter({ metrics, logger });
    const eventJobs = createEventBackgroundJobs({ db, logger, read, archiveAfterDays, onUnreadable, withIndexes });
    stops.add(() => eventJobs.stop());
    const nameHider = new GuestNameHider({
      names: createGuestNameRepository(db, read),
      boards: () => boardRepository.listHidingNames(),
      logger,
    });
    stops.add(() => nameHider.stop());
    const pictureCollector = new PictureCollector({ ...onPictures, logger });
    stops.add(() => pictureCollector.stop());
    const tombstoneKeeper = new TombstoneKeeper({ tombstones, logger });
    stops.add(() => tombstoneKeeper.stop());

    // The feed.
    const eventSteps = new Observable<EventStep>();
    const feed = await Feed.start({
      db,
      logger,
      metrics,
      clock,
      status,
      slices,
      ...config.feed,
      timeZone,
      restoreCollection: () => setUpEvents(db, onProblem),
      collectionWatchers: [boardWatcher(boards), tombstoneKeeper.boardWatcher, ...watchers],
      eventWatchers: [eventJobs.watcher, tombstoneKeeper.eventWatcher, (step) => eventSteps.notify(step)],
    });
    stops.add(() => feed.close());

    const build = await readBuild(pagesFolder);
    const httpFeed = new HttpFeed({ feed, clock, waiting: metrics.waiting, answers: metrics.httpAnswers });
    // Those with sockets, known once there are sockets.
    let viewers = (_board: string): number => 0;

    const waitingOf = countWaiting(db, read);

    // HTTP first: Socket.IO hands requests that are not its own to the listener that it finds.
    const services = {
      accounts,
      management,
      passwordReset,
      isMembersName,
      boards,
      categories,
      boardPeople,
      events,
      clearings,
      importer,
      pictures,
      previewCards,
      linkPreviews,
      room,
      tombstones,
      feed,
      httpFeed,
      viewers: (board: string) => viewers(board),
      clock,
      build,
      countWaiting: waitingOf,
      hideGuestNames: (board: string) => nameHider.hide(board),
    };
    let isLeaving = false;
    const ready = async (): Promise<boolean> => !isLeaving && status.live && (await isReachable(db));
    const keptAssets = new KeptAssets({ db, pagesFolder, clock, logger });
    const onPages = { pagesFolder, keptAssets };
    const parts = { http, slices, config, logger, log, metrics, readMetrics, sessions, visitors, ...onPages };
    startHttp({ ...parts, ...services, ready });

    // Sockets.
    const { socketsPerAddress: maxSocketsPerAddress } = config.limits;
    const reviews = {
      onEventStep: (listener: (step: EventStep) => void) => eventSteps.subscribe(listener),
      countWaiting: waitingOf,
    };
    const server = { httpServer: http.server, ...visitors, maxSocketsPerAddress, build };
    const onFeed = { feed, metrics, logger, log, clock, boards, presence, sessions };
    const sockets = serveBoards({ ...server, ...onFeed, ...reviews });
    stops.add(() => sockets.close());
    // Before the sockets: they take the server with them, which waits for its open requests.
    stops.add(() => httpFeed.stop());
    viewers = sockets.viewers;

    // After Socket.IO, which would keep its own requests from a listener that it finds.
    const descriptors = await descriptorLimit();
    const bounds = { descriptors, maxPerAddress: 1_000 + maxSocketsPerAddress, addressOf: visitors.connectionGroupOf };
    stops.add(limitConnections(http.server, { clock, log, ...bounds }));

    eventJobs.start();
    nameHider.start();
    renamer.start();
    pictureCollector.start();
    stops.add(keptAssets.start());
    const moveScreens = async (): Promise<void> => {
      isLeaving = true;
      if (!(await sockets.moves.begin())) return;
      // A balancer that does not ask whether this server is ready finds out now.
      http.stopListening();
      await sockets.moves.moveAll();
    };
    const url = publicUrl ?? http.localUrl;
    const signUpUrl = (await noneYet()) ? new URL('/signup', url).href : null;
    return { url, localUrl: http.localUrl, signUpUrl, moveScreens, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function ownMetrics(): ReadMetrics {
  const registry = new Registry();
  return { registry, read: () => registry.metrics() };
}
