import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedStatus } from '../../../client/feed/board-feed.ts';
import type { FeedNews } from '../../../client/feed/feed-news.ts';
import { Observable } from '../../../shared/observable.ts';
import { ProjectorRotation } from '../../../client/projector/projector-rotation.ts';
import { dimAfterMs, ProjectorView, type Truth } from '../../../client/projector/projector-view.ts';
import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { boardOf } from '../../support/board/stored-board.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { stubLocalStorage } from '../../support/stub-storage.ts';

const board = boardOf({ title: 'Riverside School' });
const choir = boardEvent({ id: 'a'.repeat(24), name: 'Choir' });
const chess = boardEvent({ id: 'b'.repeat(24), name: 'Chess', details: 'a long story', link: 'https://chess.example' });

/** A store without a server. */
class FakeStore {
  readonly slug = 'main';
  readonly timeZone = 'UTC';
  board: Board | null = null;
  readonly #boardNews = new Observable();
  readonly #feedNews = new Observable<FeedNews>();
  readonly feed = {
    status: { state: 'loading' } as FeedStatus,
    events: new LiveSet(),
    viewers: 0,
    build: null,
    onChange: (listener: (news: FeedNews) => void) => this.#feedNews.subscribe(listener),
  };

  onChange(listener: () => void): () => void {
    return this.#boardNews.subscribe(listener);
  }

  live(...events: BoardEvent[]): void {
    this.board = board;
    this.feed.status = { state: 'live' };
    this.feed.events.reset(events);
    this.#boardNews.notify();
    this.#feedNews.notify({ changes: [], reset: true });
  }

  archive(): void {
    this.board = { ...board, archived: true };
    this.#boardNews.notify();
  }

  status(status: FeedStatus): void {
    this.feed.status = status;
    this.#feedNews.notify({ changes: [], reset: false });
  }

  apply(...changes: FeedNews['changes']): void {
    for (const change of changes) this.feed.events.apply(change);
    this.#feedNews.notify({ changes, reset: false });
  }
}

