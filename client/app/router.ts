import type { TemplateResult } from 'lit';

/** An address as a page sees it: the parts of the path that its pattern names, and the query. */
export type Place = { params: Readonly<Record<string, string>>; query: URLSearchParams };

export type PageEntry<Context> = {
  /** Such as `/events/:id`; the first match wins. */
  path: string;
  /** Loads the page's code; absent if it is loaded with the app. */
  load?: () => Promise<unknown>;
  /** Without the app's header and frame. */
  bare?: boolean;
} & (
  | { render: (place: Place, context: Context) => TemplateResult }
  /** For pages that need no board or find their own. */
  | { renderAlone: (place: Place, context: Omit<Context, 'store'>) => TemplateResult }
);

export type Match<Context> = { page: PageEntry<Context>; place: Place };

/** Returns the page for an address; null if there is none. */
export function matchPage<Context>(
  pages: readonly PageEntry<Context>[],
  { pathname, searchParams }: URL,
): Match<Context> | null {
  const parts = pathname.split('/').filter((part) => part !== '');
  for (const page of pages) {
    const params = matchPath(
      page.path.split('/').filter((part) => part !== ''),
      parts,
    );
    if (params !== null) return { page, place: { params, query: searchParams } };
  }
  return null;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    const part = parts[index]!;
    if (name.startsWith(':')) params[name.slice(1)] = safelyDecoded(part);
    else if (name !== part) return null;
  }
  return params;
}

function safelyDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export type Arrival = {
  url: URL;
  /** `push`: a link was followed. `pop`: back or forward. `replace`: the same page under another query. */
  how: 'push' | 'pop' | 'replace';
  /** The scroll position when the page was left; 0 for a new page. */
  scrollY: number;
};

/** The target of a click on a plain link to a page of this app; null for clicks that the browser should handle. */
export function linkOf(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const anchor = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  if (
    anchor === undefined ||
    anchor.target !== '' ||
    anchor.hasAttribute('download') ||
    anchor.getAttribute('href')?.startsWith('#') === true
  )
    return null;
  const url = new URL(anchor.href);
  return url.origin === location.origin && !url.pathname.startsWith('/api/') ? url : null;
}

/** Follows links and the history without reloading the document. Returns a function that stops it. */
export function followHistory(arrive: (arrival: Arrival) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  history.scrollRestoration = 'manual';
  document.addEventListener(
    'click',
    (event) => {
      const url = linkOf(event);
      if (url === null) return;
      event.preventDefault();
      navigate(url);
    },
    { signal },
  );
  window.addEventListener(
    'popstate',
    (event) => {
      const { scrollY = 0 } = (event.state ?? {}) as { scrollY?: number };
      arrive({ url: new URL(location.href), how: 'pop', scrollY });
    },
    { signal },
  );
  document.addEventListener(navigationEvent, (event) => arrive((event as CustomEvent<Arrival>).detail), { signal });
  return () => stop.abort();
}

const navigationEvent = 'board-navigation';

/** Goes to a page of this app. */
export function navigate(to: URL | string): void {
  const url = new URL(to, location.href);
  history.replaceState({ scrollY: window.scrollY }, '');
  history.pushState(null, '', url);
  document.dispatchEvent(new CustomEvent<Arrival>(navigationEvent, { detail: { url, how: 'push', scrollY: 0 } }));
}

/** Replaces the query of the current address without adding to the history. */
export function replaceQuery(query: URLSearchParams): void {
  const url = new URL(location.href);
  url.search = query.toString();
  history.replaceState(history.state, '', url);
  document.dispatchEvent(new CustomEvent<Arrival>(navigationEvent, { detail: { url, how: 'replace', scrollY: 0 } }));
}
