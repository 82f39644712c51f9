import type { Preferences } from '../words/preferences.ts';
import { reachOf, stepFor, typeSizes } from './projector-type.ts';

/**
 * The settings of a screen. They are in the address, so that a bookmark holds the whole set-up:
 * `?distance=9&height=1.5&theme=light`.
 */
export type ProjectorSettings = {
  theme: 'dark' | 'light';
  /** The picture's height, in the unit of `distance`. */
  height: number;
  /** The size of names, as an index of `typeSizes`. */
  step: number;
  /** Whether nobody chose a size: then few events are set larger than that, as large as the screen has room for. */
  grows: boolean;
  /** How long a page is shown. */
  pageMs: number;
  /** A 12-hour or 24-hour clock; '' for the browser's preference. */
  clock: Preferences['clock'];
};

/** Six picture heights: the last row of a typical classroom. */
const usualReach = 6;
const usualPageSeconds = 12;

/** Missing or invalid values get the default. Without `height` the distance is in picture heights. */
export function readProjectorSettings(query: URLSearchParams): ProjectorSettings {
  const height = numberIn(query, 'height', 0.1, 100) ?? 1;
  const distance = numberIn(query, 'distance', 0.1, 1000) ?? usualReach * height;
  const clock = query.get('clock');
  return {
    theme: query.get('theme') === 'light' ? 'light' : 'dark',
    height,
    step: stepFor(distance / height),
    grows: !query.has('distance'),
    pageMs: (numberIn(query, 'seconds', 3, 600) ?? usualPageSeconds) * 1000,
    clock: clock === '12' || clock === '24' ? clock : '',
  };
}

/** The query with the type one step larger (1) or smaller (-1) than `step`; unchanged if there is no such step. */
export function resized(query: URLSearchParams, by: 1 | -1, step = readProjectorSettings(query).step): URLSearchParams {
  const { height } = readProjectorSettings(query);
  const next = new URLSearchParams(query);
  const size = typeSizes[step - by];
  if (size !== undefined) next.set('distance', String(reachIn(size, height)));
  return next;
}

/** From how far names can be read, in the unit of `height`, rounded down. */
export function reachIn(size: number, height: number): number {
  return Math.floor(reachOf(size) * height * 10) / 10;
}

function numberIn(query: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = query.get(name)?.replace(',', '.') ?? '';
  const number = text.trim() === '' ? NaN : Number(text);
  return number >= min && number <= max ? number : null;
}
