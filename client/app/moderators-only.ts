import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../../shared/session.ts';
import { addressWithNext } from './app-context.ts';

/** In place of a page that only the board's moderators can see. */
export function moderatorsOnly({ user }: Session): TemplateResult {
  return html`<div class="card sheet">
    <p>Only moderators of this board can see this page.</p>
    ${
      user === null
        ? html`<div class="actions">
            <a class="button primary" href=${addressWithNext('/login', location.pathname)}>Log in</a>
          </div>`
        : nothing
    }
  </div>`;
}
