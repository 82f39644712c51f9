import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { maxCategories, type Category } from '../../shared/category.ts';
import { categoryNamed } from '../../shared/category-of.ts';
import { lookFor, suggestedCategories } from '../../shared/category-suggestions.ts';
import type { Board } from '../../shared/board.ts';
import { addCategory, changeCategory, deleteCategory } from '../api/category-api.ts';
import type { BoardStore } from '../store/board-store.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import { icon } from '../ui/icon.ts';
import { categories } from '../ui/styles/categories.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { formatCount } from '../words/format.ts';
import type { CategoryLook } from './category-form.ts';
import { outcome } from './outcome.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/confirm-dialog.ts';
import './category-form.ts';

/**
 * What is open: the form of a category, by its id, or of a new one, and what it began with. Each form is sent by itself: the
 * answer to the one before can still be on its way.
 */
type Open = ({ look: CategoryLook; sending: Submission } & ({ form: 'new' } | { form: 'change'; id: string })) | null;

/**
 * A board's categories: add, rename, give another look, delete.
 *
 * @property store the board
 */
@customElement('categories-settings')
export class CategoriesSettings extends LitElement {
  static override styles = [
    sectionStyles,
    categories,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 0 var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-field);
      }
      .row {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        width: 100%;
        min-height: 3.25rem;
        padding: 0;
        border: 0;
        background: none;
        font-weight: 600;
        text-align: start;
        cursor: pointer;
      }
      .row .name {
        flex: 1;
        overflow-wrap: anywhere;
      }
      .row .count {
        color: var(--ink-quiet);
        font-weight: 400;
        font-size: var(--text-2);
      }
      .tile {
        display: grid;
        flex: none;
        place-items: center;
        width: 2.125rem;
        height: 2.125rem;
        border-radius: 0.625rem;
        background: var(--category-soft);
        color: var(--category-ink);
      }
      .new {
        padding: 0 var(--space-3);
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-field);
      }
    `,
  ];

  @property({ attribute: false }) store!: BoardStore;
  @state() private open: Open = null;
  @query('confirm-dialog') private dialog!: ConfirmDialog;
  /** Of a suggestion, which has no form. */
  readonly #suggesting = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.store.feed.onChange(redraw));
    new Subscription(this, (redraw) => this.#suggesting.onChange(redraw));
  }

  async #show(open: Open): Promise<void> {
    this.open = open;
    await this.updateComplete;
    const form = this.renderRoot.querySelector('category-form');
    await form?.updateComplete;
    form?.focus();
  }

  /** After it, the form is closed and the focus is where it was opened. A form that was opened meanwhile stays. */
  async #send(work: () => Promise<Board>): Promise<void> {
    const { open } = this;
    const done = await (open?.sending ?? this.#suggesting).send([], async () => this.store.take(await work()));
    await this.updateComplete;
    if (!done) return this.renderRoot.querySelector('category-form')?.focus();
    if (this.open !== open) return;
    const at = open?.form === 'change' ? `[data-id="${open.id}"]` : '.add';
    this.open = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`${at}, .add, .row`)?.focus();
  }

  #countOf({ id }: Category): number {
    return [...this.store.feed.events.values()].filter(({ category }) => category === id).length;
  }

  override render(): TemplateResult {
    const { categories: all, slug } = this.store;
    const { open } = this;
    return html`
      <p class="quiet">
        Categories say what kind of event it is. People choose one when they post, and can filter the board by it.
      </p>
      ${
        all.length === 0
          ? nothing
          : html`<ul>
              ${repeat(
                all,
                ({ id }) => id,
                (category) =>
                  this.#renderCategory(category, open?.form === 'change' && open.id === category.id ? open : null),
              )}
            </ul>`
      }
      ${
        open?.form === 'new'
          ? html`<div class="new">
              <category-form
                .look=${open.look}
                .sending=${open.sending}
                .saveLabel=${'Add'}
                @category-save=${({ detail }: CustomEvent<CategoryLook>) => this.#send(() => addCategory(slug, detail))}
              >
                ${this.#renderCancel()}
              </category-form>
            </div>`
          : this.#renderWaysToAdd(all)
      }
      ${open === null ? outcome(this.#suggesting) : nothing}
    `;
  }

  #renderCategory(category: Category, open: Open): TemplateResult {
    const { id, name, color, icon: look } = category;
    const { slug } = this.store;
    const count = this.#countOf(category);
    return html`<li data-category=${color}>
      <button
        type="button"
        class="row"
        data-id=${id}
        aria-expanded=${open !== null}
        @click=${() => this.#show(open === null ? { form: 'change', id, look: { name, color, icon: look }, sending: new Submission() } : null)}
      >
        <span class="tile">${icon(look)}</span><span class="name">${name}</span
        ><span class="count">${eventsIn(count)}</span>${icon('more')}
      </button>
      ${
        open !== null
          ? html`<category-form
                .look=${open.look}
                .sending=${open.sending}
                @category-save=${({ detail }: CustomEvent<CategoryLook>) => this.#send(() => changeCategory(slug, id, detail))}
              >
                ${this.#renderCancel()}
                <button slot="actions" type="button" class="button danger" @click=${() => this.dialog.show()}>
                  Delete
                </button>
              </category-form>
              <confirm-dialog
                .heading=${`Delete “${name}”?`}
                .detail=${count === 0 ? 'No event on the board has it.' : `${eventsIn(count)} on the board ${count === 1 ? 'has' : 'have'} it. ${count === 1 ? 'It stays' : 'They stay'}, without a category.`}
                .confirmLabel=${'Delete'}
                @confirm=${() => this.#send(() => deleteCategory(slug, id))}
              ></confirm-dialog>`
          : nothing
      }
    </li>`;
  }

  #renderCancel(): TemplateResult {
    return html`<button slot="actions" type="button" class="button" @click=${() => this.#show(null)}>Cancel</button>`;
  }

  #renderWaysToAdd(all: readonly Category[]): TemplateResult {
    if (all.length >= maxCategories) return html`<p class="quiet">A board has at most ${maxCategories}.</p>`;
    const suggested = suggestedCategories.filter(({ name }) => categoryNamed(all, name) === undefined);
    return html`<div class="actions">
      <button
        type="button"
        class="button add"
        @click=${() => this.#show({ form: 'new', look: { name: '', ...lookFor('', all) }, sending: new Submission() })}
      >
        ${icon('plus')}Add a category
      </button>
      ${suggested.map(
        (one) =>
          html`<button
            type="button"
            class="button"
            data-category=${one.color}
            aria-label="Add ${one.name}"
            aria-disabled=${this.#suggesting.busy}
            @click=${() => this.#send(() => addCategory(this.store.slug, { ...one }))}
          >
            <span class="category">${icon(one.icon)}</span>${one.name}
          </button>`,
      )}
    </div>`;
  }
}

function eventsIn(count: number): string {
  return `${formatCount(count)} event${count === 1 ? '' : 's'}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'categories-settings': CategoriesSettings;
  }
}
