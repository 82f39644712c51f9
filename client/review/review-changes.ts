import { html, type TemplateResult } from 'lit';
import { asAuthorWants } from '../../shared/review.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { differences } from '../event-form/edit-conflict.ts';

/** What a change would make of an event, field by field. */
export function reviewChanges(event: BoardEvent): TemplateResult {
  return html`<dl class="changes">
    ${differences(asAuthorWants(event, event.review), event).map(
      ({ label, mine, theirs }) =>
        html`<dt>${label}</dt>
          <dd>
            <del>${theirs === '' ? 'nothing' : theirs}</del>
            <ins>${mine === '' ? 'nothing' : mine}</ins>
          </dd>`,
    )}
  </dl>`;
}
