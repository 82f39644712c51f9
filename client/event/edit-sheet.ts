import { html, nothing, type TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import type { BoardEvent, WhichDates } from '../../shared/event.ts';
import type { Editing } from './editing.ts';
import type { FormValues } from '../event-form/form-values.ts';
import { differences } from '../event-form/edit-conflict.ts';
import './conflict-view.ts';
import '../event-form/event-form.ts';
import './which-dates.ts';

type EditSheetOptions = {
  editing: Editing;
  /** The current event. */ current: BoardEvent;
  /** Why it cannot be saved now; null if it can. */
  closed: string | null;
  /** Whether a moderator has to approve the change. */
  waits: boolean;
  timeZone: string;
  categories: readonly Category[];
  cancel: () => void;
};

/** Edits an event on its page: shows the form, or the two versions if somebody else saved first. */
export function editSheet({
  editing,
  current,
  closed,
  waits,
  timeZone,
  categories,
  cancel,
}: EditSheetOptions): TemplateResult {
  const { state: at } = editing;
  if (at.state === 'conflict') {
    return html`<div class="card sheet">
      <h1 class="visually-hidden">${current.name}</h1>
      <conflict-view
        .differences=${differences(editing.mine, at.theirs, categories)}
        @keep-mine=${() => editing.keepMine()}
        @take-theirs=${() => editing.takeTheirs()}
        @go-on=${() => editing.goOn()}
      ></conflict-view>
    </div>`;
  }
  return html`<div class="card sheet">
    <h1 tabindex="-1">Edit “${current.name}”</h1>
    ${editing.isPutBack ? html`<p class="quiet" role="status">Your earlier changes are back in the form. They are not saved yet.</p>` : nothing}
    <div role="status">
      ${closed === null ? nothing : html`<p class="problem">${closed} What you typed is kept.</p>`}
    </div>
    ${waits ? html`<p class="quiet">A moderator looks at changes before everybody sees them.</p>` : nothing}
    <event-form
      .fields=${editing.fields}
      .submitLabel=${'Save'}
      ?busy=${at.state === 'saving'}
      .problem=${at.state === 'failed' ? at.problem : null}
      .board=${current.board}
      .timeZone=${timeZone}
      .categories=${categories}
      @fields-change=${(event: CustomEvent<FormValues>) => editing.write(event.detail)}
      @event-submit=${() => editing.save()}
    >
      ${current.series === null ? nothing : html`<which-dates slot="choice" .value=${editing.which} @which-change=${({ detail }: CustomEvent<WhichDates>) => editing.choose(detail)}></which-dates>`}
      <button slot="actions" type="button" class="button" @click=${cancel}>Cancel</button>
    </event-form>
  </div>`;
}
