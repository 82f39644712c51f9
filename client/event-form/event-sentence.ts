import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { counter, inputField } from '../ui/form-fields.ts';
import { icon } from '../ui/icon.ts';
import type { ClockRemark } from './check-event.ts';
import { eventSentenceStyles } from './event-sentence.styles.ts';
import { asSentence } from './sentence-fields.ts';
import { emptyValues, sameValues, type FormValues } from './form-values.ts';
import { movedMarks, piecesOf, without, type Mark, type Span } from './sentence-parts.ts';
import { handled, SentenceReader } from './sentence-reader.ts';
import { repeatsSaid, shortDaySaid, timeSaid } from './sentence-words.ts';
import { timeFields } from './time-fields.ts';
import { understoodAs } from './typed-when.ts';

type Kind = Mark['kind'];

/**
 * An event in one sentence. What is understood is marked in it, and stands below as chips that open fields for it or take
 * it back: then those words are part of the name. The marks are a layer behind an ordinary text field.
 *
 * @property fields the form's fields
 * @property timeZone the board's zone
 * @property remarks remarks on times near clock changes
 * @property errors what is wrong, by the path in the API
 * @property disabled whether nothing can be changed now
 * @fires sentence-change with the fields when one of them has changed
 * @fires sentence-submit when somebody presses Enter
 * @fires repeats-open when somebody wants to change how it repeats
 */
@customElement('event-sentence')
export class EventSentence extends LitElement {
  static override styles = eventSentenceStyles;

  @property({ attribute: false }) fields: FormValues = emptyValues;
  @property({ attribute: false }) timeZone = '';
  @property({ attribute: false }) remarks: readonly ClockRemark[] = [];
  @property({ attribute: false }) errors: Readonly<Record<string, string>> = {};
  @property({ type: Boolean }) disabled = false;
  /** Which chip's fields are open. */
  @state() private editing: Kind | null = null;
  @state() private marks: readonly Mark[] = [];
  /** Whether the code that understands dates could not be loaded. */
  @state() private failed = false;
  @query('textarea') private text!: HTMLTextAreaElement;
  /** The fields as they were last written here; others come from outside. */
  #own: FormValues = emptyValues;
  #hasRead = false;
  /** The sentence to which the marks and the cuts belong. */
  #readText = '';
  #cuts: Record<Kind, readonly Span[]> = { when: [], place: [] };
  readonly #reader = new SentenceReader((reading, fields) => {
    this.failed = reading === null;
    this.#readText = fields.sentence;
    this.#cuts = { when: reading?.when?.cuts ?? [], place: reading?.place?.cuts ?? [] };
    this.marks = (['when', 'place'] as const).flatMap((kind) =>
      (reading?.[kind]?.marks ?? []).map((span) => ({ ...span, kind })),
    );
    if (sameValues(fields, this.fields)) this.requestUpdate();
    else this.#take(fields);
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { errors } = this;
    if (changed.has('errors') && (errors['end'] || (errors['start'] && this.fields.day !== ''))) this.editing = 'when';
    if (changed.has('errors') && errors['place']) this.editing = 'place';
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isForeign = !sameValues(this.fields, this.#own) || (!this.#hasRead && this.fields.sentence !== '');
    if (!isForeign && !changed.has('timeZone')) return;
    if (isForeign) {
      const fields = asSentence(this.fields);
      if (sameValues(fields, this.fields)) this.#own = this.fields;
      else this.#take(fields);
    }
    this.#read();
  }

  /** Moves the focus into the sentence. */
  override focus(): void {
    // It may be asked to before it is drawn for the first time.
    void this.updateComplete.then(() => this.text.focus());
  }

  /** Moves the focus to the first error, if there is one here. */
  async focusWrong(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  /** Resolves once the latest sentence is understood. */
  settled(): Promise<void> {
    return this.#reader.settled();
  }

  #read(): void {
    this.#hasRead = true;
    if (this.fields.sentence === '') this.marks = [];
    this.#reader.read(this.timeZone, () => this.fields);
  }

