import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Board } from '../../shared/board.ts';
import { mayChangeBoard, mayManageBoard } from '../../shared/policies.ts';
import { changeBoard, deleteBoard } from '../api/moderation-api.ts';
import { moderatorsOnly } from '../app/moderators-only.ts';
import { boardAddress, setPageTitle } from '../app/app-context.ts';
import { boardEnd } from './board-end.ts';
import { rulesForm } from './rules-form.ts';
import { navigate } from '../app/router.ts';
import { rulesPatchOf, type RuleTexts } from './board-rules.ts';
import type { BoardStore } from '../store/board-store.ts';
import { CalendarImport } from './calendar-import.ts';
import { Subscription } from '../ui/subscription.ts';
import type { FormProblem } from '../ui/form-problem.ts';
import type { SessionStore } from '../store/session-store.ts';
import { FieldErrors } from '../ui/field-errors.ts';
import { Submission } from '../ui/submission.ts';
import { TypedFields } from './typed-fields.ts';
import { fields } from '../ui/styles/fields.ts';
import { pageStyles } from '../ui/page.styles.ts';
import { SectionInSight } from './section-in-sight.ts';
import { settingsMenu, settingsMenuStyles, type SettingsSection } from './settings-menu.ts';
import { settingsPageStyles } from './settings-page.styles.ts';
import '../moderation/board-size-note.ts';
import './calendar-import-form.ts';
import './categories-settings.ts';
import './join-code-section.ts';
import './look-settings.ts';
import '../ui/loading-rows.ts';
import type { ModeratorTexts } from './moderators-settings.ts';
import './moderators-settings.ts';
import './screen-settings.ts';

/**
 * A board's settings: title and rules, joining, moderators, archiving and deleting.
 *
 * @property store the board; another board gets another element
 * @property session who uses this browser
 */
@customElement('settings-page')
export class SettingsPage extends LitElement {
  static override styles = [pageStyles, fields, settingsMenuStyles, settingsPageStyles];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @query('#confirm') private confirm!: HTMLInputElement;
  readonly #typedRules = new TypedFields<RuleTexts>();
  readonly #typedModerators = new TypedFields<ModeratorTexts>();
  readonly #rules = new Submission();
  readonly #end = new Submission();
  readonly #errors = new FieldErrors(this);
  readonly #import = new CalendarImport();
  readonly #inSight = new SectionInSight(this);

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, (redraw) => this.session.onChange(redraw));
    new Subscription(this, (redraw) => this.#import.onChange(redraw));
    for (const one of [this.#typedRules, this.#rules, this.#end])
      new Subscription(this, (redraw) => one.onChange(redraw));
  }

  protected override firstUpdated(): void {
    setPageTitle(this, 'Settings');
  }

  /** Sends only what was typed, so that other people's changes to the rest stay. */
  #saveRules = async (event: Event): Promise<void> => {
    event.preventDefault();
    const sent = this.#typedRules.touched;
    await this.#send(this.#rules, async () => {
      this.store.take(await changeBoard(this.store.slug, rulesPatchOf(sent)));
      this.#typedRules.settle(sent);
    });
  };

  #archive({ slug, archived }: Board): void {
    void this.#end.send([], async () => {
      this.store.take(await changeBoard(slug, { archived: !archived }));
    });
  }

  #delete = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { slug } = this.store;
    const errors: FormProblem['errors'] =
      this.confirm.value.trim() === slug ? [] : [{ path: 'confirm', message: `Type ${slug} exactly.` }];
    if (await this.#send(this.#end, () => deleteBoard(slug, slug), errors)) navigate('/boards');
  };

  async #send(submission: Submission, work: () => Promise<void>, errors: FormProblem['errors'] = []): Promise<boolean> {
    const done = await submission.send(errors, work);
    await this.updateComplete;
    if (!done) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return done;
  }

  override render(): TemplateResult {
    const { slug, board, you } = this.store;
    return html`
      <div class="top">
        <a class="back" href=${boardAddress(slug)}>Back to the board</a>
        <a class="back" href="/b/${slug}/moderate">Moderate</a>
      </div>
      <h1 tabindex="-1">Settings${board === null ? '' : ` of ${board.title}`}</h1>
      ${board === null ? html`<loading-rows></loading-rows>` : mayChangeBoard(you) ? this.#renderSettings(board) : moderatorsOnly(this.session.session, this.store.slug)}
    `;
  }

  #renderSettings(board: Board): TemplateResult {
    const sections = this.#sectionsOf(board);
    return html`<div class="parts">
      ${settingsMenu(sections, this.#inSight)}
      <div class="sections">
        <board-size-note .slug=${board.slug}></board-size-note>
        ${board.archived ? html`<p class="card sheet" role="status">This board is archived and read-only.</p>` : nothing}
        ${repeat(
          sections,
          ({ id }) => id,
          ({ id, label, content }) =>
            html`<section id=${id} class="card sheet" aria-labelledby="${id}-heading" tabindex="-1">
              <h2 id="${id}-heading">${label}</h2>
              ${content}
            </section>`,
        )}
      </div>
    </div>`;
  }

  /** What can still be set of an archived board is its screens and its end. */
  #sectionsOf(board: Board): SettingsSection[] {
    const { store } = this;
    const owns = mayManageBoard(store.you);
    const sections: (SettingsSection & { when: boolean })[] = [
      {
        when: !board.archived,
        id: 'look',
        label: 'Look',
        icon: 'image',
        content: html`<look-settings .store=${store}></look-settings>`,
      },
      {
        when: !board.archived,
        id: 'categories',
        label: 'Categories',
        icon: 'tag',
        content: html`<categories-settings .store=${store}></categories-settings>`,
      },
      {
        when: !board.archived,
        id: 'rules',
        label: 'Rules',
        icon: 'list',
        content: rulesForm({
          board,
          typed: this.#typedRules,
          sending: this.#rules,
          errors: this.#errors,
          save: this.#saveRules,
        }),
      },
      {
        when: !board.archived,
        id: 'join',
        label: 'Joining',
        icon: 'people',
        content: html`<join-code-section .board=${board}></join-code-section>`,
      },
      {
        when: !board.archived,
        id: 'import',
        label: 'Import events',
        icon: 'calendar',
        content: this.#renderImport(board),
      },
      {
        when: true,
        id: 'screen',
        label: 'Projector',
        icon: 'screen',
        content: html`<screen-settings .slug=${board.slug}></screen-settings>`,
      },
      {
        when: owns && !board.archived,
        id: 'moderators',
        label: 'Moderators',
        icon: 'check',
        content: html`<moderators-settings .slug=${board.slug} .typed=${this.#typedModerators}></moderators-settings>`,
      },
      {
        when: owns && board.slug !== 'main',
        id: 'end',
        label: 'Archive or delete',
        icon: 'more',
        content: boardEnd({
          board,
          sending: this.#end,
          errors: this.#errors,
          archive: () => this.#archive(board),
          end: this.#delete,
        }),
      },
    ];
    return sections.filter(({ when }) => when);
  }

  #renderImport({ slug }: Board): TemplateResult {
    return html`<calendar-import-form
      .run=${this.#import.state}
      @file-choose=${({ detail }: CustomEvent<File>) => this.#import.choose(slug, detail)}
      @import-confirm=${({ detail }: CustomEvent<boolean>) => this.#import.confirm(slug, detail)}
    ></calendar-import-form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-page': SettingsPage;
  }
}
