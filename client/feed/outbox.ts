import type { BoardEvent, NewEvent } from '../../shared/event.ts';
import type { Change } from '../../shared/live-set.ts';
import { Observable } from '../../shared/observable.ts';

export type Post = NewEvent & { id: string };

/**
 * How far a post is. `sent`: the server has stored it, and the feed will bring it. `waiting`: the same, but a moderator has
 * to show it first.
 */
export type PendingPost =
  { post: Post; state: 'sending' | 'sent' } | { post: Post; state: 'waiting'; event: BoardEvent };

/**
 * Posts that the feed has not brought yet. They are shown at once, and leave the outbox when the feed brings the event.
 * One `id` is one event, however often it is sent: a second `submit` joins the first while that is under way.
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

  /** Rejects with the server's error. Then the post is no longer pending and can be submitted again. */
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

  /** Takes a post of this person that waits for approval, as the server lists it. */
  hold(event: BoardEvent): void {
    this.#pending.set(event.id, { post: event, state: 'waiting', event, done: Promise.resolve(event) });
    this.#listeners.notify();
  }

  /** An event that the feed has brought or removed is no longer pending. */
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
