import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';

/** What the app hands its pages. */
export type AppContext = { store: BoardStore; session: SessionStore };

/** A board's own address. */
export function boardAddress(slug: string): string {
  return slug === 'main' ? '/' : `/b/${slug}`;
}

/** Where one posts to a board: an address that still says so when the page is loaded anew. */
export function newEventAddress(slug: string): string {
  return slug === 'main' ? '/events/new' : `/b/${slug}/new`;
}

/** Where a board's code leads, whole: for QR codes. */
export function joinAddress(code: string): string {
  return new URL(`/j/${code}`, location.href).href;
}

/** Where a screen shows a board by its own link, whole. */
export function screenAddress(key: string): string {
  return new URL(`/screen/${key}`, location.href).href;
}

/** The address of the page to log in (or sign up) on that leads back to `next`. */
export function addressWithNext(path: '/login' | '/signup', next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`;
}

/** A page says how it is called: the document's title is that and the board's. */
export function tellTitle(page: HTMLElement, title: string): void {
  tell(page, 'page-title', title);
}

/** A page whose address names no board says which one it has turned out to be of; it is made anew with that. */
export function tellBoard(page: HTMLElement, slug: string): void {
  tell(page, 'page-board', slug);
}

function tell(page: HTMLElement, what: string, detail: string): void {
  page.dispatchEvent(new CustomEvent(what, { detail, bubbles: true, composed: true }));
}
