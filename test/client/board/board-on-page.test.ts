import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedStatus } from '../../../client/feed/board-feed.ts';
import type { FeedNews } from '../../../client/feed/feed-news.ts';
import { BoardOnPage, type BoardSource } from '../../../client/board/board-on-page.ts';
import { Composing, composingMs } from '../../../client/board/composing.ts';
import { Observable } from '../../../shared/observable.ts';
import type { PendingPost } from '../../../client/feed/outbox.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const choir = boardEvent({ id: 'a'.repeat(24), name: 'Choir', start: '2999-12-01', end: null });
const chess = boardEvent({ id: 'b'.repeat(24), name: 'Chess', start: '2999-12-02', end: null });
const swim = boardEvent({ id: 'c'.repeat(24), name: 'Swimming', start: '2999-12-03', end: null });

/** A store without a server. */
class FakeStore {
  readonly slug = 'main';
  readonly timeZone = 'UTC';
  readonly boardNews = new Observable();
  readonly #feedNews = new Observable<FeedNews>();
  readonly outbox = { pending: [] as PendingPost[], onChange: () => () => undefined };
  readonly feed = {
    status: { state: 'live' } as FeedStatus,
    events: new LiveSet(),
    onChange: (listener: (news: FeedNews) => void) => this.#feedNews.subscribe(listener),
  };
  readonly onChange = (listener: () => void) => this.boardNews.subscribe(listener);

  apply(...changes: FeedNews['changes']): void {
    for (const change of changes) this.feed.events.apply(change);
    this.#feedNews.notify({ changes, reset: false });
  }

  notifyReset(): void {
    this.#feedNews.notify({ changes: [], reset: true });
  }
}

describe('a board while somebody writes beside it', () => {
  let store: FakeStore;
  let view: BoardOnPage;
  let stop: () => void;
  const said: string[] = [];
  const names = () => view.agenda.upcoming.flatMap(({ events }) => events.map(({ name }) => name));

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-24T10:00:00Z') });
    vi.stubGlobal('document', {
      visibilityState: 'visible',
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    said.length = 0;
    store = new FakeStore();
    view = new BoardOnPage({
      source: store as unknown as BoardSource,
      author: () => ({ name: 'Lena', member: false }),
      announce: (sentence) => void said.push(sentence),
    });
    stop = view.start();
    store.apply({ put: choir });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('[PAGE-9] has the status of the feed that its agenda shows, not a newer one', () => {
    store.feed.status = { state: 'catching-up', asOf: new Date() };
    store.feed.events.apply({ put: chess });
    expect([view.status.state, names()]).toEqual(['live', ['Choir']]);
    store.notifyReset();
    expect([view.status.state, names()]).toEqual(['catching-up', ['Choir', 'Chess']]);
  });

  it('[PAGE-17] holds back new events, counts and announces them, and draws them when the person is done', () => {
    view.hold(true);
    store.apply({ put: chess }, { put: swim });
    expect([names(), view.heldCount]).toEqual([['Choir'], 2]);
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual(['New: Choir, on Sun, Dec 1, 2999', '2 new, next on Mon, Dec 2, 2999']);
    view.hold(false);
    expect([names(), view.heldCount]).toEqual([['Choir', 'Chess', 'Swimming'], 0]);
    expect([...view.fresh]).toEqual([chess.id, swim.id]);
  });

  it('[PAGE-17] draws changed and removed events at once, and never those that came and went or do not pass the filter', () => {
    view.hold(true);
    store.apply({ put: chess }, { put: { ...choir, name: 'Choir, later', version: 2 } });
    expect([names(), view.heldCount]).toEqual([['Choir, later'], 1]);
    store.apply({ put: { ...chess, name: 'Chess for all', version: 2 } }, { put: swim }, { remove: swim.id });
    expect(view.heldCount).toBe(1);
    store.apply({ remove: choir.id });
    expect(names()).toEqual([]);
    view.hold(false);
    expect(names()).toEqual(['Chess for all']);
    view.select({ q: 'choir' });
    view.hold(true);
    store.apply({ put: swim });
    expect([names(), view.heldCount]).toEqual([[], 0]);
  });

  it('[PAGE-17] keeps holding events back when the board’s rules change, and stops when the selection changes', () => {
    view.hold(true);
    store.apply({ put: chess }, { put: swim });
    store.boardNews.notify();
    expect([names(), view.heldCount]).toEqual([['Choir'], 2]);
    view.select({ q: 'chess' });
    expect([names(), view.heldCount]).toEqual([['Chess'], 0]);
  });
});

describe('writing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('[PAGE-17] begins with a keystroke, and ends a while after the last one or when the form loses the focus', () => {
    const told: boolean[] = [];
    const composing = new Composing((now) => told.push(now));
    composing.end();
    composing.recordKeystroke();
    vi.advanceTimersByTime(composingMs - 1);
    composing.recordKeystroke();
    vi.advanceTimersByTime(composingMs - 1);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([true, false]);
    composing.recordKeystroke();
    composing.end();
    vi.advanceTimersByTime(composingMs);
    expect(told).toEqual([true, false, true, false]);
  });

  it('[PAGE-17] does not end by itself while the button that shows new events has the focus', () => {
    const told: boolean[] = [];
    let atButton = true;
    const composing = new Composing(
      (now) => told.push(now),
      () => atButton,
    );
    composing.recordKeystroke();
    vi.advanceTimersByTime(3 * composingMs);
    expect(told).toEqual([true]);
    atButton = false;
    vi.advanceTimersByTime(composingMs);
    expect(told).toEqual([true, false]);
    atButton = true;
    composing.recordKeystroke();
    composing.end();
    expect(told).toEqual([true, false, true, false]);
  });
});
