import type { BoardEvent } from '../../shared/event.ts';
import type { Session } from '../../shared/session.ts';
import { listMyEvents } from '../api/account-api.ts';
import type { Outbox } from '../feed/outbox.ts';
import type { Observable } from '../../shared/observable.ts';
import { stopAll } from '../ui/stop-all.ts';
import { onTick } from '../ui/today.ts';

type SessionOnPage = { session: Session };

type Store = {
  slug: string;
  outbox: Pick<Outbox, 'pending' | 'hold' | 'confirm'>;
  posting: { take: (event: BoardEvent) => void };
  ownNews: Pick<Observable, 'subscribe'>;
};

/** Longer than anybody's list of posts that matter now. */
const patienceMs = 10_000;

/**
 * Keeps a person's own posts that wait for approval on their board, also after a reload, and tells the form what became
 * of them: the public feed says nothing of posts that nobody approved. Returns a function that stops it.
 */
export function followOwnPosts(store: Store, session: SessionOnPage): () => void {
  const abort = new AbortController();
  let asking = new AbortController();
  const ask = async (): Promise<void> => {
    // The newest answer counts.
    asking.abort();
    asking = new AbortController();
    const { user, guest } = session.session;
    if (user === null && guest === null) return;
    const known = new Set(store.outbox.pending.map(({ post }) => post.id));
    const signal = AbortSignal.any([abort.signal, asking.signal, AbortSignal.timeout(patienceMs)]);
    // Without an answer everything stays as it is until the next time.
    const page = await listMyEvents(null, signal).catch(() => null);
    if (page === null || signal.aborted) return;
    const here = page.events.filter(({ board }) => board === store.slug);
    const waiting = new Map(here.filter(({ status }) => status === 'pending').map((event) => [event.id, event]));
    const held = store.outbox.pending.filter(({ state }) => state === 'waiting').map(({ post: { id } }) => id);
    // A post that was sent meanwhile can be missing in this answer.
    store.outbox.confirm(held.filter((id) => known.has(id) && !waiting.has(id)).map((remove) => ({ remove })));
    for (const [id, event] of waiting) if (!held.includes(id)) store.outbox.hold(event);
    for (const event of here) store.posting.take(event);
  };
  void ask();
  return stopAll([
    store.ownNews.subscribe(() => void ask()),
    // News can be lost with a connection.
    onTick(() => void ask()),
    () => abort.abort(),
  ]);
}
