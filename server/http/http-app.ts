import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { contract } from '../../shared/api/contract.ts';
import { usualBodyBytes } from '../../shared/api/call.ts';
import { systemClock } from '../../shared/clock.ts';
import { protocolVersion, serves, versionHeader } from '../../shared/protocol-version.ts';
import {
  clientTooNew,
  clientTooOld,
  invalidRequest,
  methodNotAllowed,
  notFound,
  originForbidden,
  unsupportedMediaType,
} from '../base/problem.ts';
import { addressGroup } from '../base/address-group.ts';
import { encodeJson } from '../base/json-bytes.ts';
import { TextParts } from '../base/packed-text.ts';
import { nameSender, servingSender, type SecurityLog } from '../base/security-log.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { Bodies } from './bodies/bodies.ts';
import { clientAddress, type TrustProxy } from './visitor/client-address.ts';
import { answerError } from './errors.ts';
import { openApiDocument } from './openapi.ts';
import { mayReadMetrics } from './visitor/metrics-access.ts';
import type { OriginPolicy } from './visitor/origin.ts';
import type { KeptAssets } from './pages/kept-assets.ts';
import type { PageAnswer } from './pages/page-answers.ts';
import { servePages } from './pages/serve-pages.ts';
import type { RateLimits } from './visitor/rate-limits.ts';
import { loggedPath, requestLog } from './request-log.ts';
import type { Route } from './route.ts';
import { UnreadAnswers } from './unread-answers.ts';
import { personIn, RequestSession, type SessionCookies } from './visitor/session-cookie.ts';

export type HttpAppOptions = {
  routes: Route[];
  logger: Logger;
  /** In the format of Prometheus. */
  readMetrics: () => Promise<string>;
  metricsToken: string | null;
  originPolicy: OriginPolicy;
  cookies: SessionCookies;
  sessions: Sessions;
  limits: RateLimits;
  log: SecurityLog;
  /** The proxies whose `X-Forwarded-*` headers count. */
  trust: TrustProxy;
  /** Whether MongoDB can be reached and the stream is live. */
  ready: () => Promise<boolean>;
  /** The folder of the built pages; null serves no pages. */
  pagesFolder: string | null;
  keptAssets: Pick<KeptAssets, 'find'>;
  /** The status and head of a page. */
  pageAnswer: (request: Request) => Promise<PageAnswer>;
};

/** What all requests together hold. */
type Bounds = { bodies: Bodies; answers: UnreadAnswers };

/** Calls about the process, which the contract does not have. `/metrics` is not among them: for most it is not there. */
const processCalls = ['/healthz', '/readyz', '/api/openapi.json'].map((path) => ({ method: 'get' as const, path }));

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createHttpApp(options: HttpAppOptions): Express {
  const { routes, logger, readMetrics, trust, log, ready, pagesFolder, keptAssets, pageAnswer } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trust);
  app.set('query parser', 'simple');
  // Routes set their own ETag: an event's version, a snapshot's position.
  app.set('etag', false);

  app.use((request, _response, next) => {
    // Of a connection that was cut off, the requests that had arrived still come.
    if (!request.socket.destroyed) servingSender(clientAddress(request, trust), next);
  });
  app.use(requestLog(logger));
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  app.get('/readyz', async (_request, response) => {
    const isReady = await ready();
    response
      .status(isReady ? 200 : 503)
      .type('text')
      .send(isReady ? 'ready\n' : 'not ready\n');
  });
  app.get('/metrics', async (request, response) => {
    // As if there were nothing: it names boards.
    if (!mayReadMetrics(request, options.metricsToken)) throw notFound();
    response.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await readMetrics());
  });

  app.use('/api', checkVersion, refuseForeignOrigins(options), refuseOtherContent(routes));
  const bounds = { bodies: new Bodies(systemClock), answers: new UnreadAnswers() };
  for (const route of routes) app[route.method](route.path, runRoute(route, bounds, options));
  const description = encodeJson(openApiDocument(contract));
  app.get('/api/openapi.json', (request, response) => {
    response.set('Content-Type', 'application/json; charset=utf-8');
    bounds.answers.send(response, description, addressGroup(clientAddress(request, trust)));
  });
  app.use(refuseOtherMethods([...routes, ...processCalls]));
  app.use('/api', () => {
    throw notFound();
  });

  if (pagesFolder !== null)
    servePages(app, pagesFolder, {
      answerOf: pageAnswer,
      findKept: (name) => keptAssets.find(name),
      send: (request, response, body) =>
        bounds.answers.send(response, body, addressGroup(clientAddress(request, trust))),
    });
  app.use(() => {
    throw notFound();
  });
  app.use(answerError(logger, log));
  return app;
}

