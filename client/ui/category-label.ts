import { html, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import { icon } from './icon.ts';

/** A category's icon and name in its colour, for the styles `categories`. */
export function categoryLabel({ name, color, icon: iconName }: Category): TemplateResult {
  return html`<span class="category" data-category=${color}>${icon(iconName)} ${name}</span>`;
}
