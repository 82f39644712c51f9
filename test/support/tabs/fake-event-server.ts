import { writtenFields } from '../../../server/events/event-fields.ts';
import { BoardEvent, EventPatch, NewEvent } from '../../../shared/event.ts';
import { boardEvent } from '../board/stored-event.ts';
import type { Page } from './fake-tabs.ts';
import { ownJson } from '../own-json.ts';

/** One state of an event, and the tab that wrote it; null for somebody else. */
export type Written = { event: BoardEvent; tab: number | null };

const zone = 'Europe/Berlin';

/** The two calls by which a form writes, with the server's rules for ids and versions, for one author. */
export class FakeEventServer {
  readonly #posted = new Map<string, string>();
  /** Every state of each event, the current one last. */
  readonly history = new Map<string, Written[]>();

  get events(): BoardEvent[] {
    return [...this.history.values()].map((states) => states.at(-1)!.event);
  }

  handle = ({ tab }: Page, method: string, path: string, body: unknown, ifMatch: string | null): Response => {
    if (method === 'POST') return this.#post(tab, NewEvent.parse(body));
    return this.#patch(tab, path.split('/')[3]!.split('?')[0]!, ifMatch, EventPatch.parse(body));
  };

  /** An event that is there from the beginning. */
  add(event: BoardEvent): void {
    this.history.set(event.id, [{ event, tab: null }]);
  }

  /** Somebody else changes an event. */
  change(id: string, patch: EventPatch): void {
    this.#write(id, patch, null);
  }

  #post(tab: number, input: NewEvent): Response {
    const { id = '', guestName, repeat } = input;
    const fields = writtenFields(input, zone);
    const content = JSON.stringify([fields, guestName, repeat]);
    const states = this.history.get(id);
    if (states !== undefined) {
      const { event } = states.at(-1)!;
      return this.#posted.get(id) === content
        ? ownJson({ event })
        : problem(409, { code: 'id_reused', detail: 'You have posted something else under this id.', event });
    }
    const series = repeat === undefined ? null : { id, rule: JSON.stringify(repeat), occurrence: fields.start };
    const event = boardEvent({ ...fields, id, series, author: { name: guestName ?? 'member', member: false } });
    this.#posted.set(id, content);
    this.history.set(id, [{ event, tab }]);
    return ownJson({ event }, { status: 201 });
  }

  #patch(tab: number, id: string, ifMatch: string | null, patch: EventPatch): Response {
    const current = this.history.get(id)?.at(-1)?.event;
    if (current === undefined) return problem(404, { code: 'event_not_found', detail: 'There is no such event.' });
    if (ifMatch !== `"${current.version}"`)
      return problem(412, { code: 'version_conflict', detail: 'Somebody changed the event.', event: current });
    return ownJson({ event: this.#write(id, patch, tab) });
  }

  #write(id: string, patch: EventPatch, tab: number | null): BoardEvent {
    const states = this.history.get(id)!;
    const { event } = states.at(-1)!;
    const next = BoardEvent.parse({ ...event, ...patch, version: event.version + 1 });
    states.push({ event: next, tab });
    return next;
  }
}

function problem(status: number, body: object): Response {
  return ownJson(body, { status });
}