function runRoute(route: Route, { bodies, answers }: Bounds, { cookies, sessions, limits, trust }: HttpAppOptions) {
  const { upload, bodyBytes = usualBodyBytes } = route.call;
  const rule = { maxBytes: upload?.maxBytes ?? bodyBytes, isFile: upload !== undefined };
  return async (request: Request, response: Response): Promise<void> => {
    const session = await RequestSession.open(request, response, cookies, sessions);
    nameSender(session.person);
    const caller = { address: clientAddress(request, trust), person: session.person };
    if (!safeMethods.has(request.method)) limits.write(caller);
    const receive = async (): Promise<Buffer> => {
      const bytes = await bodies.receive(request, addressGroup(caller.address), rule);
      await session.refresh();
      return bytes;
    };
    const { status, body, headers = {} } = await route.run(request, session, caller, receive);
    response.status(status);
    if (route.call.personal === true) response.set('Cache-Control', 'no-store');
    const holder = addressGroup(caller.address);
    if (body === undefined) return void response.set(headers).end();
    if (body instanceof TextParts) return answers.sendParts(response.set(headers), body, holder);
    const isJson = !Buffer.isBuffer(body);
    response.set(isJson ? { 'Content-Type': 'application/json; charset=utf-8', ...headers } : headers);
    answers.send(response, isJson ? encodeJson(body) : body, holder);
  };
}

/** Every answer names the server's version; a request that names one it does not serve gets no further. */
function checkVersion(request: Request, response: Response, next: NextFunction): void {
  response.set(versionHeader, String(protocolVersion));
  const named = request.get(versionHeader) ?? '1';
  if (!/^\d{1,9}$/.test(named))
    throw invalidRequest([{ path: versionHeader, message: `Must be a number, such as ${protocolVersion}.` }]);
  const served = serves(Number(named));
  if (served === 'older') throw clientTooOld();
  if (served === 'newer') throw clientTooNew();
  next();
}

function refuseForeignOrigins({ originPolicy, cookies, sessions, log }: HttpAppOptions) {
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    if (safeMethods.has(request.method) || originPolicy.allows(request)) return next();
    nameSender(await personIn(request, cookies, sessions));
    log.record('malicious_cross_site', { path: loggedPath(request) });
    throw originForbidden();
  };
}

/**
 * Accepts only JSON and calendars as bodies. A form on another site can send neither. A compressed body is refused: a
 * few bytes of it would become many.
 */
function refuseOtherContent(routes: readonly Route[]) {
  const uploads = routes.flatMap(({ path, call: { upload } }) =>
    upload === undefined ? [] : [{ pattern: patternOf(path), type: upload.type }],
  );
  return (request: Request, _response: Response, next: NextFunction): void => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody) return next();
    if ((request.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity')
      throw unsupportedMediaType('Send the body uncompressed, without Content-Encoding.');
    const type =
      uploads.find(({ pattern }) => pattern.test(request.baseUrl + request.path))?.type ?? 'application/json';
    if (request.is(type) !== false) return next();
    throw unsupportedMediaType(
      type === 'application/json'
        ? 'Send JSON, with Content-Type: application/json.'
        : `Send a file, with Content-Type: ${type}.`,
    );
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`, 'i');
}

/** Comes after all calls: an address of one of them takes none of its methods here. */
function refuseOtherMethods(calls: readonly Pick<Route, 'method' | 'path'>[]) {
  const patterns = calls.map(({ path, method }) => ({ method, pattern: patternOf(path) }));
  return (request: Request, _response: Response, next: NextFunction): void => {
    const methods = patterns.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) return next();
    // Express answers HEAD as it answers GET.
    throw methodNotAllowed(methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])));
  };
}
