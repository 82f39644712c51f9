import { html, nothing, type TemplateResult } from 'lit';
import { asAuthorWants } from '../../shared/review.ts';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { differences } from '../event-form/edit-conflict.ts';
import { smallPicture } from '../picture/small-picture.ts';

/** What a change would make of an event, field by field. */
export function reviewChanges(event: BoardEvent, categories: readonly Category[]): TemplateResult {
  return html`<dl class="changes">
    ${differences(asAuthorWants(event, event.review), event, categories).map(
      ({ label, mine, theirs, pictures }) =>
        html`<dt>${label}</dt>
          <dd>
            <del>${theirs === '' ? 'nothing' : theirs}</del>
            <ins
              >${mine === '' ? 'nothing' : mine} ${pictures?.mine == null ? nothing : smallPicture(pictures.mine)}</ins
            >
          </dd>`,
    )}
  </dl>`;
}
