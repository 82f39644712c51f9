import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../../shared/session.ts';
import { addressWithNext, boardAddress } from './app-context.ts';

/** In place of a page that only the board's moderators can see. A guest who has joined is not asked to log in. */
export function moderatorsOnly({ user, guest }: Session, slug: string): TemplateResult {
  return html`<div class="card sheet">
    <p>Only moderators of this board can see this page.</p>
    ${
      user !== null
        ? nothing
        : html`<div class="actions">
            ${
              guest === null
                ? html`<a class="button primary" href=${addressWithNext('/login', location.pathname)}>Log in</a>`
                : html`<a class="button primary" href=${boardAddress(slug)}>To the board</a>`
            }
          </div>`
    }
  </div>`;
}
