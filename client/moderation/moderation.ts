import type { BoardPatch } from '../../shared/board.ts';
import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { pick } from '../../shared/pick.ts';
import type { PeopleHere, PersonHere } from '../../shared/presence.ts';
import { reviewEvent } from '../api/review-api.ts';
import type { Verdict } from '../review/waiting-row.ts';
import { deleteEvent, getEvent, getSnapshot, patchEvent, restoreEvent } from '../api/board-api.ts';
import { changeBoard, letPersonIn, listPeopleHere, removePerson } from '../api/moderation-api.ts';
import { ApiError } from '../api/http.ts';
import { BoardFeed } from '../feed/board-feed.ts';
import type { BoardStore } from '../store/board-store.ts';
import { FeedLadder } from '../feed/feed-ladder.ts';
import { conflictOf, problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { systemClock } from '../../shared/clock.ts';
import { beforeNextFrame } from '../feed/before-next-frame.ts';
import { actOnAll, fieldsBefore } from './bulk-acts.ts';
import { doneWords, type DoneWords } from './done-words.ts';
import { moderatedEvents, type ModeratedEvents, type Waiting } from './moderated-events.ts';
import { UndoList } from './undo-list.ts';
import { onWake } from '../feed/on-wake.ts';
import { stopAll } from '../ui/stop-all.ts';

/** How often the list of people is loaded; servers exchange it about as often. */
const peopleEveryMs = 4_000;
const maxUndoTries = 4;

/** The act, the events, and a word for their authors. */
type ActsOnAll = Parameters<typeof actOnAll> extends [string, ...infer Rest] ? Rest : never;

/** A board for its moderators, live, with their actions. Each action can be undone for a while. */
export class Moderation {
  readonly feed: BoardFeed;
  readonly undo = new UndoList();
  readonly #store: BoardStore;
  readonly #changes = new Observable();
  #people: PeopleHere | null = null;
  #problem = '';

  constructor(store: BoardStore) {
    this.#store = store;
    this.feed = new BoardFeed({
      board: store.slug,
      audience: 'moderators',
      fetchSnapshot: getSnapshot,
      connection: new FeedLadder({ board: store.slug, audience: 'moderators', clock: systemClock }),
      clock: systemClock,
      schedule: beforeNextFrame(systemClock),
    });
  }

  /** Null until it is loaded. */
  get people(): PeopleHere | null {
    return this.#people;
  }

  /** Why the last action failed; '' if it did not. */
  get problem(): string {
    return this.#problem;
  }

  get events(): ModeratedEvents {
    return moderatedEvents(this.feed.events.values());
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const abort = new AbortController();
    const ask = (): void => {
      listPeopleHere(this.#store.slug, abort.signal)
        .then((people) => {
          this.#people = people;
          this.#changes.notify();
        })
        .catch(unlessRefused);
    };
    ask();
    const timer = setInterval(() => {
      if (!document.hidden) ask();
    }, peopleEveryMs);
    const notify = (): void => this.#changes.notify();
    const stops = [
      this.feed.onChange(notify),
      this.undo.onChange(notify),
      this.feed.start(),
      onWake(() => this.feed.probe()),
      () => clearInterval(timer),
      () => abort.abort(),
      () => this.undo.stop(),
    ];
    return stopAll(stops);
  }

  /** Approves or rejects a post or a change that waits, for all of its dates that wait. */
  decide({ event, dates }: Waiting, { outcome, note }: Verdict): Promise<void> {
    return this.#do(async () => {
      const which = dates.length === 1 ? 'this' : 'all';
      const { version } = await reviewEvent(event.id, event.version, { outcome, note }, which);
      const undo = async (): Promise<void> => {
        const fields = outcome === 'approved' ? fieldsBefore(event) : null;
        if (fields === null) await reviewEvent(event.id, version, { outcome: 'waiting' }, which);
        else await patchEvent(event.id, version, fields, which);
      };
      this.undo.add({ ...doneWords[outcome === 'approved' ? 'approve' : 'reject'], name: event.name, undo });
    });
  }

  /** Approves or rejects several posts or changes as they were seen, with the same words for each author. */
  decideAll(waiting: readonly Waiting[], { outcome, note }: Verdict): Promise<void> {
    const act = outcome === 'approved' ? 'approve' : 'reject';
    return this.#actOnAll(
      act,
      waiting.map(({ dates }) => dates),
      note,
    );
  }

  actOnAll(act: 'hide' | 'delete', events: readonly BoardEvent[]): Promise<void> {
    return this.#actOnAll(
      act,
      events.map((event) => [event]),
    );
  }

  hide(event: BoardEvent): Promise<void> {
    return this.#change(event, { status: 'hidden' }, doneWords.hide);
  }

  show(event: BoardEvent): Promise<void> {
    return this.#change(event, { status: 'live' }, doneWords.show);
  }

  pin(event: BoardEvent): Promise<void> {
    return this.#change(event, { pinned: !event.pinned }, event.pinned ? doneWords.unpin : doneWords.pin);
  }

  cancel(event: BoardEvent): Promise<void> {
    return this.#change(
      event,
      { cancelled: !event.cancelled },
      event.cancelled ? doneWords.uncancel : doneWords.cancel,
    );
  }

  /** On a board where posts appear at once, projectors wait for this. */
  approvePicture(event: BoardEvent): Promise<void> {
    return this.#do(async () => {
      await reviewEvent(event.id, event.version, { outcome: 'approved', note: null }, 'this');
    });
  }

  delete(event: BoardEvent): Promise<void> {
    return this.#do(async () => {
      await deleteEvent(event.id, event.version);
      this.undo.add({
        ...doneWords.delete,
        name: event.name,
        undo: async () => {
          await restoreEvent(event.id);
        },
      });
    });
  }

  /** Shows one event full screen on the projector; null for all events. */
  spotlight(event: BoardEvent | null): Promise<void> {
    return this.#changeBoard(
      { spotlight: event?.id ?? null },
      event === null ? 'The projector shows all events' : `On the projector: “${event.name}”`,
    );
  }

  /** Stops posting, or allows it again for the people who could post before. */
  freeze(frozen: boolean): Promise<void> {
    const { board } = this.#store;
    return this.#changeBoard(
      { posting: frozen ? 'nobody' : (board?.openTo ?? 'anyone') },
      frozen ? 'Frozen' : 'Open again',
    );
  }

  requireApproval(approval: boolean): Promise<void> {
    return this.#changeBoard({ approval }, approval ? 'Posts wait for approval' : 'Posts appear at once');
  }

  showJoinSlide(joinSlide: boolean): Promise<void> {
    return this.#changeBoard(
      { joinSlide },
      joinSlide ? 'The projector shows how to join' : 'The projector shows the events',
    );
  }

  /** Asks again until every post is hidden; stops when a call hides nothing more. */
  remove(person: PersonHere, events: 'keep' | 'hide'): Promise<void> {
    return this.#do(async () => {
      const { id, name } = person;
      let hidden = 0;
      let answer: { hidden: number; left: number };
      try {
        do {
          answer = await removePerson(this.#store.slug, { id, name, events });
          hidden += answer.hidden;
        } while (answer.left > 0 && answer.hidden > 0);
      } finally {
        await this.#askForPeople();
      }
      if (answer.left > 0)
        this.#problem = `${posts(answer.left)} by ${name} could not be hidden. Hide them one by one.`;
      const done = events === 'hide' ? `Removed: ${name} (${posts(hidden)} hidden)` : `Removed: ${name}`;
      this.undo.add({ what: done, undo: () => letPersonIn(this.#store.slug, id).then(() => this.#askForPeople()) });
    });
  }

  letIn(id: string): Promise<void> {
    return this.#do(async () => {
      await letPersonIn(this.#store.slug, id);
      await this.#askForPeople();
    });
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Applies only to the version that the moderator saw: a changed event has to be looked at first. */
  #change(
    event: BoardEvent,
    patch: Pick<EventPatch, 'status' | 'pinned' | 'cancelled'>,
    done: DoneWords,
  ): Promise<void> {
    return this.#do(async () => {
      const { version } = await patchEvent(event.id, event.version, patch);
      const before = pick(event, Object.keys(patch) as (keyof typeof patch)[]);
      const undo = async (): Promise<void> => {
        // What its author wrote in the meantime must not be shown by undoing.
        if (before.status === 'live') await patchEvent(event.id, version, before);
        else await this.#changeLatest(event.id, before);
      };
      this.undo.add({ ...done, name: event.name, undo });
    });
  }

  /** Undoes one action, whatever else has changed in the event since. */
  async #changeLatest(id: string, patch: EventPatch): Promise<void> {
    let { version } = this.feed.events.get(id) ?? (await getEvent(id)).event;
    for (let tries = 1; ; tries += 1) {
      try {
        await patchEvent(id, version, patch);
        return;
      } catch (error) {
        const current = conflictOf(error);
        if (current === null || tries === maxUndoTries) throw error;
        version = current.version;
      }
    }
  }

  #changeBoard(
    patch: Pick<BoardPatch, 'posting' | 'approval' | 'spotlight' | 'joinSlide'>,
    done: string,
  ): Promise<void> {
    return this.#do(async () => {
      const { slug, board } = this.#store;
      if (board === null) return;
      this.#store.take(await changeBoard(slug, patch));
      const before = Object.fromEntries(Object.keys(patch).map((key) => [key, board[key as keyof typeof patch]]));
      const undo = async (): Promise<void> => this.#store.take(await changeBoard(slug, before));
      this.undo.add({ what: done, undo });
    });
  }

  #actOnAll(...what: ActsOnAll): Promise<void> {
    return this.#do(async () => {
      const { done, problem } = await actOnAll(this.#store.slug, ...what);
      this.#problem = problem;
      if (done !== null) this.undo.add(done);
    });
  }

  async #askForPeople(): Promise<void> {
    const people = await listPeopleHere(this.#store.slug, AbortSignal.timeout(peopleEveryMs)).catch(unlessRefused);
    if (people !== undefined) this.#people = people;
    this.#changes.notify();
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.#problem = '';
    try {
      await work();
    } catch (error) {
      this.#problem =
        conflictOf(error) === null
          ? problemOf(error).detail
          : 'Somebody changed it in the meantime. Look at it again, then decide.';
    }
    this.#changes.notify();
  }
}

/** The list of people stays as it was; a few seconds later it is asked for again. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error;
}

function posts(count: number): string {
  return count === 1 ? '1 post' : `${count} posts`;
}
