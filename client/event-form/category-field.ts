import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Category } from '../../shared/category.ts';
import { icon } from '../ui/icon.ts';

/** Chips to choose what kind of event it is. Nothing where the board has no categories. */
export function categoryField(
  categories: readonly Category[],
  value: string,
  error: string,
): TemplateResult | typeof nothing {
  if (categories.length === 0 && error === '') return nothing;
  return html`<fieldset
    class="field"
    role="radiogroup"
    tabindex="-1"
    aria-invalid=${error === '' ? 'false' : 'true'}
    aria-describedby=${error === '' ? nothing : 'category-error'}
  >
    <legend>Category</legend>
    <div class="kinds">
      ${categories.map((category) => chip(category.id, category.name, value, category))} ${chip('', 'None', value)}
    </div>
    ${error === '' ? nothing : html`<span class="error" id="category-error">${error}</span>`}
  </fieldset>`;
}

function chip(id: string, name: string, value: string, look?: Category): TemplateResult {
  return html`<label class="kind" data-category=${look?.color ?? nothing}
    ><input type="radio" name="category" value=${id} .checked=${live(id === value)} />${
      look === undefined ? nothing : icon(look.icon)
    }${name}</label
  >`;
}
