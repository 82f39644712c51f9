import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Board, BoardPatch } from '../../shared/board.ts';
import { mayChangeBoard, mayManageBoard } from '../../shared/policies.ts';
import { changeBoard, deleteBoard, dropJoinCode, listModerators, renewJoinCode, setModerators } from '../api/moderation-api.ts';
import { dropScreenKey, getScreenKey, renewScreenKey } from '../api/screen-api.ts';
import { boardAddress, joinAddress, screenAddress, tellTitle } from '../app-context.ts';
import { inputField, selectField } from '../components/form-fields/form-fields.ts';
import { navigate } from '../router.ts';
import { Asked, type AskedState } from '../state/asked.ts';
import type { BoardStore } from '../state/board-store.ts';
import { CalendarImport } from '../state/calendar-import.ts';
import { addressWithNext } from '../state/credentials.ts';
import { Follow } from '../state/follow.ts';
import type { FormProblem } from '../state/form-problem.ts';
import type { SessionStore } from '../state/session-store.ts';
import { errorAt, errorBeside, Submission } from '../state/submission.ts';
import { fields } from '../styles/fields.ts';
import { pageStyles } from './page.styles.ts';
import '../components/calendar-import/calendar-import.ts';
import '../components/loading-rows/loading-rows.ts';
import '../components/qr-code/qr-code.ts';
import '../components/screen-link/screen-link.ts';

const ruleFields = ['title', 'timeZone', 'posting', 'approval', 'guestNames'] as const;

/**
 * A board's title and rules, how one joins it, who moderates it, and its end.
 *
 * @property store the board; another board is another page
 * @property session who looks
 */
@customElement('settings-page')
export class SettingsPage extends LitElement {
  static override styles = [pageStyles, fields, css`
    :host {
      max-width: 40rem;
    }
    .top {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--space-4);
    }
    h2 {
      font-size: var(--text-4);
    }
    form {
      display: grid;
      gap: var(--space-4);
    }
    .join {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-5);
    }
    .join qr-code {
      flex: none;
      width: 9rem;
    }
    .code {
      font-size: 2rem;
      font-weight: 800;
      letter-spacing: 0.12em;
      line-height: 1.2;
    }
    .join a {
      overflow-wrap: anywhere;
    }
    .done {
      color: var(--live);
      font-size: var(--text-2);
    }
  `];

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @query('#confirm') private confirm!: HTMLInputElement;
  readonly #screenKey = new Asked<string | null>();
  readonly #moderators = new Asked<readonly string[]>();
  readonly #rules = new Submission();
  readonly #code = new Submission();
  readonly #screen = new Submission();
  readonly #people = new Submission();
  readonly #end = new Submission();
  readonly #import = new CalendarImport();
  readonly #abort = new AbortController();
  readonly #asked = new Set<unknown>();

