import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listModerators, setModerators } from '../api/moderation-api.ts';
import { inputField } from '../ui/form-fields.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { outcome } from './outcome.ts';
import { sectionView } from './section-view.ts';
import { sectionStyles } from './section.styles.ts';
import type { TypedFields } from './typed-fields.ts';
import { typedInto } from './typed-into.ts';

/** The form's text. */
export type ModeratorTexts = { usernames: string };

/**
 * The form for a board's moderators. What was typed replaces the current names.
 *
 * @property slug the board's slug; another board gets another element
 * @property typed what was typed; the page keeps it while an archived board has no form
 */
@customElement('moderators-settings')
export class ModeratorsSettings extends LitElement {
  static override styles = sectionStyles;

  @property({ attribute: false }) slug = '';
  @property({ attribute: false }) typed!: TypedFields<ModeratorTexts>;
  readonly #moderators = new LoadedValue<readonly string[]>();
  readonly #saving = new Submission();
  readonly #errors = new FieldErrors(this);

  constructor() {
    super();
    for (const one of [this.#moderators, this.#saving]) new Subscription(this, (redraw) => one.onChange(redraw));
    new Subscription(this, (redraw) => this.typed.onChange(redraw));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#moderators.cancel();
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load = (): Promise<void> => this.#moderators.load((signal) => listModerators(this.slug, signal));

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const usernames = String(new FormData(event.target as HTMLFormElement).get('usernames'));
    const saved = await this.#saving.send([], async () => {
      await setModerators(this.slug, namesIn(usernames));
      await this.#load();
      this.typed.settle({ usernames });
    });
    await this.updateComplete;
    if (!saved) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  override render(): TemplateResult {
    return loadedView(this.#moderators.state, {
      ...sectionView,
      known: (usernames) => this.#renderForm({ usernames: usernames.join(', ') }),
      retry: this.#load,
    });
  }

  #renderForm(current: ModeratorTexts): TemplateResult {
    const { typed } = this;
    const saving = this.#saving;
    return html`<form novalidate @submit=${this.#save} @input=${typedInto(typed, current)}>
      ${inputField({
        id: 'usernames',
        label: 'Members who moderate this board',
        value: typed.over(current).usernames,
        hint: 'Names, separated by commas. The owner and the moderators of all boards are included automatically.',
        error: this.#errors.at(saving.problem, 'usernames'),
      })}
      ${outcome(saving, ['usernames'], typed.isUntouched ? 'Saved.' : '')}
      <div class="actions"><button class="button primary" aria-disabled=${saving.busy}>Save</button></div>
    </form>`;
  }
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

declare global {
  interface HTMLElementTagNameMap {
    'moderators-settings': ModeratorsSettings;
  }
}
