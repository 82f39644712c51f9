import { escapeMarkup } from '../../../server/base/escape-markup.ts';
import { plotOf, seriesColours } from './plot.ts';
import { isReached, type Findings, type Table } from './findings.ts';
import { cell, figure } from './text.ts';

type Report = { at: Date; machine: string[]; quick: boolean; minutes: number; findings: Findings[] };

/** One page without any other files. */
export function asPage({ at, machine, quick, minutes, findings }: Report): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Community Board, measured</title>
<style>
  :root { color-scheme: light dark; --ink: light-dark(#1c1b19, #eeece7); --faint: light-dark(#6d6a64, #a3a098); --line: light-dark(#ddd9d1, #3d3b37); --paper: light-dark(#fff, #1b1a18);
${seriesColours.map(({ light, dark }, index) => `    --series-${index}: light-dark(${light}, ${dark});`).join('\n')} }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  h2 { margin-top: 3rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; font-size: .875rem; }
  th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: end; white-space: nowrap; }
  th:first-child, td:first-child { text-align: start; padding-inline-start: 0; }
  th { color: var(--faint); font-weight: 500; }
  .not { font-weight: 700; }
  p, li { max-width: 45rem; }
  .faint { color: var(--faint); }
  svg { width: 100%; height: auto; font-size: 12px; }
  svg text { fill: var(--faint); }
  svg .axis { stroke: var(--line); }
  svg .line { fill: none; stroke-width: 2; }
</style>
<h1>Community Board, measured</h1>
<p>${machine.map(escapeMarkup).join('<br>')}<br>${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${figure(minutes)} minutes${quick ? ', in a hurry: the figures are rough' : ''}</p>
${aimsOf(findings)}
${findings.map(section).join('\n')}
</html>
`;
}

function aimsOf(findings: Findings[]): string {
  const rows = findings.flatMap(({ number, aims }) =>
    aims.map(
      (aim) =>
        `<tr><td>${number}. ${escapeMarkup(aim.what)}<td>${figure(aim.measured)}${escapeMarkup(aim.unit)}<td>${aim.relation} ${figure(aim.limit)}${escapeMarkup(aim.unit)}<td>${isReached(aim) ? 'reached' : '<span class="not">not yet</span>'}`,
    ),
  );
  return `<div class="scroll"><table><tr><th>aim<th>measured<th>wanted<th>${rows.join('')}</table></div>`;
}

function section({ number, title, tables, plots, notes }: Findings): string {
  return `<h2>${number}. ${escapeMarkup(title)}</h2>
${tables.map(tableOf).join('\n')}
${plots.map((plot) => `<figure>${plotOf(plot)}</figure>`).join('\n')}
${notes.length === 0 ? '' : `<ul class="faint">${notes.map((note) => `<li>${escapeMarkup(note)}`).join('')}</ul>`}`;
}

function tableOf({ title, columns, rows }: Table): string {
  const head = columns.map((column) => `<th>${escapeMarkup(column)}`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${escapeMarkup(cell(value))}`).join('')}`).join('');
  return `${title === undefined ? '' : `<h3>${escapeMarkup(title)}</h3>`}<div class="scroll"><table><tr>${head}${body}</table></div>`;
}
