import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { pictureAddress } from '../../shared/picture-address.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import { inputField } from '../ui/form-fields.ts';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { sendPicture } from './sending-picture.ts';

type FieldState =
  { state: 'idle' } | { state: 'sending'; stop: AbortController } | { state: 'failed'; problem: string };

/**
 * The picture of an event in its form: chosen, taken with a phone, or pasted or dropped anywhere in the form. It is uploaded
 * at once; the form keeps its id.
 *
 * @property board the board to upload it to
 * @property picture the id of the picture; '' for none
 * @property alt what it shows, in words
 * @property error why the form was refused; '' if it was not
 * @attribute label what its button says
 * @fires picture-change with a `WrittenPicture`, or null when it is removed
 */
@customElement('picture-field')
export class PictureField extends LitElement {
  static override styles = [
    controls,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        margin-block: -0.25rem;
      }
      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      .button {
        position: relative;
        border-style: dashed;
        border-color: var(--line-strong);
        font-size: var(--text-2);
      }
      .button:focus-within {
        outline: 3px solid var(--accent-ink);
        outline-offset: 2px;
      }
      .button input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
        font-size: 0;
      }
      .camera {
        display: none;
      }
      @media (pointer: coarse) {
        .camera {
          display: inline-flex;
        }
        .by-mouse {
          display: none;
        }
      }
      .shown {
        display: grid;
        grid-template-columns: minmax(0, 8rem) minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
      }
      .shown img {
        display: block;
        width: 100%;
        max-height: 10rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-field);
        background: var(--sunk);
        object-fit: contain;
      }
      .remove {
        justify-self: start;
        font-size: var(--text-2);
      }
      .words {
        display: grid;
        gap: var(--space-3);
      }
      :host([dropping]) .button {
        border-style: solid;
        border-color: var(--accent-ink);
        background: var(--accent-soft);
      }
    `,
  ];

  @property({ attribute: false }) board = '';
  @property({ attribute: false }) picture = '';
  @property({ attribute: false }) alt = '';
  @property({ attribute: false }) error = '';
  @property() label = 'Add a picture';
  @state() private at: FieldState = { state: 'idle' };
  #form: Node | null = null;
  #done: Promise<boolean> = Promise.resolve(true);

  /** Resolves when nothing is being sent, with whether what was being sent has arrived. */
  get settled(): Promise<boolean> {
    return this.at.state === 'sending' ? this.#done : Promise.resolve(true);
  }

  constructor() {
    super();
    // It says by itself what changes: a form around it has no field of these names.
    this.addEventListener('input', (event) => event.stopPropagation());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#form = this.getRootNode();
    for (const [name, listener] of this.#listeners) this.#form.addEventListener(name, listener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const [name, listener] of this.#listeners) this.#form?.removeEventListener(name, listener);
    if (this.at.state === 'sending') this.at.stop.abort();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The button that had the focus is gone.
    if (changed.get('picture') === '' && this.picture !== '')
      this.renderRoot.querySelector<HTMLElement>('#alt')?.focus();
  }

  #paste = (event: Event): void => {
    const file = pictureIn((event as ClipboardEvent).clipboardData);
    if (file === null) return;
    event.preventDefault();
    void this.#send(file);
  };

  #dragOver = (event: Event): void => {
    const isFile = (event as DragEvent).dataTransfer?.types.includes('Files') === true;
    if (isFile) event.preventDefault();
    this.toggleAttribute('dropping', isFile);
  };

  #dragLeave = (): void => void this.removeAttribute('dropping');

  #drop = (event: Event): void => {
    this.removeAttribute('dropping');
    const { dataTransfer } = event as DragEvent;
    if (dataTransfer?.types.includes('Files') !== true) return;
    // Otherwise the browser would leave the page for the file.
    event.preventDefault();
    const file = pictureIn(dataTransfer) ?? dataTransfer.files[0];
    if (file !== undefined) void this.#send(file);
  };

  readonly #listeners = [
    ['paste', this.#paste],
    ['dragover', this.#dragOver],
    ['dragleave', this.#dragLeave],
    ['drop', this.#drop],
  ] as const;

  #choose = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // So that the same file can be chosen again.
    input.value = '';
    if (file !== undefined) void this.#send(file);
  };

  async #send(file: Blob): Promise<void> {
    if (this.at.state === 'sending') this.at.stop.abort();
    const stop = new AbortController();
    this.at = { state: 'sending', stop };
    const sent = sendPicture(this.board, file, stop.signal);
    this.#done = sent.then(
      () => true,
      () => false,
    );
    try {
      const id = await sent;
      if (stop.signal.aborted) return;
      this.at = { state: 'idle' };
      this.#change({ id, alt: this.alt });
    } catch (error) {
      if (!stop.signal.aborted) this.at = { state: 'failed', problem: (error as Error).message };
    }
  }

  #describe = (event: Event): void => {
    this.#change({ id: this.picture, alt: (event.target as HTMLInputElement).value });
  };

  #remove = async (): Promise<void> => {
    this.#change(null);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  };

  #change(detail: WrittenPicture | null): void {
    this.dispatchEvent(new CustomEvent('picture-change', { detail }));
  }

  override render(): TemplateResult {
    const { at, error } = this;
    const problem = at.state === 'failed' ? at.problem : error;
    return html`
      ${this.picture === '' ? this.#renderChoice() : this.#renderPicture()}
      <div role="status">
        ${at.state === 'sending' ? html`<span class="hint">Sending the picture…</span>` : nothing}
      </div>
      <div role="alert">${problem === '' ? nothing : html`<span class="error">${problem}</span>`}</div>
    `;
  }

  #renderChoice(): TemplateResult {
    return html`<div class="choose">
      <label class="button"
        >${this.label}<input type="file" accept="image/*" aria-label=${this.label} @change=${this.#choose}
      /></label>
      <label class="button camera"
        >Take a photo<input
          type="file"
          accept="image/*"
          capture="environment"
          aria-label="Take a photo"
          @change=${this.#choose}
      /></label>
      <span class="hint by-mouse">or paste or drop one here</span>
    </div>`;
  }

  #renderPicture(): TemplateResult {
    return html`<div class="shown">
      <img src=${pictureAddress(this.picture, 320)} alt="" />
      <div class="words" @input=${this.#describe}>
        ${inputField({ id: 'alt', label: 'What does the picture show?', value: this.alt, max: 300, autocomplete: 'off', hint: 'For people who do not see it. Include the words on a poster.' })}
        <button type="button" class="text-button remove" @click=${this.#remove}>Remove the picture</button>
      </div>
    </div>`;
  }
}

function pictureIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null;
}

declare global {
  interface HTMLElementTagNameMap {
    'picture-field': PictureField;
  }
}
