import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ImportOutcome } from '../../shared/import.ts';
import type { ImportState } from './calendar-import.ts';
import { formatCount } from '../words/format.ts';
import { calendarImportStyles } from './calendar-import-form.styles.ts';

/**
 * Imports a calendar file: choose it or drop it here, see a preview, confirm.
 *
 * @property run the state of the import
 * @fires file-choose with a `File`
 * @fires import-confirm with whether to add the categories that the board lacks
 */
@customElement('calendar-import-form')
export class CalendarImportForm extends LitElement {
  static override styles = calendarImportStyles;

  @property({ attribute: false }) run: ImportState = { state: 'choosing' };
  /** Whether a file is held over the drop area. */
  @state() private over = false;
  @query('#file') private input!: HTMLInputElement;
  @query('#create') private create!: HTMLInputElement | null;
  @query('h3') private heading!: HTMLElement | null;

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('run');
    // The button that was pressed is gone, so the focus moves to the result.
    if (before?.state !== 'importing' || this.run.state === 'importing') return;
    (this.run.state === 'done' ? this.heading : this.input)?.focus();
  }

  #change = (): void => {
    this.#choose(this.input.files);
    // So that the same file can be chosen again after it was corrected.
    this.input.value = '';
  };

  #dragOver = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  #drop = (event: DragEvent): void => {
    // Otherwise the browser would leave the page to open the file.
    event.preventDefault();
    this.over = false;
    this.#choose(event.dataTransfer?.files ?? null);
  };

  #choose(files: FileList | null): void {
    const file = files?.[0];
    if (file !== undefined) this.dispatchEvent(new CustomEvent<File>('file-choose', { detail: file }));
  }

  override render(): TemplateResult {
    const { run } = this;
    return html`
      <p class="quiet" id="about">
        Export a .ics file from your calendar (up to 5 MB) and choose it here. Nothing changes until you confirm.
      </p>
      <div
        class=${classMap({ drop: true, over: this.over })}
        @dragover=${this.#dragOver}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${this.#drop}
      >
        <input
          class="visually-hidden"
          id="file"
          type="file"
          accept=".ics,.ical,.icalendar,text/calendar"
          aria-describedby="about"
          ?disabled=${run.state === 'importing'}
          @change=${this.#change}
        />
        <label class="button" for="file">Choose a calendar file</label>
        <span class="quiet">or drop it here</span>
      </div>
      <div role="alert">
        ${run.state === 'failed' ? html`<p class="problem">“${run.name}” was not imported. ${run.detail}</p>` : ''}
      </div>
      <div role="status" class="visually-hidden">${statusOf(run)}</div>
      ${run.state === 'checking' ? working(`Reading “${run.name}” …`) : nothing}
      ${run.state === 'checked' || run.state === 'importing' || run.state === 'done' ? this.#renderOutcome(run) : nothing}
    `;
  }

  #renderOutcome({ state, name, outcome }: Extract<ImportState, { outcome: ImportOutcome }>): TemplateResult {
    const { created, updated, unchanged, categories, skipped } = outcome;
    const count = created + updated;
    return html`<div class="outcome">
      <h3 tabindex="-1" class=${state === 'done' ? 'done' : ''}>
        ${state === 'done' ? `Imported “${name}”` : `Preview of “${name}”`}
      </h3>
      <dl>${tile(created, 'new')}${tile(updated, 'changed')}${tile(unchanged, 'unchanged')}</dl>
      ${skipped.length === 0 ? nothing : this.#renderSkipped(skipped)}
      ${state === 'done' || categories.length === 0 ? nothing : renderOffer(categories, state === 'importing')}
      ${state === 'importing' ? working(`Importing ${events(count)} …`) : nothing}
      ${state === 'checked' && count === 0 ? html`<p class="quiet">${unchanged > 0 ? 'The board already has all of these events.' : 'This file has no events to import.'}</p>` : nothing}
      ${
        state !== 'done' && count > 0
          ? html`<div class="actions">
              <button
                type="button"
                class="button primary"
                aria-disabled=${state === 'importing'}
                @click=${() => this.dispatchEvent(new CustomEvent<boolean>('import-confirm', { detail: this.create?.checked === true }))}
              >
                Import ${events(count)}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  /** A few are shown at once, many only on request. */
  #renderSkipped(skipped: ImportOutcome['skipped']): TemplateResult {
    const title = notes(skipped.length);
    return html`<details ?open=${skipped.length <= 5}>
      <summary>${title}</summary>
      <ul tabindex="0" aria-label=${title}>
        ${skipped.map(({ what, reason }) => html`<li><strong>${what}</strong><span>${reason}</span></li>`)}
      </ul>
    </details>`;
  }
}

/** The categories that the file has and the board lacks, added unless somebody unticks it. */
function renderOffer(categories: ImportOutcome['categories'], disabled: boolean): TemplateResult {
  return html`<label class="offer">
    <input id="create" type="checkbox" checked ?disabled=${disabled} />
    <span
      >Add ${categories.length === 1 ? 'the category' : `${formatCount(categories.length)} categories`} that the board
      does not have: <strong>${categories.map(({ name }) => name).join(', ')}</strong></span
    >
  </label>`;
}

function tile(count: number, label: string): TemplateResult {
  return html`<div class=${count === 0 ? 'none' : ''}>
    <dt>${label}</dt>
    <dd>${formatCount(count)}</dd>
  </div>`;
}

function working(what: string): TemplateResult {
  return html`<div class="working">
    <span class="quiet" aria-hidden="true">${what}</span>
    <div class="bar" role="progressbar" aria-label=${what}></div>
  </div>`;
}

function events(count: number): string {
  return `${formatCount(count)} event${count === 1 ? '' : 's'}`;
}

/** “2 notes”: what was not imported as it is in the file. */
function notes(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'note' : 'notes'}`;
}

/** For screen readers: the numbers of the tiles as one sentence. */
function statusOf(run: ImportState): string {
  switch (run.state) {
    case 'choosing':
    case 'failed':
      return '';
    case 'checking':
      return `Reading “${run.name}”.`;
    case 'importing':
      return 'Importing.';
    case 'checked':
    case 'done': {
      const { created, updated, unchanged, skipped } = run.outcome;
      const counts = `${created} new, ${updated} changed, ${unchanged} unchanged; ${notes(skipped.length)}.`;
      return `${run.state === 'done' ? 'Imported' : `“${run.name}”`}: ${counts}`;
    }
    default:
      return run satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'calendar-import-form': CalendarImportForm;
  }
}
