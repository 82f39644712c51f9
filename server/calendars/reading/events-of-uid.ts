import type { IncomingEvent } from '../incoming-event.ts';
import { groupedBy } from '../../base/grouped.ts';
import type { EventComponent, Skip } from './event-component.ts';
import { keyOf, localIn, epochMsOf, type Moment, type MomentReader } from './moments.ts';
import { readContent, readShared } from './read-content.ts';
import type { RecurrenceSteps } from './recurrence-steps.ts';
import { occurrencesIn, repeats } from './recurrence.ts';

/** What all events of a calendar are read with. */
export type CalendarContext = {
  reader: MomentReader;
  /** The calendar's zone, for times that name none. */
  home: string;
  now: Date;
  steps: RecurrenceSteps;
  trusted: boolean;
  skip: Skip;
};

/** The place of an event in its series. */
type Place = { moment: Moment; rule: string };

/** The events of the components with one `UID`: an event, perhaps repeating, and occurrences of it that differ. */
export function eventsOfUid(same: EventComponent[], context: CalendarContext): IncomingEvent[] {
  const { reader, now, steps, skip } = context;
  const master = newestMaster(same, skip);
  const overrides = newestOverrides(same, skip);
  if (master === null)
    return [...overrides.values()].map((one) =>
      eventAt(one, one.start, { moment: one.recurrence!, rule: '' }, context),
    );
  if (!repeats(master.properties))
    return [eventAt(master, master.start, null, context), ...overridden(overrides, '', [], context)];

  const { rule, moments, notes } = occurrencesIn(master.properties, master.start, { reader, now, steps });
  for (const note of notes) skip(master.what, note);
  const plain = moments.filter((moment) => !isReplaced(overrides, moment));
  return [
    ...plain.map((moment) => eventAt(master, moment, { moment, rule }, context)),
    ...overridden(overrides, rule, moments, context),
  ];
}

function newestMaster(same: EventComponent[], skip: Skip): EventComponent | null {
  const masters = same.filter(({ recurrence }) => recurrence === null).sort(newestLast);
  for (const older of masters.slice(0, -1))
    skip(older.what, 'The file has its UID again, in a revision that is as new or newer; that one is taken.');
  return masters.at(-1) ?? null;
}

/** By the occurrence that they replace. */
function newestOverrides(same: EventComponent[], skip: Skip): Map<string, EventComponent> {
  const overrides = new Map<string, EventComponent>();
  for (const one of same.filter(({ recurrence }) => recurrence !== null).sort(newestLast)) {
    const key = keyOf(one.recurrence!);
    const before = overrides.get(key);
    if (before !== undefined)
      skip(
        before.what,
        'The file has this occurrence again, in a revision that is as new or newer; that one is taken.',
      );
    overrides.set(key, one);
  }
  return overrides;
}

function newestLast(a: EventComponent, b: EventComponent): number {
  const stamp = ({ properties }: EventComponent): string =>
    properties.text('last-modified') ?? properties.text('dtstamp') ?? '';
  return a.sequence - b.sequence || (stamp(a) < stamp(b) ? -1 : stamp(a) > stamp(b) ? 1 : 0);
}

/** Whether another component replaces an occurrence, even if only its day names it. */
function isReplaced(overrides: Map<string, EventComponent>, moment: Moment): boolean {
  return overrides.has(keyOf(moment)) || overrides.has(moment.local.slice(0, 10));
}

/** Occurrences that differ. One that the rule does not give, or beyond the imported ones, becomes an event of its own. */
function overridden(
  overrides: Map<string, EventComponent>,
  rule: string,
  moments: Moment[],
  context: CalendarContext,
): IncomingEvent[] {
  const given = new Map(moments.map((moment) => [keyOf(moment), moment]));
  const byDay = groupedBy(moments, ({ local }) => local.slice(0, 10));
  return [...overrides.values()].map((one) => {
    const replaced = one.recurrence!;
    const sameDay = replaced.form === 'day' ? byDay.get(replaced.local)?.[0] : undefined;
    return eventAt(one, one.start, { moment: given.get(keyOf(replaced)) ?? sameDay ?? replaced, rule }, context);
  });
}

function eventAt(
  component: EventComponent,
  moment: Moment,
  place: Place | null,
  { home, trusted, skip }: CalendarContext,
): IncomingEvent {
  const { uid, sequence, length, properties, what } = component;
  component.shared ??= readShared(properties, { trusted }, (reason) => skip(what, reason));
  return {
    uid,
    sequence,
    created: properties.text('created'),
    carried: component.shared.carried,
    fields: readContent(component.shared, { moment, length, home }),
    categories: component.shared.categories,
    occurrence: place === null ? null : keyOf(place.moment),
    series: place === null ? null : { rule: place.rule.slice(0, 500), occurrence: nominalTime(place.moment, home) },
  };
}

/** The local time that the rule gives, even if a clock change skips it. */
function nominalTime(moment: Moment, home: string): string {
  if (moment.form === 'day') return moment.local;
  return moment.zone.kind === 'named' ? moment.local.slice(0, 16) : localIn(epochMsOf(moment), home).local;
}
