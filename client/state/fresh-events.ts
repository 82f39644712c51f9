import type { Change, LiveSet } from '../../shared/live-set.ts';

const freshMs = 9_000;
/** Not more than six announcements a minute: who listens wants to do other things too. */
const announceEveryMs = 10_000;
/** A post is as old as its `createdAt`; one that only became visible now, or was edited, is not new. */
const newWithinMs = 60_000;

/** Which events have just appeared, for a highlight of some seconds and a sentence for screen readers now and then. */
export class FreshEvents {
  readonly #until = new Map<string, number>();
  readonly #changed: () => void;
  #ids: ReadonlySet<string> = new Set();
  #unannounced = 0;
  #announcedAtMs = 0;
  #summary = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** What a screen reader says: “3 new events”. */
  get summary(): string {
    return this.#summary;
  }

  add(changes: readonly Change[], set: LiveSet): void {
    const nowMs = Date.now();
    for (const change of changes) {
      if (!('put' in change) || change.put.version > 1 || set.get(change.put.id) === undefined) continue;
      if (nowMs - Date.parse(change.put.createdAt) > newWithinMs || this.#until.has(change.put.id)) continue;
      this.#until.set(change.put.id, nowMs + freshMs);
      this.#unannounced += 1;
    }
    this.#sweep();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #sweep(): void {
    const nowMs = Date.now();
    for (const [id, untilMs] of this.#until) if (untilMs <= nowMs) this.#until.delete(id);
    if (this.#unannounced > 0 && nowMs - this.#announcedAtMs >= announceEveryMs) {
      this.#summary = `${this.#unannounced} new ${this.#unannounced === 1 ? 'event' : 'events'}`;
      this.#unannounced = 0;
      this.#announcedAtMs = nowMs;
    }
    this.#ids = new Set(this.#until.keys());
    clearTimeout(this.#timer);
    if (this.#until.size > 0 || this.#unannounced > 0) this.#timer = setTimeout(() => { this.#sweep(); this.#changed(); }, 1_000);
  }
}
