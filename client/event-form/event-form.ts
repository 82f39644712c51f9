import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClockRemark } from './check-event.ts';
import { authorField } from './author-field.ts';
import type { Category } from '../../shared/category.ts';
import { categoryField } from './category-field.ts';
import { errorPaths, isBehindMore, needsMore, pathsCorrectedBy } from './field-paths.ts';
import { repeatsOf, withField } from './sentence-fields.ts';
import { emptyValues, sameValues, type FormValues } from './form-values.ts';
import { remarksOnClocks } from './field-problems.ts';
import type { FormProblem } from '../ui/form-problem.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { errorBeside } from '../ui/submission.ts';
import { TypedWhen, understoodAs } from './typed-when.ts';
import { reloadNote } from '../ui/reload-note.ts';
import { eventFormStyles } from './event-form.styles.ts';
import type { EventSentence } from './event-sentence.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import type * as MoreFields from './more-fields.ts';
import { plainFields } from './plain-fields.ts';

/** Setting one of these by hand clears the words, which would say something else. */
const times: ReadonlySet<string> = new Set(['day', 'time', 'endDay', 'endTime']);
/** Errors with these paths are shown at a field. */
const shownPaths = [...errorPaths, 'guestName'];

export type EventSubmission = {
  fields: FormValues;
  /** Absent if the event has an author already, or a member posts. */ guestName?: string;
};

/**
 * The form for an event, new or edited. It holds what is typed until its `fields` are set again. A date in words fills
 * the fields for day and time as it is typed; sending waits until it is understood. With `sentence`, one sentence takes
 * the place of what, when and where; whoever uses it loads `event-sentence.ts`.
 *
 * @property fields the values to begin with
 * @property submitLabel the label of its button
 * @property sentence whether the event is written as one sentence
 * @property disabled whether nothing can be changed or sent now; what is typed stays
 * @property busy whether it is being sent
 * @property problem why it was refused; null if it was not
 * @property author whether it shows and asks for the name to post under
 * @property guestName the name to post under; '' if none is known
 * @property member whether that is a member's name
 * @property repeatable whether it asks how the event repeats
 * @property board the board, to which a picture is uploaded; '' asks for none
 * @property timeZone the board's zone, used if the field is empty
 * @property categories the board's categories
 * @slot preview what the event will look like
 * @slot choice a choice to make before sending
 * @slot actions further buttons
 * @fires fields-change with the fields when one of them has changed
 * @fires event-submit with an `EventSubmission`
 */
@customElement('event-form')
export class EventForm extends LitElement {
  static override styles = eventFormStyles;

