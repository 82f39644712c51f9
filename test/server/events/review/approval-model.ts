import type { EventStatus } from '../../../../shared/event.ts';
import {
  isOwn,
  permissions,
  sightings,
  underApproval,
  type Actor,
  type BoardState,
  type Operation,
  type Standing,
} from '../../../../shared/policies.ts';

export type Content = { name: string; place: string | null };

/** An event as the rules say that it should be. */
export type ModelEvent = {
  id: string;
  owner: string;
  status: EventStatus;
  /** What those see who may see the event. */
  content: Content;
  /** What its author asked for and no moderator has approved. */
  waiting: Partial<Content> | null;
  deleted: boolean;
  series: string | null;
};

export type ModelPerson = Actor & { key: string };

/** A board by the tables in shared/policies.ts, with nothing of the server in it. */
export class ApprovalModel {
  readonly events: ModelEvent[] = [];
  approval = false;
  state: BoardState = 'open';

  /** What the table says of this operation. `none`: nothing there, or nothing that this person sees. */
  allows(operation: Operation, person: ModelPerson, event: ModelEvent | null): 'yes' | 'no' | 'none' {
    if (event !== null && (operation === 'restore') !== event.deleted) return 'none';
    if (event !== null && operation !== 'restore' && !this.#sees(person, event)) return 'none';
    return permissions[operation][this.#standing(person, event)].includes(this.state) ? 'yes' : 'no';
  }

  create(id: string, person: ModelPerson, content: Content, series: string | null): void {
    const status = this.#waits(person) ? underApproval.create : 'live';
    this.events.push({ id, owner: person.key, status, content, waiting: null, deleted: false, series });
  }

  edit(event: ModelEvent, person: ModelPerson, change: Partial<Content>): void {
    const wanted = { ...this.seenForEditing(event, person), ...change };
    if (this.#waits(person) && underApproval.edit[event.status] === 'change waits') {
      event.waiting = difference(event.content, wanted);
      return;
    }
    if (this.#waits(person)) event.status = 'pending';
    event.content = wanted;
    event.waiting = isOwn(event.owner, person)
      ? null
      : event.waiting && difference(wanted, { ...wanted, ...event.waiting });
  }

  /** The other dates follow where they were like this one, if this person may change them. */
  editSeries(event: ModelEvent, person: ModelPerson, name: string): void {
    const from = this.seenForEditing(event, person).name;
    const others = this.events.filter(
      (other) => other !== event && event.series !== null && other.series === event.series,
    );
    for (const other of others) {
      const isLike = name !== from && this.seenForEditing(other, person).name === from;
      if (isLike && this.allows('series', person, other) === 'yes') this.edit(other, person, { name });
    }
    this.edit(event, person, { name });
  }

  seenForEditing(event: ModelEvent, person: ModelPerson): Content {
    return isOwn(event.owner, person) ? { ...event.content, ...event.waiting } : event.content;
  }

  restore(event: ModelEvent, person: ModelPerson): void {
    event.deleted = false;
    if (!this.#waits(person)) return;
    event.content = this.seenForEditing(event, person);
    event.waiting = null;
    event.status = underApproval.restore;
  }

  review(event: ModelEvent, outcome: 'approved' | 'rejected'): void {
    if (event.waiting === null) event.status = outcome === 'approved' ? 'live' : 'hidden';
    else if (outcome === 'approved') {
      event.content = { ...event.content, ...event.waiting };
      event.status = 'live';
    }
    event.waiting = null;
  }

  #waits({ role }: ModelPerson): boolean {
    return this.approval && role !== 'owner';
  }

  #sees(person: ModelPerson, event: ModelEvent): boolean {
    return sightings[event.status] === 'everybody' || person.role === 'owner' || isOwn(event.owner, person);
  }

  #standing(person: ModelPerson, event: ModelEvent | null): Standing {
    if (person.role === 'owner') return 'owner';
    if (person.removed === true) return 'removed';
    const kind = person.role === null ? 'guest' : 'member';
    return event !== null && isOwn(event.owner, person) ? `author ${kind}` : `other ${kind}`;
  }
}

function difference(from: Content, to: Content): Partial<Content> | null {
  const changed = {
    ...(from.name === to.name ? {} : { name: to.name }),
    ...(from.place === to.place ? {} : { place: to.place }),
  };
  return Object.keys(changed).length === 0 ? null : changed;
}
