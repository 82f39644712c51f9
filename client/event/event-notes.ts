import { html, nothing, type TemplateResult } from 'lit';
import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import { boardAddress } from '../app/app-context.ts';
import type { FormValues } from '../event-form/form-values.ts';

type DeletedNoteOptions = {
  event: BoardEvent;
  which: WhichDates;
  problem: string;
  /** Null if this person cannot restore it. */
  restore: (() => void) | null;
};

/** In place of an event that was deleted on this page. */
export function deletedNote({ event, which, problem, restore }: DeletedNoteOptions): TemplateResult {
  return html`<div class="card sheet" role="status">
    <h1 tabindex="-1">Deleted</h1>
    <p>“${event.name}” is no longer on the board${which === 'all' ? ', on this date or any later one' : ''}.</p>
    <div class="actions">
      ${
        restore === null
          ? nothing
          : html`<button type="button" class="button primary" @click=${restore}>
              ${which === 'all' ? 'Restore all dates' : 'Restore'}
            </button>`
      }
      <a class="button" href=${boardAddress(event.board)}>To the board</a>
    </div>
    ${problem === '' ? nothing : html`<p class="problem">${problem}</p>`}
  </div>`;
}

/** In place of an event that does not exist. If somebody deleted it during an edit, what was typed is still shown. */
export function missingNote(board: string, typed: FormValues | undefined): TemplateResult {
  return html`<div class="card sheet" role="status">
    <h1 tabindex="-1">There is no such event</h1>
    <p class="quiet">It may have been deleted, or the address may be wrong.</p>
    ${
      typed === undefined
        ? nothing
        : html`<p>
            What you typed:
            ${Object.values(typed)
              .filter((value) => value !== '')
              .join(' · ')}
          </p>`
    }
    <div class="actions"><a class="button primary" href=${boardAddress(board)}>To the board</a></div>
  </div>`;
}
