import * as z from 'zod/mini';
import { PlannedDay } from './event-time.ts';

/** Limits for one post: each occurrence becomes an event of its own. */
export const maxOccurrences = 200;
export const maxYearsAhead = 2;

/**
 * How an event repeats: a part of RFC 5545's RRULE. It ends with the day `until` (inclusive) or after `count` times, the
 * first time included.
 */
export const Repeat = z
  .strictObject({
    every: z.enum(['week', 'month']),
    /** 2: every second week or month. Default: 1. */
    interval: z.optional(z.int().check(z.minimum(1), z.maximum(52))),
    /**
     * For months: on the start's day of the month (months that have no such day are left out), or on its weekday,
     * such as the second Tuesday; where that is the fifth, the last of each month. `date` unless given.
     */
    by: z.optional(z.enum(['date', 'weekday'])),
    until: z.optional(PlannedDay),
    count: z.optional(
      z.int().check(z.minimum(2), z.maximum(maxOccurrences, { error: `Must be at most ${maxOccurrences}.` })),
    ),
  })
  .check(({ value: { every, by, until, count }, issues }) => {
    const refuse = (path: string, message: string): void =>
      void issues.push({ code: 'custom', message, path: [path], input: undefined });
    if (by !== undefined && every !== 'month') refuse('by', 'Is for events that repeat every month.');
    if (until === undefined && count === undefined)
      refuse('until', 'Needs the last day (until) or how many times (count).');
    if (until !== undefined && count !== undefined) refuse('count', 'Give either until or count, not both.');
  });
export type Repeat = z.infer<typeof Repeat>;
