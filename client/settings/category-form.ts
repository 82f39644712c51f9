import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CategoryColor, CategoryIcon, type Category } from '../../shared/category.ts';
import { inputField } from '../ui/form-fields.ts';
import { icon } from '../ui/icon.ts';
import { categories } from '../ui/styles/categories.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import type { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { outcome } from './outcome.ts';
import { sectionStyles } from './section.styles.ts';
import { TypedFields } from './typed-fields.ts';
import { typedInto } from './typed-into.ts';

export type CategoryLook = Pick<Category, 'name' | 'color' | 'icon'>;

/**
 * The name, colour and icon of one category. What is typed stays, also when the board is drawn again.
 *
 * @property look what it begins with
 * @property sending the state of saving it
 * @property saveLabel the label of its button
 * @slot actions further buttons
 * @fires category-save with a `CategoryLook`
 */
@customElement('category-form')
export class CategoryForm extends LitElement {
  static override styles = [
    sectionStyles,
    categories,
    css`
      form {
        padding: var(--space-3) 0 var(--space-2);
      }
      legend {
        margin-bottom: var(--space-2);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .choices label {
        position: relative;
        display: grid;
        place-items: center;
        width: var(--target);
        height: var(--target);
        border: 2px solid transparent;
        border-radius: var(--radius-field);
        color: var(--category-ink, var(--ink-quiet));
        cursor: pointer;
      }
      .choices input {
        position: absolute;
        z-index: 1;
        inset: 0;
        min-height: 0;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .choices label:hover {
        background: var(--sunk);
      }
      .choices label:has(:checked) {
        border-color: var(--ink);
      }
      .choices label:has(:focus-visible) {
        outline: 3px solid var(--accent-ink);
        outline-offset: 1px;
      }
      .swatch {
        width: 1.75rem;
        height: 1.75rem;
        border-radius: 50%;
        background: var(--category);
        forced-color-adjust: none;
      }
    `,
  ];

  @property({ attribute: false }) look: CategoryLook = { name: '', color: 'blue', icon: 'tag' };
  @property({ attribute: false }) sending!: Submission;
  @property({ attribute: false }) saveLabel = 'Save';

  readonly #typed = new TypedFields<CategoryLook>();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.sending.onChange(redraw));
    new Subscription(this, (redraw) => this.#typed.onChange(redraw));
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<CategoryLook>('category-save', { detail: this.#typed.over(this.look) }));
  };

  override render(): TemplateResult {
    const { name, color, icon: chosen } = this.#typed.over(this.look);
    const { problem, busy } = this.sending;
    return html`<form
      novalidate
      data-category=${color}
      @submit=${this.#submit}
      @input=${typedInto(this.#typed, this.look)}
    >
      ${inputField({ id: 'name', label: 'Name', value: name, max: 30, required: true, autocomplete: 'off', error: this.#errors.at(problem, 'name') })}
      <fieldset>
        <legend>Colour</legend>
        <div class="choices">
          ${CategoryColor.options.map((one) =>
            choice('color', one, one === color, html`<span class="swatch"></span>`, one),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>Icon</legend>
        <div class="choices">${CategoryIcon.options.map((one) => choice('icon', one, one === chosen, icon(one)))}</div>
      </fieldset>
      ${outcome(this.sending, ['name'])}
      <div class="actions">
        <button class="button primary" aria-disabled=${busy}>${this.saveLabel}</button>
        <slot name="actions"></slot>
      </div>
    </form>`;
  }
}

function choice(
  name: string,
  value: string,
  checked: boolean,
  look: TemplateResult,
  color?: CategoryColor,
): TemplateResult {
  return html`<label title=${value} data-category=${color ?? nothing}
    ><input type="radio" name=${name} value=${value} .checked=${checked} /><span class="visually-hidden">${value}</span
    >${look}</label
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'category-form': CategoryForm;
  }
}
