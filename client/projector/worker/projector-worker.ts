declare const self: ServiceWorkerGlobalScope;

/** The page's own files; the build writes them here, see `vite.config.ts`. */
declare const projectorFiles: { build: string; paths: string[] };

/**
 * Lets the projector's page start while the network is away: its files lie in a cache of the build's own. It takes
 * nothing else upon itself; what is on the board the page keeps.
 *
 * Registered for one projector's address and no other (`scope`), so no other page is ever served from here.
 */
const { build, paths } = projectorFiles;
/** The page's address without its query, which changes nothing of the page's own file. */
const pagePath = new URL(self.registration.scope).pathname;
/** Each projector has its own: one that is up to date must not take away another's files. */
const ownCaches = `projector ${pagePath} `;
const cacheName = ownCaches + build;
/** Past that a screen that starts has waited for the network long enough. */
const patienceMs = 3_000;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // All or nothing: a page without one of its files is none.
  await cache.addAll([pagePath, ...paths].map((path) => new Request(path, { cache: 'reload' })));
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(ownCaches) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function kept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName, ignoreVary: true });
}

/** The page as the server has it, since that may be a newer one; as it was kept, where the server is away or in trouble. */
async function page(request: Request): Promise<Response> {
  const own = await kept(pagePath);
  if (own === undefined) return fetch(request);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    return response.status >= 500 ? own : response;
  } catch {
    return own;
  }
}

/** A file whose name holds its hash never changes. */
async function file(request: Request): Promise<Response> {
  return (await kept(request.url)) ?? fetch(request);
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
