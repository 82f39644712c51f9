import { freshMs } from '../board/fresh-events.ts';

/** After this long an unseen new post is no longer news. */
const staleNewsMs = 3 * 60_000;
/** Pages never turn faster than this by themselves. */
const minStayMs = 3_000;
/** After this many pages with new posts the round continues, so that a posting class does not hold up the rest. */
const maxVisits = 3;
/** More at once are an import, which is not shown event by event. */
const maxNewsAtOnce = 20;

type News = { arrivedAt: number; seenAt: number | null };

/**
 * Decides which page is on the screen: each in turn; a page with a new post at once, then back to where it was. All
 * times are milliseconds of the caller's clock.
 */
export class ProjectorRotation {
  pageMs: number;
  #pages: readonly (readonly string[])[] = [];
  #index = 0;
  #shownSince: number;
  #paused = false;
  #covered = false;
  readonly #news = new Map<string, News>();
  /** An event on the page to return to after new posts; null if nothing was interrupted. */
  #interrupted: string | null = null;
  #visits = 0;

  constructor({ pageMs, now }: { pageMs: number; now: number }) {
    this.pageMs = pageMs;
    this.#shownSince = now;
  }

  get index(): number {
    return this.#index;
  }

  get count(): number {
    return this.#pages.length;
  }

  get paused(): boolean {
    return this.#paused;
  }

  isNew(id: string): boolean {
    return this.#news.has(id);
  }

  /** How many new posts have not been on the screen. */
  get waiting(): number {
    return [...this.#news.values()].filter(({ seenAt }) => seenAt === null).length;
  }

  /** No new post is being shown, and nobody is using it. */
  get isQuiet(): boolean {
    return !this.#paused && !this.#covered && this.#news.size === 0;
  }

  /** Takes the current pages. The page on the screen stays if its events still exist. */
  setPages(pages: readonly (readonly string[])[], now: number): void {
    const shown = this.#pages[this.#index] ?? [];
    this.#pages = pages;
    const anchor = shown.map((id) => this.#pageOf(id)).find((index) => index !== -1);
    this.#index = Math.max(Math.min(anchor ?? this.#index, pages.length - 1), 0);
    for (const id of this.#news.keys()) if (this.#pageOf(id) === -1) this.#news.delete(id);
    this.#see(now);
  }

  /** These events have just arrived. */
  announce(ids: readonly string[], now: number): void {
    if (ids.length > maxNewsAtOnce) return;
    for (const id of ids) this.#news.set(id, { arrivedAt: now, seenAt: null });
    this.#see(now);
  }

  forget(id: string): void {
    this.#news.delete(id);
  }

  /** Turns the page if it is time. Returns whether anything has changed. */
  tick(now: number): boolean {
    const expired = this.#expire(now);
    const turned = !this.#paused && !this.#covered && this.#turnIfDue(now);
    this.#see(now);
    return expired || turned;
  }

  /** Turns pages by hand, forward or back. */
  turn(by: number, now: number): void {
    this.#interrupted = null;
    this.#visits = 0;
    this.#go(this.#index + by, now);
    this.#see(now);
  }

  togglePause(now: number): void {
    this.#paused = !this.#paused;
    this.#shownSince = now;
  }

  /** The pages wait while something else covers them. */
  cover(covered: boolean, now: number): void {
    this.#covered = covered;
    this.#shownSince = now;
    this.#see(now);
  }

  #turnIfDue(now: number): boolean {
    const stayed = now - this.#shownSince;
    const visiting = this.#visits > 0;
    const pointsOut = (this.#pages[this.#index] ?? []).some((id) => this.#news.has(id));
    if (stayed < (visiting || pointsOut ? freshMs : minStayMs)) return false;
    const target = this.#visits < maxVisits ? this.#pageOfNews() : -1;
    if (target !== -1) {
      this.#interrupted ??= this.#pages[this.#index]?.[0] ?? null;
      this.#visits += 1;
      return this.#go(target, now);
    }
    if (visiting) return this.#resume(now);
    // New posts come first, but a page with constant news does not stay forever.
    const due = stayed >= (pointsOut ? 2 : 1) * this.pageMs;
    return due && this.#go(this.#index + 1, now);
  }

  #resume(now: number): boolean {
    const page = this.#interrupted === null ? -1 : this.#pageOf(this.#interrupted);
    this.#interrupted = null;
    this.#visits = 0;
    return this.#go(page === -1 ? this.#index : page, now);
  }

  #go(index: number, now: number): boolean {
    const before = this.#index;
    this.#index = this.#pages.length === 0 ? 0 : (index + this.#pages.length) % this.#pages.length;
    this.#shownSince = now;
    return this.#index !== before;
  }

  /** The page of the oldest new post that was not on the screen yet; -1 for none. */
  #pageOfNews(): number {
    for (const [id, { seenAt }] of this.#news) {
      const page = seenAt === null ? this.#pageOf(id) : -1;
      if (page !== -1) return page;
    }
    return -1;
  }

  #pageOf(id: string): number {
    return this.#pages.findIndex((page) => page.includes(id));
  }

  #see(now: number): void {
    if (this.#covered) return;
    for (const id of this.#pages[this.#index] ?? []) {
      const news = this.#news.get(id);
      if (news !== undefined) news.seenAt ??= now;
    }
  }

  #expire(now: number): boolean {
    const before = this.#news.size;
    for (const [id, { arrivedAt, seenAt }] of this.#news) {
      if (seenAt === null ? now - arrivedAt >= staleNewsMs : now - seenAt >= freshMs) this.#news.delete(id);
    }
    return this.#news.size < before;
  }
}