  #take(fields: FormValues): void {
    this.fields = this.#own = fields;
    this.dispatchEvent(new CustomEvent('sentence-change', { detail: fields }));
  }

  #write = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id !== 'sentence') return this.#set(id as keyof FormValues, value);
    if (value === this.fields.sentence) return;
    this.marks = movedMarks(this.marks, this.fields.sentence, value);
    const { day, place } = this.fields;
    const not = handled(this.fields);
    // With the words, what was taken back of them is gone, too.
    const byHand =
      value.trim() === '' ? listOf({ when: not.when && day !== '', place: not.place && place !== '' }) : null;
    this.#take({ ...this.fields, sentence: value, ...(byHand === null ? {} : { byHand }) });
    this.#read();
  };

  /** Takes a field that was set by hand. Words that would say something else leave the sentence. */
  #set(id: keyof FormValues, value: string): void {
    const { fields } = this;
    if (!(id in fields) || fields[id] === value) return;
    const kind = id === 'place' ? 'place' : 'when';
    const not = handled(fields);
    const cuts = not[kind] || fields.sentence !== this.#readText ? [] : this.#cuts[kind];
    const sentence = cuts.length === 0 ? fields.sentence : without(fields.sentence, cuts);
    this.marks = cuts.length === 0 ? this.marks : [];
    this.#take({
      ...fields,
      [id]: value,
      ...(kind === 'when' ? { when: '' } : {}),
      sentence,
      byHand: listOf({ ...not, [kind]: true }),
    });
    this.#read();
  }

  /** What was read becomes part of the name; what was set by hand is read again. */
  async #remove(kind: Kind): Promise<void> {
    const not = handled(this.fields);
    const none = kind === 'place' ? { place: '' } : { when: '', day: '', time: '', endDay: '', endTime: '' };
    if (this.editing === kind) this.editing = null;
    this.marks = this.marks.filter((mark) => mark.kind !== kind);
    this.#take({ ...this.fields, ...none, byHand: listOf({ ...not, [kind]: !not[kind] }) });
    this.#read();
    await this.settled();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${kind}-chip`)?.focus();
  }

  async #edit(kind: Kind, field: string): Promise<void> {
    const isOpen = this.editing === kind;
    this.editing = isOpen ? null : kind;
    await this.updateComplete;
    if (!isOpen) this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  #press = (event: KeyboardEvent): void => {
    // While somebody composes a character, Enter belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('sentence-submit'));
  };

  #error = (path: string): string => this.errors[path] ?? '';

  override render(): TemplateResult {
    const { sentence, name } = this.fields;
    const wrong = this.#error('name');
    return html`
      <fieldset ?disabled=${this.disabled} @input=${this.#write} @change=${this.#write}>
        <div class="field">
          <label for="sentence">What’s happening?</label>
          <div class="sheet">
            <div class="layer" aria-hidden="true" dir="auto">
              <span class="words">${this.#renderWords()}</span>
            </div>
            <textarea
              id="sentence"
              dir="auto"
              rows="1"
              autocomplete="off"
              placeholder="Choir practice tomorrow 7–9 pm at the church hall"
              .value=${live(sentence)}
              aria-invalid=${wrong === '' ? 'false' : 'true'}
              aria-describedby="said name-error"
              @keydown=${this.#press}
            ></textarea>
          </div>
          ${counter({ value: name, max: 120 })}
          <span class="error" id="name-error">${wrong}</span>
          <span class="visually-hidden" id="said" role="status">${this.#said()}</span>
        </div>
        ${this.#renderChips()} ${this.#renderEditor()}
      </fieldset>
    `;
  }

  /** The zero-width space gives an empty last line its height. */
  #renderWords(): unknown[] {
    const pieces = piecesOf(this.fields.sentence, this.marks);
    return [
      ...pieces.map(({ text, kind }) => (kind === null ? text : html`<mark class=${kind}>${text}</mark>`)),
      '\u200b',
    ];
  }

  #said(): string {
    const { fields } = this;
    if (this.#reader.isReading) return '';
    const parts = [
      fields.day === '' ? null : understoodAs(fields),
      fields.place === '' ? null : `Place: ${fields.place}.`,
    ];
    return parts.filter((part) => part !== null).join(' ');
  }

  #renderChips(): TemplateResult {
    const { fields } = this;
    const repeats = repeatsSaid(fields);
    return html`
      <div class="chips" role="group" aria-label="Understood">
        ${
          fields.day === ''
            ? this.#renderAdd('when', 'day', html`${icon('calendar')} Day and time`)
            : html`<span class="chip">
                ${this.#renderEdit('when', 'day', html`${icon('calendar')} ${shortDaySaid(fields)}`, 'when-chip')}
                ${this.#renderEdit('when', 'time', html`${icon('clock')} ${timeSaid(fields)}`)}
                ${this.#renderRemove('when', 'Remove the day and time')}
              </span>`
        }
        ${
          fields.place === ''
            ? this.#renderAdd('place', 'place', html`${icon('place')} Place`)
            : html`<span class="chip place">
                ${this.#renderEdit('place', 'place', html`${icon('place')} ${fields.place}`, 'place-chip')}
                ${this.#renderRemove('place', 'Remove the place')}
              </span>`
        }
        ${
          repeats === null
            ? nothing
            : html`<span class="chip"
                ><button type="button" @click=${() => this.dispatchEvent(new CustomEvent('repeats-open'))}>
                  ${icon('repeat')} ${repeats}
                </button></span
              >`
        }
      </div>
      ${this.failed ? html`<p class="hint" role="status">Without a connection, set the day and the place here.</p>` : nothing}
      ${fields.day === '' && this.#error('start') !== '' && this.editing !== 'when' ? html`<p class="error">${this.#error('start')}</p>` : nothing}
    `;
  }

  #renderAdd(kind: Kind, field: string, text: TemplateResult): TemplateResult {
    return html`<button
      type="button"
      class="add"
      id="${kind}-chip"
      aria-expanded=${this.editing === kind}
      @click=${() => this.#edit(kind, field)}
    >
      ${text}
    </button>`;
  }

  #renderEdit(kind: Kind, field: string, text: TemplateResult, id = `${field}-chip`): TemplateResult {
    return html`<button
      type="button"
      id=${id}
      aria-expanded=${this.editing === kind}
      @click=${() => this.#edit(kind, field)}
    >
      ${text}
    </button>`;
  }

  #renderRemove(kind: Kind, label: string): TemplateResult {
    return html`<button type="button" class="remove" aria-label=${label} @click=${() => this.#remove(kind)}>
      ${icon('x')}
    </button>`;
  }

  #renderEditor(): TemplateResult | typeof nothing {
    const { fields, remarks, editing } = this;
    if (editing === null) return nothing;
    const error = this.#error;
    return html`<div class="editor">
      ${
        editing === 'when'
          ? [timeFields('start', { fields, remarks, error }), timeFields('end', { fields, remarks, error })]
          : inputField({
              id: 'place',
              label: 'Where',
              value: fields.place,
              max: 200,
              autocomplete: 'off',
              error: error('place'),
            })
      }
    </div>`;
  }
}

function listOf(not: Record<Kind, boolean>): string {
  return (['when', 'place'] as const).filter((kind) => not[kind]).join(' ');
}

declare global {
  interface HTMLElementTagNameMap {
    'event-sentence': EventSentence;
  }
}
