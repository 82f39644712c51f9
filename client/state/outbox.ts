import type { BoardEvent, NewEvent } from '../../shared/event.ts';
import type { Change } from '../../shared/live-set.ts';

/** A post on its way: shown at once, gone from here when the feed brings the event itself. */
export type PendingPost = { id: string; input: NewEvent; state: 'sending' | 'sent' };

type Post = (input: NewEvent) => Promise<BoardEvent>;

/**
 * Posts under way. One `id` is one event, however often it is sent: a second `submit` of it while the first is under
 * way joins that.
 */
export class Outbox {
  readonly #posts = new Map<string, PendingPost & { done: Promise<BoardEvent> }>();
  readonly #post: Post;
  readonly #listeners = new Set<() => void>();

  constructor(post: Post) {
    this.#post = post;
  }

  get posts(): PendingPost[] {
    return [...this.#posts.values()];
  }

  /** Rejects with what the server said; then the post is no longer pending, and can be submitted again. */
  submit(input: NewEvent & { id: string }): Promise<BoardEvent> {
    const underWay = this.#posts.get(input.id);
    if (underWay !== undefined) return underWay.done;
    const done = this.#post(input);
    const pending = { id: input.id, input, state: 'sending' as PendingPost['state'], done };
    this.#posts.set(input.id, pending);
    this.#tell();
    return done.then(
      (event) => {
        pending.state = 'sent';
        this.#tell();
        return event;
      },
      (error: unknown) => {
        this.#posts.delete(input.id);
        this.#tell();
        throw error;
      },
    );
  }

  /** What the feed has brought is no longer pending, nor what it has taken away. */
  confirm(changes: readonly Change[]): void {
    let any = false;
    for (const change of changes) any = this.#posts.delete('put' in change ? change.put.id : change.remove) || any;
    if (any) this.#tell();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
