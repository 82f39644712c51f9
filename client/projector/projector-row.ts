import { html, type TemplateResult } from 'lit';
import { categoryLabel } from '../ui/category-label.ts';
import type { ProjectorRow } from './projector-rows.ts';

/** How a row is drawn: its step of type, whether as news, and whether with only its name. */
export type RowLook = { size: number; fresh: boolean; bare: boolean };

/** One event on the projector. A template, not an element, so that it can be measured synchronously. */
export function renderRow(
  { name, when, marks, category, about, from, today, running, cancelled }: ProjectorRow,
  { size, fresh, bare }: RowLook,
): TemplateResult {
  const classes = [
    'row',
    `size-${size}`,
    ...marks.map(({ kind }) => kind),
    ...(today ? ['today'] : []),
    ...(running ? ['running'] : []),
    ...(fresh ? ['fresh'] : []),
  ];
  const says = fresh && about !== from ? `${about} · ${from}` : about;
  return html`<li class=${classes.join(' ')}>
    <div class="when"><span class="first">${when.first}</span><span class="second">${when.second}</span></div>
    <div class="what">
      <h2 dir="auto" class=${cancelled ? 'struck' : ''}>${name}</h2>
      ${bare ? '' : html`<p dir="auto">${fresh ? html`<strong class="mark new">New</strong>` : ''}${marks.map(({ kind, text }) => html`<strong class="mark ${kind}">${text}</strong>`)}${category === undefined ? '' : html`<span class="mark">${categoryLabel(category)}</span>`}<span>${says}</span></p>`}
    </div>
  </li>`;
}