  @property({ attribute: false }) fields: FormValues = emptyValues;
  @property({ attribute: false }) submitLabel = 'Post';
  @property({ type: Boolean }) sentence = false;
  @property({ type: Boolean }) disabled = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: FormProblem | null = null;
  @property({ type: Boolean }) author = false;
  @property({ attribute: false }) guestName = '';
  @property({ type: Boolean }) member = false;
  @property({ type: Boolean }) repeatable = false;
  @property({ attribute: false }) board = '';
  @property({ attribute: false }) timeZone = '';
  @property({ attribute: false }) categories: readonly Category[] = [];
  @state() private renaming = false;
  @state() private typedName: string | null = null;
  @state() private moreOpen = false;
  /** Whether somebody tried to send words that are not understood: then the note becomes an error. */
  @state() private refused = false;
  @state() private remarks: readonly ClockRemark[] = [];
  @state() private more: typeof MoreFields | null = null;
  @state() private moreFailed = false;
  readonly #errors = new FieldErrors(this, pathsCorrectedBy);
  readonly #when = new TypedWhen((read) => {
    const fields = { ...this.fields, ...(this.#saidRepeats ? repeatsOf(this.#beforeWords) : {}), ...read };
    this.#saidRepeats = read?.repeats !== undefined;
    // Reading the words of a draft again changes nothing.
    if (sameValues(fields, this.fields)) this.requestUpdate();
    else this.#take(fields);
  });
  /** Whether the words that are in the fields say how it repeats. */
  #saidRepeats = false;
  /** The fields as this form last wrote them; other values come from outside. */
  #own: FormValues = emptyValues;
  /** The field that had the focus when the form was disabled. */
  #left: HTMLElement | null = null;
  /** The fields before words were typed: words say less than the fields, and they change with every key. */
  #beforeWords: FormValues = emptyValues;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { problem } = this;
    if (changed.has('fields') || changed.has('timeZone') || changed.has('sentence'))
      this.#takeFields(changed.has('timeZone') || changed.has('sentence'));
    // A disabled field loses the focus; it gets it back when it is live again.
    if (changed.has('disabled') && this.disabled) this.#left = this.#focused();
    if (!changed.has('problem') || problem === null) return;
    if (problem.errors.some(({ path }) => isBehindMore(path))) this.moreOpen = true;
    if (problem.errors.some(({ path }) => path === 'guestName')) this.renaming = true;
  }

  protected override firstUpdated(): void {
    // Nobody needs it to begin to write.
    void import('../picture/picture-field.ts').catch(() => undefined);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('disabled') && !this.disabled && this.renderRoot.querySelector(':focus') === null)
      this.#left?.focus();
    const wrong = changed.has('problem') && this.problem !== null;
    if (this.moreOpen && this.more === null && !this.moreFailed) void this.#loadMore(wrong);
    else if (wrong) this.#focusWrong();
  }

  /** Moves the focus to the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('event-sentence, #name')?.focus();
  }

  /** Resolves once all that is typed is understood. */
  async settled(): Promise<void> {
    await Promise.all([this.#when.settled(), this.#sentence?.settled()]);
  }

  get #sentence(): EventSentence | null {
    return this.renderRoot.querySelector('event-sentence');
  }

  #focused(): HTMLElement | null {
    return (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
  }

  /** If they cannot be loaded, their values stay. */
  async #loadMore(wrong: boolean): Promise<void> {
    this.more = await import('./more-fields.ts').catch(() => null);
    this.moreFailed = this.more === null;
    if (!wrong) return;
    await this.updateComplete;
    this.#focusWrong();
  }

  #focusWrong(): void {
    const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (field !== null) field.focus();
    else void this.#sentence?.focusWrong();
  }

  #hasFailed(): boolean {
    return errorBeside(this.problem, shownPaths) !== '';
  }

  #error = (path: string): string => this.#errors.at(this.problem, path);

  #whenNote(): string {
    const { when, day } = this.fields;
    if (when.trim() === '' || this.#when.isReading) return '';
    return this.#when.problem === '' && day !== '' ? understoodAs(this.fields) : this.#when.problem;
  }

  /** Words from outside (a draft) are read as if they were typed, and again once the board's zone is known. */
  #takeFields(otherZone: boolean): void {
    const { fields } = this;
    if (fields !== this.#own) this.#beforeWords = fields;
    if (fields !== this.#own || otherZone) {
      if (!this.sentence && needsMore(fields)) this.moreOpen = true;
      this.#read(this.sentence ? '' : fields.when);
    }
    void remarksOnClocks(fields, this.timeZone).then((remarks) => {
      if (this.fields === fields && remarks.length + this.remarks.length > 0) this.remarks = remarks;
    });
  }

  #read(words: string): void {
    this.refused = false;
    this.#when.read(words, this.timeZone, { before: this.#beforeWords, repeatable: this.repeatable });
  }

  #take(fields: FormValues): void {
    this.fields = this.#own = fields;
    this.dispatchEvent(new CustomEvent('fields-change', { detail: fields }));
  }

  #write = (event: Event): void => {
    const { name: id, value } = event.target as HTMLInputElement;
    if (id === 'guestName') {
      this.typedName = value;
      return;
    }
    if (!(id in this.fields) || this.fields[id as keyof FormValues] === value) return;
    const { when } = this.fields;
    if (id === 'when' && when === '') this.#beforeWords = this.fields;
    const fields = {
      ...withField(this.fields, id as keyof FormValues, value),
      ...(times.has(id) || (id === 'repeats' && this.#saidRepeats) ? { when: '' } : {}),
    };
    this.#take(this.more?.withRepeatDefaults(fields, id) ?? fields);
    if (fields.when !== when) this.#read(fields.when);
  };

  #takePicture = ({ detail }: CustomEvent<WrittenPicture | null>): void => {
    for (const field of ['picture', 'pictureAlt']) this.#errors.correct(field);
    this.#take({ ...this.fields, picture: detail?.id ?? '', pictureAlt: detail?.alt ?? '' });
  };

  #takeSentence = ({ detail }: CustomEvent<FormValues>): void => this.#take(detail);

  #submitSentence = (): void => this.renderRoot.querySelector('form')?.requestSubmit();

  #openRepeats = async (): Promise<void> => {
    this.moreOpen = true;
    await this.#loadMore(false);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#repeats')?.focus();
  };

  #toggleMore = (event: Event): void => {
    this.moreOpen = (event.target as HTMLDetailsElement).open;
  };

  #rename = async (): Promise<void> => {
    this.renaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#guestName')?.select();
  };

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy || this.disabled) return;
    // Words that were typed just now count, too.
    await this.settled();
    if (this.#when.problem !== '') {
      this.refused = true;
      this.renderRoot.querySelector<HTMLInputElement>('#when')?.focus();
      return;
    }
    // A picture that is being sent belongs to it; if that fails, the field says why.
    if ((await this.renderRoot.querySelector('picture-field')?.settled) === false) return;
    const detail: EventSubmission =
      this.author && !this.member
        ? { fields: this.fields, guestName: this.typedName ?? this.guestName }
        : { fields: this.fields };
    this.dispatchEvent(new CustomEvent('event-submit', { detail }));
  };

  override render(): TemplateResult {
    return html`
      <form novalidate @submit=${this.#submit} @input=${this.#write} @change=${this.#write}>
        <fieldset ?disabled=${this.disabled}>
          <div class="fields">
            ${this.sentence ? this.#renderSentence() : this.#renderPlainFields()}
            ${categoryField(this.categories, this.fields.category, this.#error('category'))}
            ${this.board === '' ? nothing : this.#renderPicture()} ${this.#renderMore()}
            <slot name="preview"></slot>
            <slot name="choice"></slot>
          </div>
          <div class="foot">
            ${this.author ? this.#renderAuthor() : nothing} ${this.#renderProblem()}
            <div class="actions">
              <button class="button primary" aria-disabled=${this.busy}>
                ${this.busy ? 'Sending…' : this.#hasFailed() ? 'Try again' : this.submitLabel}
              </button>
              <slot name="actions"></slot>
            </div>
          </div>
        </fieldset>
      </form>
    `;
  }

  #renderPlainFields(): TemplateResult {
    const { fields, remarks, refused } = this;
    const problem = this.#when.problem;
    const when = refused ? { note: '', error: problem } : { note: this.#whenNote(), error: '' };
    return plainFields({ fields, remarks, error: this.#error, when });
  }

  #renderSentence(): TemplateResult {
    return html`<event-sentence
      .fields=${this.fields}
      .timeZone=${this.timeZone}
      .remarks=${this.remarks}
      .errors=${Object.fromEntries(['name', 'start', 'end', 'place'].map((path) => [path, this.#error(path)]))}
      ?disabled=${this.disabled}
      @sentence-change=${this.#takeSentence}
      @sentence-submit=${this.#submitSentence}
      @repeats-open=${this.#openRepeats}
    ></event-sentence>`;
  }

  #renderPicture(): TemplateResult {
    return html`<picture-field
      .board=${this.board}
      .picture=${this.fields.picture}
      .alt=${this.fields.pictureAlt}
      ?inert=${this.disabled}
      .error=${this.#error('picture') || this.#error('picture.alt')}
      @picture-change=${this.#takePicture}
    ></picture-field>`;
  }

  #renderMore(): TemplateResult {
    const { repeatable } = this;
    return html`
      <details ?open=${this.moreOpen} @toggle=${this.#toggleMore}>
        <summary>
          ${this.moreOpen ? 'Less' : `More: ${this.sentence ? '' : 'end, '}link, details${repeatable ? ', repeats' : ''}`}
        </summary>
        ${this.moreFailed ? reloadNote('This part of the form') : nothing}
        ${
          this.moreOpen && this.more !== null
            ? html`<div class="more">
                ${this.more.moreFields({ fields: this.fields, remarks: this.remarks, error: this.#error, boardTimeZone: this.timeZone, repeatable, ends: !this.sentence })}
              </div>`
            : nothing
        }
      </details>
    `;
  }

  #renderAuthor(): TemplateResult {
    return authorField({
      name: this.guestName,
      typedName: this.typedName,
      member: this.member,
      renaming: this.renaming,
      rename: () => void this.#rename(),
      error: this.#error('guestName'),
    });
  }

  #renderProblem(): TemplateResult {
    const text = errorBeside(this.problem, shownPaths);
    return html`<div role="alert">
      ${text === '' || this.busy ? nothing : html`<p class="problem"><strong>Not saved.</strong> ${text} ${this.problem?.retries === true ? 'It will be sent again automatically.' : 'What you typed is still here.'}</p>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'event-form': EventForm;
  }
}
