declare const self: ServiceWorkerGlobalScope;

/** The page's own files; the build writes them here, see `vite.config.ts`. */
declare const projectorFiles: { build: string; paths: string[] };

/**
 * Lets the projector's page start without the network: its files are in a cache for each build. It caches nothing else;
 * the page itself stores the board's events.
 *
 * Registered only for a projector's address (`scope`), so it serves no other page.
 */
const { build, paths } = projectorFiles;
/** The page's address without its query, which does not change the file. */
const pagePath = new URL(self.registration.scope).pathname;
/** Each projector has its own cache: an updated one must not delete another's files. */
const ownCaches = `projector ${pagePath} `;
const cacheName = ownCaches + build;
/** How long a starting screen waits for the network. */
const patienceMs = 3_000;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // All or nothing: a page needs all of its files.
  await Promise.all(
    [pagePath, ...paths].map(async (path) => {
      const response = await fetch(path, { cache: 'reload' });
      const isOurs = path === pagePath ? await isOurPage(response) : response.ok && !isHtml(response);
      if (!isOurs) throw new Error(`not the board's: ${path}`);
      await cache.put(path, response);
    }),
  );
  await self.skipWaiting();
}

function isHtml({ headers }: Response): boolean {
  return headers.get('Content-Type')?.includes('html') === true;
}

/** A network where one has to log in first answers with a page of its own, or sends the browser to one. */
async function isOurPage(response: Response): Promise<boolean> {
  return isHtml(response) && (await response.clone().text()).includes('<meta name="build"');
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(ownCaches) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function cached(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName, ignoreVary: true });
}

/** The page from the server, since it may be newer; from the cache if the server itself does not answer. */
async function page(request: Request): Promise<Response> {
  const own = await cached(pagePath);
  if (own === undefined) return fetch(request);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    return response.status < 500 && (await isOurPage(response)) ? response : own;
  } catch {
    return own;
  }
}

/** A file whose name holds its hash never changes. */
async function file(request: Request): Promise<Response> {
  return (await cached(request.url)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});
