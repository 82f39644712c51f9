import { html, type TemplateResult } from 'lit';
import { categoryLabel } from '../ui/category-label.ts';
import { dotted } from '../ui/dotted.ts';
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
  const parts = fresh && !about.includes(from) ? [...about, from] : about;
  const labels: readonly { kind: string; text: unknown }[] = [
    ...(fresh ? [{ kind: 'new', text: 'New' }] : []),
    ...marks,
    ...(category === undefined ? [] : [{ kind: '', text: categoryLabel(category) }]),
  ];
  const drawn = labels.map(({ kind, text }) => html`<span><strong class="mark ${kind}">${text}</strong></span>`);
  return html`<li class=${classes.join(' ')}>
    <div class="when"><span class="first">${when.first}</span><span class="second">${when.second}</span></div>
    <div class="what">
      <h2 dir="auto" class=${cancelled ? 'struck' : ''}>${name}</h2>
      ${bare ? '' : html`<p dir="auto" class="dotted">${dotted(parts, drawn)}</p>`}
    </div>
  </li>`;
}
