import type { BoardEvent, NewEvent } from '../../shared/event.ts';
import type { Change } from '../../shared/live-set.ts';
import { Observable } from '../../shared/observable.ts';

export type Post = NewEvent & { id: string };

/** How a post is getting on: `sent` has the server's word, and waits for the feed to bring it; `waiting`, for a moderator, too. */
export type PendingPost =
  { post: Post; state: 'sending' | 'sent' } | { post: Post; state: 'waiting'; event: BoardEvent };

/**
 * Posts under way: shown at once, gone from here when the feed brings the event itself. One `id` is one event, however
 * often it is sent: a second `submit` of it while the first is under way joins that.
 */
export class Outbox {
  readonly #pending = new Map<string, PendingPost & { done: Promise<BoardEvent> }>();
  readonly #send: (post: Post) => Promise<BoardEvent>;
  readonly #listeners = new Observable();

  constructor(send: (post: Post) => Promise<BoardEvent>) {
    this.#send = send;
  }

  get pending(): readonly PendingPost[] {
    return [...this.#pending.values()];
  }

  /** Rejects with what the server said; then the post is no longer pending, and can be submitted again. */
  submit(post: Post): Promise<BoardEvent> {
    const underWay = this.#pending.get(post.id);
    if (underWay !== undefined) return underWay.done;
    const done = this.#send(post).then(
      (event) => {
        const pending = this.#pending.get(post.id);
        if (pending !== undefined)
          this.#pending.set(post.id, {
            post,
            done: pending.done,
            ...(event.status === 'pending' ? { state: 'waiting', event } : { state: 'sent' }),
          });
        this.#listeners.notify();
        return event;
      },
      (error: unknown) => {
        this.#pending.delete(post.id);
        this.#listeners.notify();
        throw error;
      },
    );
    this.#pending.set(post.id, { post, state: 'sending', done });
    this.#listeners.notify();
    return done;
  }

  /** What the feed has brought, or taken away, is no longer pending. */
  confirm(changes: Iterable<Change>): void {
    if (this.#pending.size === 0) return;
    const before = this.#pending.size;
    for (const change of changes) this.#pending.delete('put' in change ? change.put.id : change.remove);
    if (this.#pending.size < before) this.#listeners.notify();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }
}