describe('what the projector claims', () => {
  const stored = new Map<string, string>();
  const stops: (() => void)[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T10:00:00Z') });
    stubLocalStorage(stored);
  });

  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    stored.clear();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function start() {
    const source = new FakeStore();
    const rotation = new ProjectorRotation({ pageMs: 12_000, now: 0 });
    const view = new ProjectorView({
      source: source as unknown as ConstructorParameters<typeof ProjectorView>[0]['source'],
      rotation,
    });
    stops.push(view.start());
    return { source, view, rotation, names: () => view.rows.map(({ name }) => name) };
  }

  it('[PROJECTOR-7] live while the feed is; else the time of its last state, and dimmed after 30 s', () => {
    const { source, view } = start();
    const told: Truth[] = [];
    view.onChange(() => told.push(view.truth));
    expect(view.truth).toEqual({ state: 'loading' });
    source.live(choir);
    expect(view.truth).toEqual({ state: 'live' });
    const asOf = new Date();
    source.status({ state: 'stale', asOf });
    expect(view.truth).toEqual({ state: 'behind', asOf, catchingUp: false, dimmed: false });
    vi.advanceTimersByTime(dimAfterMs);
    expect(view.truth).toMatchObject({ dimmed: false });
    vi.advanceTimersByTime(1_000);
    expect(view.truth).toMatchObject({ dimmed: true });
    expect(told.at(-1)).toEqual({ state: 'behind', asOf, catchingUp: false, dimmed: true });
    source.live(choir);
    expect(told.at(-1)).toEqual({ state: 'live' });
  });

  it('[PROJECTOR-20] an archived board is known as such, also without the network', () => {
    const first = start();
    first.source.live(choir);
    expect(first.view.archived).toBe(false);
    first.source.archive();
    expect(first.view.archived).toBe(true);
    for (const stop of stops.splice(0)) stop();
    expect(start().view.archived).toBe(true);
  });

  it('[PROJECTOR-8] a stored board that cannot be read is left out, and so is a single event', () => {
    const [boardKey, asOfKey] = ['board.projector.main', 'board.projector.main.as-of'];
    const good = {
      title: 'Riverside',
      timeZone: 'Europe/Berlin',
      events: [choir, null, { ...chess, start: 'soon' }, 7],
      since: '2026-11-23T09:00:00.000Z',
    };
    const asOf = `${good.since} ${new Date().toISOString()}`;
    for (const [stored, at] of [
      ['{', asOf],
      ['null', asOf],
      [JSON.stringify({ ...good, title: 7 }), asOf],
      [JSON.stringify({ ...good, timeZone: 'Mars/X' }), asOf],
      [JSON.stringify({ ...good, events: {} }), asOf],
      [JSON.stringify({ ...good, since: undefined }), asOf],
      [JSON.stringify({ ...good, since: 'yesterday' }), asOf],
      [JSON.stringify(good), `${good.since} yesterday`],
    ] as const) {
      keep(boardKey, stored, asOfKey, at);
      expect(start().view.truth, `${stored} ${at}`).toEqual({ state: 'loading' });
    }
    keep(boardKey, JSON.stringify(good), asOfKey, asOf);
    const { view, names } = start();
    expect([view.truth.state, names()]).toEqual(['behind', ['Choir']]);
  });
  const keep = (...[boardKey, board, asOfKey, asOf]: [string, string, string, string]): void => {
    for (const stop of stops.splice(0)) stop();
    stored.set(boardKey, board).set(asOfKey, asOf);
  };

  it('[PROJECTOR-19] where there is no room to store the board, no other is shown as of a time when it was not right', () => {
    let room = Infinity;
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      removeItem: (key: string) => stored.delete(key),
      setItem: (key: string, value: string) => {
        const others = [...stored].reduce((sum, [of, text]) => sum + (of === key ? 0 : text.length), 0);
        if (others + value.length > room) throw new DOMException('full', 'QuotaExceededError');
        stored.set(key, value);
      },
    });
    const first = start();
    first.source.live();
    vi.advanceTimersByTime(60_000);
    // There is room for a time, and none for a board with events.
    room = [...stored.values()].join('').length + 20;
    first.source.live(choir, chess);
    vi.advanceTimersByTime(120_000);
    for (const stop of stops.splice(0)) stop();
    expect(start().view.truth).toEqual({ state: 'loading' });
    for (const stop of stops.splice(0)) stop();

    const second = start();
    second.source.live(choir);
    room = Infinity;
    vi.advanceTimersByTime(60_000);
    for (const stop of stops.splice(0)) stop();
    // Once there is room, the board is stored without another change.
    expect([start().names(), start().view.truth.state]).toEqual([['Choir'], 'behind']);
  });

  it('[PROJECTOR-15] dims in time after a cut although the clock is set back', () => {
    const { source, view } = start();
    source.live(choir);
    source.status({ state: 'stale', asOf: new Date() });
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(dimAfterMs);
    expect(view.truth).toMatchObject({ dimmed: false });
    source.status({ ...source.feed.status, state: 'catching-up' } as FeedStatus);
    vi.advanceTimersByTime(1_000);
    expect(view.truth).toMatchObject({ dimmed: true });
    source.live(choir);
    source.status({ state: 'stale', asOf: new Date() });
    expect(view.truth).toMatchObject({ dimmed: false });
  });

  it('[PROJECTOR-15] after the clock was set back, what is kept for the next start has its time, and old data is dimmed', () => {
    const first = start();
    first.source.live(choir);
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(2_000);
    for (const stop of stops.splice(0)) stop();
    const again = start().view;
    expect(again.truth).toMatchObject({ state: 'behind', dimmed: false });
    vi.advanceTimersByTime(dimAfterMs + 1_000);
    expect(again.truth).toMatchObject({ dimmed: true });
    for (const stop of stops.splice(0)) stop();
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(start().view.truth).toMatchObject({ state: 'behind', dimmed: true });
  });

  it('[PROJECTOR-8] a screen that starts without the network shows the board it last showed, with its age', () => {
    const first = start();
    first.source.live(choir, chess);
    vi.advanceTimersByTime(60_000);
    for (const stop of stops.splice(0)) stop();
    vi.setSystemTime(new Date('2026-11-24T07:00:00Z'));

    const { view, source, names } = start();
    expect([names(), view.title, view.timeZone]).toEqual([['Choir', 'Chess'], 'Riverside School', 'Europe/Berlin']);
    expect(view.truth).toMatchObject({ state: 'behind', dimmed: true });
    const { asOf } = view.truth as Extract<Truth, { state: 'behind' }>;
    expect(Math.abs(asOf.getTime() - Date.parse('2026-11-23T10:01:00Z'))).toBeLessThanOrEqual(31_000);
    source.status({ state: 'failed', code: 'unreachable', detail: '' });
    expect([names(), view.truth.state]).toEqual([['Choir', 'Chess'], 'behind']);
    source.live(choir);
    expect([names(), view.truth.state]).toEqual([['Choir'], 'live']);
  });

  it('[PROJECTOR-6] a removed event is gone at once, also from the storage for the next start', () => {
    const { source, names } = start();
    source.live(choir, chess);
    expect([...stored.values()].join()).toContain('Chess');
    // No more is stored than is shown.
    expect([...stored.values()].join()).not.toMatch(/a long story|chess\.example/);
    source.apply({ remove: chess.id });
    expect(names()).toEqual(['Choir']);
    expect([...stored.values()].join()).not.toContain('Chess');
    source.status({ state: 'failed', code: 'board_not_found', detail: '' });
    expect([stored.size, names()]).toEqual([0, []]);
  });

  it('[PROJECTOR-5] a new event is news; one that was there, changed, or came and went is not', () => {
    const { source, rotation } = start();
    source.live(choir);
    expect(rotation.waiting).toBe(0);
    source.apply({ put: { ...choir, name: 'Choir, again', version: 2 } });
    source.apply({ put: chess }, { remove: chess.id });
    expect(rotation.waiting).toBe(0);
    source.apply({ put: chess });
    expect([rotation.waiting, rotation.isNew(chess.id)]).toEqual([1, true]);
    source.apply({ remove: chess.id });
    expect(rotation.waiting).toBe(0);
  });

  it('[PROJECTOR-13] of a repeating event only the next dates are shown, and those that differ', () => {
    const { source, names } = start();
    const dates = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29'];
    const club = (index: number) =>
      boardEvent({
        id: String(index).repeat(24),
        name: `Club ${index}`,
        start: dates[index]!,
        startsAt: `${dates[index]!}T00:00:00.000Z`,
        endsAt: `${dates[index]!}T23:00:00.000Z`,
        series: { id: '0'.repeat(24), rule: 'FREQ=WEEKLY;COUNT=6', occurrence: dates[index]! },
        cancelled: index === 4,
      });
    source.live(...dates.map((_, index) => club(index)));
    expect(names()).toEqual(['Club 0', 'Club 1', 'Club 2', 'Club 4']);
    source.apply({ remove: club(0).id });
    expect(names()).toEqual(['Club 1', 'Club 2', 'Club 3', 'Club 4', 'Club 5']);
  });
});
