import { html, type TemplateResult } from 'lit';
import type { Board } from '../../shared/board.ts';
import type { FieldErrors } from '../ui/field-errors.ts';
import type { Submission } from '../ui/submission.ts';
import { inputField } from '../ui/form-fields.ts';
import { outcome } from './outcome.ts';

type BoardEndOptions = {
  board: Board;
  sending: Submission;
  errors: FieldErrors;
  archive: () => void;
  end: (event: Event) => Promise<void>;
};

/** Archives or deletes a board. The text that confirms it stays in its input. */
export function boardEnd({
  board: { slug, title, archived },
  sending,
  errors,
  archive,
  end,
}: BoardEndOptions): TemplateResult {
  return html`
    <p class="quiet">
      Archived boards are read-only. You can restore them. Deleting removes ${title} and all its events for good.
    </p>
    <form novalidate @submit=${end}>
      <div class="actions">
        <button type="button" class="button" @click=${archive}>${archived ? 'Restore' : 'Archive'}</button>
      </div>
      ${inputField({ id: 'confirm', label: `To delete it, type its address: ${slug}`, autocomplete: 'off', error: errors.at(sending.problem, 'confirm') })}
      ${outcome(sending, ['confirm'])}
      <div class="actions"><button class="button danger" aria-disabled=${sending.busy}>Delete board</button></div>
    </form>
  `;
}
