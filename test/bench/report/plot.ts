import type { Plot, Series } from './findings.ts';
import { escapeMarkup } from '../../../server/base/escape-markup.ts';
import { figure } from './text.ts';

/** Colours that colour-blind people can tell apart; each line also has its name at its end. */
export const seriesColours = [
  { light: '#b3261e', dark: '#ff8a80' },
  { light: '#0b57d0', dark: '#8ab4f8' },
  { light: '#146c2e', dark: '#81c995' },
  { light: '#8a5a00', dark: '#fdd663' },
] as const;

const width = 760;
const height = 320;
const edge = { left: 70, right: 150, top: 34, bottom: 44 };

type Scale = { place: (value: number) => number; ticks: number[] };

/** A line plot as SVG. */
export function plotOf(plot: Plot): string {
  const drawn = plot.series.filter(({ points }) => points.length > 0);
  const x = scaleOf(
    drawn.flatMap(({ points }) => points.map(([value]) => value)),
    plot.logarithmicX === true,
    edge.left,
    width - edge.right,
  );
  const y = scaleOf(
    drawn.flatMap(({ points }) => points.map(([, value]) => value)),
    plot.logarithmicY === true,
    height - edge.bottom,
    edge.top,
  );
  const grid = [
    ...x.ticks.map(
      (tick) =>
        `<line class="axis" x1="${place(x, tick)}" x2="${place(x, tick)}" y1="${edge.top}" y2="${height - edge.bottom}"/><text x="${place(x, tick)}" y="${height - edge.bottom + 16}" text-anchor="middle">${figure(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<line class="axis" x1="${edge.left}" x2="${width - edge.right}" y1="${place(y, tick)}" y2="${place(y, tick)}"/><text x="${edge.left - 8}" y="${place(y, tick)}" dy="4" text-anchor="end">${figure(tick)}</text>`,
    ),
  ];
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(plot.title)}">
<text x="${edge.left}" y="16">${escapeMarkup(plot.title)}</text>
<text x="${(edge.left + width - edge.right) / 2}" y="${height - 8}" text-anchor="middle">${escapeMarkup(plot.x)}</text>
<text transform="rotate(-90)" x="${-(edge.top + height - edge.bottom) / 2}" y="14" text-anchor="middle">${escapeMarkup(plot.y)}</text>
${grid.join('')}
${drawn.map((series, index) => lineOf(series, index, x, y)).join('\n')}
${drawn.map(({ name }, index) => `<line x1="${width - edge.right + 12}" x2="${width - edge.right + 30}" y1="${edge.top + 10 + index * 20}" y2="${edge.top + 10 + index * 20}" style="stroke: var(--series-${index % seriesColours.length})" stroke-width="3"/><text x="${width - edge.right + 36}" y="${edge.top + 14 + index * 20}">${escapeMarkup(name)}</text>`).join('')}
</svg>`;
}

function lineOf({ points }: Series, index: number, x: Scale, y: Scale): string {
  const path = points.map(([a, b], at) => `${at === 0 ? 'M' : 'L'}${place(x, a)} ${place(y, b)}`).join('');
  return `<path class="line" style="stroke: var(--series-${index % seriesColours.length})" d="${path}"/>`;
}

function place(scale: Scale, value: number): string {
  return scale.place(value).toFixed(1);
}

function scaleOf(values: number[], logarithmic: boolean, from: number, to: number): Scale {
  const largest = Math.max(...values);
  const smallest = Math.min(...values);
  if (logarithmic) {
    const low = Math.floor(Math.log10(Math.max(smallest, 1e-3)));
    const high = Math.max(low + 1, Math.ceil(Math.log10(largest)));
    return {
      place: (value) => from + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * (to - from),
      ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    };
  }
  const step = niceStep(largest / 5);
  const top = Math.max(step, Math.ceil(largest / step) * step);
  return {
    place: (value) => from + (value / top) * (to - from),
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
  };
}

/** The next 1, 2 or 5 times a power of ten. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= size) ?? 10 * power;
}
