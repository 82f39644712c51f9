/** Which page an address shows. */
export type PageRoute =
  | { page: 'board'; board: string }
  | { page: 'new-event' }
  | { page: 'event'; id: string }
  | { page: 'not-found' };

export function routeOf(path: string): PageRoute {
  if (path === '/') return { page: 'board', board: 'main' };
  const board = /^\/b\/([a-z0-9-]+)\/?$/.exec(path)?.[1];
  if (board !== undefined) return { page: 'board', board };
  if (path === '/events/new') return { page: 'new-event' };
  const id = /^\/events\/([0-9a-fA-F]+)\/?$/.exec(path)?.[1];
  return id === undefined ? { page: 'not-found' } : { page: 'event', id: id.toLowerCase() };
}

/** The address of a click that this page can follow without loading anew; null for any other click. */
export function internalLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.composedPath().find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement && target.href !== '');
  if (link === undefined || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return null;
  if (link.hash !== '' && link.pathname === location.pathname) return null;
  return routeOf(link.pathname).page === 'not-found' ? null : link.pathname + link.search;
}