  constructor() {
    super();
    new Follow(this, (tell) => this.store.onChange(tell));
    new Follow(this, (tell) => this.session.onChange(tell));
    new Follow(this, (tell) => this.#import.onChange(tell));
    for (const one of [this.#screenKey, this.#moderators, this.#rules, this.#code, this.#screen, this.#people, this.#end]) new Follow(this, (tell) => one.onChange(tell));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  protected override firstUpdated(): void {
    tellTitle(this, 'Settings');
  }

  protected override updated(): void {
    const { you } = this.store;
    if (mayChangeBoard(you)) this.#askOnce(this.#screenKey, this.#askScreenKey);
    if (mayManageBoard(you)) this.#askOnce(this.#moderators, this.#askModerators);
  }

  #askOnce(what: unknown, ask: () => Promise<void>): void {
    if (this.#asked.has(what)) return;
    this.#asked.add(what);
    void ask();
  }

  #askScreenKey = (): Promise<void> => this.#screenKey.ask(() => getScreenKey(this.store.slug, this.#abort.signal));

  #askModerators = (): Promise<void> => this.#moderators.ask(() => listModerators(this.store.slug, this.#abort.signal));

  override render(): TemplateResult {
    const { slug, board, you } = this.store;
    return html`
      <div class="top">
        <a class="back" href=${boardAddress(slug)}>Back to the board</a>
        <a class="back" href="/b/${slug}/moderate">Moderate</a>
      </div>
      <h1 tabindex="-1">Settings${board === null ? '' : ` of ${board.title}`}</h1>
      ${board === null ? html`<loading-rows></loading-rows>` : mayChangeBoard(you) ? this.#renderSettings(board) : this.#renderStranger()}
    `;
  }

  #renderStranger(): TemplateResult {
    return html`<div class="card sheet">
      <p>Only moderators of this board can see this page.</p>
      ${this.session.session.user === null ? html`<div class="actions"><a class="button primary" href=${addressWithNext('/login', location.pathname)}>Log in</a></div>` : nothing}
    </div>`;
  }

  #renderSettings(board: Board): TemplateResult {
    return html`
      ${board.archived ? html`<p class="card sheet" role="status">This board is archived: it can be read, nothing more.</p>` : html`
        <section class="card sheet" aria-labelledby="rules-heading"><h2 id="rules-heading">Rules</h2>${this.#renderRules(board)}</section>
        <section class="card sheet" aria-labelledby="join-heading"><h2 id="join-heading">Joining</h2>${this.#renderJoining(board)}</section>
        <section class="card sheet" aria-labelledby="import-heading"><h2 id="import-heading">Bring events in</h2>${this.#renderImport(board)}</section>`}
      <section class="card sheet" aria-labelledby="screen-heading" tabindex="-1"><h2 id="screen-heading">Projector</h2>${this.#renderScreen(board)}</section>
      ${mayManageBoard(this.store.you) ? this.#renderOwners(board) : nothing}
    `;
  }

  #renderRules({ title, timeZone, posting, approval, guestNames }: Board): TemplateResult {
    const { problem } = this.#rules;
    const zones = Intl.supportedValuesOf('timeZone');
    return html`<form novalidate @submit=${this.#saveRules}>
      ${inputField({ id: 'title', label: 'Title', value: title, required: true, max: 80, error: errorAt(problem, 'title') })}
      ${selectField({ id: 'timeZone', label: 'Time zone', value: timeZone, options: (zones.includes(timeZone) ? zones : [timeZone, ...zones]).map((zone) => [zone, zone.replaceAll('_', ' ')] as const), hint: 'For new events and for what “today” means.', error: errorAt(problem, 'timeZone') })}
      ${selectField({ id: 'posting', label: 'Who may post', value: posting, options: [['anyone', 'Anyone with a name'], ['members', 'Members, who log in'], ['nobody', 'Nobody but moderators: frozen']] })}
      ${selectField({ id: 'approval', label: 'New posts', value: String(approval), options: [['false', 'Appear at once'], ['true', 'Wait for approval']] })}
      ${selectField({ id: 'guestNames', label: 'Guests’ names', value: guestNames, options: [['shown', 'Stand beside what they post'], ['hidden', 'Are not shown: “Guest”']], hint: 'For new posts. Names that are not shown are not stored with them.' })}
      ${this.#renderOutcome(this.#rules, ruleFields, 'Saved.')}
      <div class="actions"><button class="button primary" aria-disabled=${this.#rules.busy}>Save</button></div>
    </form>`;
  }

  #renderJoining({ joinCode, slug }: Board): TemplateResult {
    const address = joinCode === null ? '' : joinAddress(joinCode);
    return html`
      ${joinCode === null ? html`<p class="quiet">The code is switched off. Everybody can still read the board at its address, ${boardAddress(slug)}.</p>` : html`<div class="join">
        <qr-code .text=${address}></qr-code>
        <div><div class="code">${joinCode}</div><a href=${address}>${address.replace(/^https?:\/\//, '')}</a></div>
      </div>`}
      ${this.#renderOutcome(this.#code, [], '')}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.#code.send([], () => renewJoinCode(slug))}>${joinCode === null ? 'Switch it on' : 'New code'}</button>
        ${joinCode === null ? nothing : html`<button type="button" class="button" @click=${() => this.#code.send([], () => dropJoinCode(slug))}>Switch it off</button>`}
      </div>
    `;
  }

  #renderScreen({ slug }: Board): TemplateResult {
    const { state } = this.#screenKey;
    if (state.state !== 'known') return this.#renderUnknown(state, this.#askScreenKey);
    const become = (work: () => Promise<string | null>) => () => this.#screen.send([], async () => { this.#screenKey.take(await work()); });
    return html`
      <screen-link
        .address=${state.value === null ? null : screenAddress(state.value)} .projector=${slug === 'main' ? '/projector' : `/b/${slug}/projector`}
        @screen-renew=${become(() => renewScreenKey(slug))} @screen-drop=${become(() => dropScreenKey(slug).then(() => null))}
      ></screen-link>
      ${this.#renderOutcome(this.#screen, [], '')}
    `;
  }

  /** In place of what is not known: there is nothing to press that could undo it unseen. */
  #renderUnknown({ state }: AskedState<unknown>, ask: () => Promise<void>): TemplateResult {
    if (state !== 'failed') return html`<p class="quiet">One moment…</p>`;
    const again = (event: Event): void => {
      // The button goes.
      (event.target as HTMLElement).closest('section')!.focus();
      void ask();
    };
    return html`<div role="alert"><p class="problem">This could not be loaded.</p></div><div class="actions"><button type="button" class="button" @click=${again}>Try again</button></div>`;
  }

  #renderImport({ slug }: Board): TemplateResult {
    return html`<calendar-import
      .run=${this.#import.state}
      @file-choose=${({ detail }: CustomEvent<File>) => this.#import.choose(slug, detail)} @import-confirm=${() => this.#import.confirm(slug)}
    ></calendar-import>`;
  }

  #renderOwners({ slug, archived, title }: Board): TemplateResult {
    return html`
      ${archived ? nothing : html`<section class="card sheet" aria-labelledby="moderators-heading" tabindex="-1"><h2 id="moderators-heading">Moderators</h2>${this.#renderModerators()}</section>`}
      ${slug === 'main' ? nothing : html`<section class="card sheet" aria-labelledby="end-heading">
        <h2 id="end-heading">Archive or delete</h2>
        <p class="quiet">An archived board can be read, nothing more, and brought back. Deleting takes ${title} and all its events away for good.</p>
        <form novalidate @submit=${this.#delete}>
          <div class="actions"><button type="button" class="button" @click=${() => this.#end.send([], async () => { this.store.take(await changeBoard(slug, { archived: !archived })); })}>${archived ? 'Bring it back' : 'Archive'}</button></div>
          ${inputField({ id: 'confirm', label: `To delete it, type its address: ${slug}`, autocomplete: 'off', error: errorAt(this.#end.problem, 'confirm') })}
          ${this.#renderOutcome(this.#end, ['confirm'], '')}
          <div class="actions"><button class="button danger" aria-disabled=${this.#end.busy}>Delete the board</button></div>
        </form>
      </section>`}
    `;
  }

  #renderModerators(): TemplateResult {
    const { state } = this.#moderators;
    if (state.state !== 'known') return this.#renderUnknown(state, this.#askModerators);
    return html`<form novalidate @submit=${this.#saveModerators}>
      ${inputField({ id: 'usernames', label: 'Members who moderate this board', value: state.value.join(', '), hint: 'Their names, with commas between them. The owner and the moderators of all boards need not be among them.', error: errorAt(this.#people.problem, 'usernames') })}
      ${this.#renderOutcome(this.#people, ['usernames'], 'Saved.')}
      <div class="actions"><button class="button primary" aria-disabled=${this.#people.busy}>Save</button></div>
    </form>`;
  }

  #renderOutcome(submission: Submission, known: readonly string[], done: string): TemplateResult {
    const beside = errorBeside(submission.problem, known);
    return html`
      <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
      <div role="status">${submission.state.state === 'done' && done !== '' ? html`<p class="done">${done}</p>` : ''}</div>
    `;
  }

  #saveRules = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(form.get(name));
    const patch = { title: text('title'), timeZone: text('timeZone'), posting: text('posting'), approval: text('approval') === 'true', guestNames: text('guestNames') } as BoardPatch;
    await this.#send(this.#rules, async () => { this.store.take(await changeBoard(this.store.slug, patch)); });
  };

  #saveModerators = async (event: Event): Promise<void> => {
    event.preventDefault();
    const names = String(new FormData(event.target as HTMLFormElement).get('usernames')).split(',').map((name) => name.trim()).filter((name) => name !== '');
    await this.#send(this.#people, async () => {
      await setModerators(this.store.slug, names);
      this.#moderators.take(await listModerators(this.store.slug, this.#abort.signal));
    });
  };

  #delete = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { slug } = this.store;
    const errors: FormProblem['errors'] = this.confirm.value.trim() === slug ? [] : [{ path: 'confirm', message: `Type ${slug}, exactly.` }];
    if (await this.#send(this.#end, () => deleteBoard(slug, slug), errors)) navigate('/boards');
  };

  async #send(submission: Submission, work: () => Promise<void>, errors: FormProblem['errors'] = []): Promise<boolean> {
    const done = await submission.send(errors, work);
    await this.updateComplete;
    if (!done) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return done;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-page': SettingsPage;
  }
}
