import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';

/** What the app passes to its pages. */
export type AppContext = { store: BoardStore; session: SessionStore };

/** A dialog that removes itself when it closes. */
export type Dialog = HTMLElement & { show(): Promise<void> };

/** Asks the app to open a dialog, whose code is loaded then. `name` says what could not be opened if that fails. */
export type DialogRequest = { name: string; make: (session: SessionStore, slug: string) => Promise<Dialog> };

/** The address of a board's page. */
export function boardAddress(slug: string): string {
  return slug === 'main' ? '/' : `/b/${slug}`;
}

/** The address of a board's page for posting. It names the board, so that a reload stays with it. */
export function newEventAddress(slug: string): string {
  return slug === 'main' ? '/events/new' : `/b/${slug}/new`;
}

/** The absolute address of a join code, for QR codes. */
export function joinAddress(code: string): string {
  return new URL(`/j/${code}`, location.href).href;
}

/** The absolute address of a screen's link. */
export function screenAddress(key: string): string {
  return new URL(`/screen/${key}`, location.href).href;
}

/** The address of the page to log in (or sign up) on that leads back to `next`. */
export function addressWithNext(path: '/login' | '/signup', next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`;
}

/** Sets the page's part of the document title; the board's title follows it. */
export function setPageTitle(page: HTMLElement, title: string): void {
  dispatch(page, 'page-title', title);
}

/** Sets the board of a page whose address names none. The app then creates the page again with that board. */
export function setPageBoard(page: HTMLElement, slug: string): void {
  dispatch(page, 'page-board', slug);
}

function dispatch(page: HTMLElement, what: string, detail: string): void {
  page.dispatchEvent(new CustomEvent(what, { detail, bubbles: true, composed: true }));
}
