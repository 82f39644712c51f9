import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Board } from '../../shared/board.ts';
import { themes, type Theme } from '../../shared/theme.ts';
import { changeBoard, listPeopleHere } from '../api/moderation-api.ts';
import { getScreenKey } from '../api/screen-api.ts';
import { joinAddress } from '../app/app-context.ts';
import type { BoardStore } from '../store/board-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { problemOf } from '../ui/form-problem.ts';
import { icon } from '../ui/icon.ts';
import { reloadNote } from '../ui/reload-note.ts';
import { Subscription } from '../ui/subscription.ts';
import { firstStepsStyles } from './first-steps.styles.ts';
import { stepsOf, type Seen, type Step } from './steps.ts';

/**
 * Tells the owner of a new board that it is theirs, and what to do first. Each step is ticked by what is there. Once all
 * are done, or the owner says so, the board is no longer new: on the server, so that it stays away everywhere.
 *
 * @property store the board
 * @property session its owner
 */
@customElement('first-steps')
export class FirstSteps extends LitElement {
  static override styles = firstStepsStyles;

  @property({ attribute: false }) store!: BoardStore;
  @property({ attribute: false }) session!: SessionStore;
  @state() private seen: Seen = { projector: false, joined: false };
  @state() private problem = '';
  @state() private shareFailed = false;
  readonly #abort = new AbortController();
  #viewers = 0;
  /** Whether it was ended because all is done; if that failed, the next visit tries again. */
  #wasEnded = false;

  constructor() {
    super();
    new Subscription(this, (redraw) => this.store.onChange(redraw));
    new Subscription(this, () => this.store.feed.onChange(() => this.#look()));
    new Subscription(this, () => {
      // The projector is opened in another tab.
      window.addEventListener('storage', this.#look);
      return () => window.removeEventListener('storage', this.#look);
    });
  }

  protected override firstUpdated(): void {
    this.#see(readSeen(this.#key));
    this.#look();
    void this.#askForScreens();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  protected override updated(): void {
    if (this.#wasEnded || this.#steps?.every(({ done }) => done) !== true) return;
    this.#wasEnded = true;
    void this.#end();
  }

  get #key(): string {
    return `board.first-steps.${this.store.slug}`;
  }

  get #steps(): ReturnType<typeof stepsOf> | null {
    return this.store.board && stepsOf(this.store.board, this.seen);
  }

  /** A screen has opened in this browser, or somebody else has posted or come. */
  #look = (): void => {
    const { slug, feed } = this.store;
    if (readStored('localStorage', `board.projector.${slug}`) !== null) this.#see({ projector: true });
    if (this.seen.joined) return;
    const me = this.session.session.user?.username;
    const isMine = ({ name, member }: { name: string; member: boolean }): boolean => member && name === me;
    for (const { author } of feed.events.values()) if (!isMine(author)) return this.#see({ joined: true });
    if (feed.viewers === this.#viewers) return;
    this.#viewers = feed.viewers;
    listPeopleHere(slug, this.#abort.signal).then(
      ({ people }) => {
        if (people.some((person) => !isMine(person))) this.#see({ joined: true });
      },
      // It is asked again when the next one comes.
      () => undefined,
    );
  };

  async #askForScreens(): Promise<void> {
    const key = await getScreenKey(this.store.slug, this.#abort.signal).catch(() => null);
    if (key !== null) this.#see({ projector: true });
  }

  #see(seen: Partial<Seen>): void {
    const now = { ...this.seen, ...seen };
    if (now.projector === this.seen.projector && now.joined === this.seen.joined) return;
    this.seen = now;
    writeStored('localStorage', this.#key, JSON.stringify(now));
  }

  #end = (): Promise<void> => this.#change({ firstSteps: false });

  async #change(patch: { theme: Theme } | { firstSteps: false }): Promise<void> {
    this.problem = '';
    try {
      this.store.take(await changeBoard(this.store.slug, patch));
      if ('firstSteps' in patch) writeStored('localStorage', this.#key, null);
    } catch (error) {
      this.problem = problemOf(error).detail;
    }
  }

  async #showCode({ title, joinCode }: Board): Promise<void> {
    if (joinCode === null) return;
    await import('../share/share-dialog.ts');
    const address = joinAddress(joinCode);
    const dialog = Object.assign(document.createElement('share-dialog'), { name: title, address });
    this.renderRoot.append(dialog);
    await dialog.show();
  }

  override render(): TemplateResult | typeof nothing {
    const { board } = this.store;
    const steps = this.#steps;
    if (board === null || steps === null || !board.firstSteps || board.archived) return nothing;
    return html`<section class="card" aria-labelledby="heading">
      <div class="top">
        <h2 id="heading">This board is yours</h2>
        <button type="button" class="close" @click=${this.#end}>
          ${icon('x')}<span class="visually-hidden">Hide the first steps for good</span>
        </button>
      </div>
      <p class="quiet">You own it: you decide how it looks, who can post and who moderates.</p>
      <ol>
        ${steps.map(
          ({ step, done }) =>
            html`<li class=${done ? 'done' : ''}>
              <span class="tick">${done ? icon('check') : nothing}</span>
              <div class="what">
                <p>${words[step]}${done ? html`<span class="visually-hidden">, done</span>` : nothing}</p>
                ${this.#renderWay(step, board)}
              </div>
            </li>`,
        )}
      </ol>
      <div role="alert">${this.problem === '' ? nothing : html`<p class="problem">${this.problem}</p>`}</div>
      ${this.shareFailed ? reloadNote('The code') : nothing}
    </section>`;
  }

  #renderWay(step: Step, board: Board): TemplateResult {
    const settings = `/b/${board.slug}/settings`;
    switch (step) {
      case 'title':
        return html`<a class="button" href=${settings}>Settings</a>`;
      case 'look':
        return html`<div class="colours" role="group" aria-label="Colour">
          ${(Object.keys(themes) as Theme[]).map(
            (theme) =>
              html`<button
                type="button"
                value=${theme}
                .style=${`--hue:${themes[theme].hue};--strength:${themes[theme].strength}`}
                aria-label=${theme[0]!.toUpperCase() + theme.slice(1)}
                aria-pressed=${theme === board.theme}
                @click=${() => this.#change({ theme })}
              ></button>`,
          )}
        </div>`;
      case 'projector':
        return html`<a
          class="button"
          href=${board.slug === 'main' ? '/projector' : `/b/${board.slug}/projector`}
          target="_blank"
          rel="noopener"
          >${icon('screen')} Open the projector</a
        >`;
      case 'join':
        return board.joinCode === null
          ? html`<a class="button" href=${settings}>Make a code</a>`
          : html`<button
              type="button"
              class="button"
              @click=${() =>
                this.#showCode(board).catch(() => {
                  this.shareFailed = true;
                })}
            >
              Show the code <b>${board.joinCode}</b>
            </button>`;
      default:
        return step satisfies never;
    }
  }
}

const words: Record<Step, string> = {
  title: 'Give it a title',
  look: 'Pick a colour',
  projector: 'Show it on a screen',
  join: 'Let somebody join by the code',
};

function readSeen(key: string): Seen {
  try {
    const stored: unknown = JSON.parse(readStored('localStorage', key) ?? 'null');
    const { projector, joined } = Object(stored) as Record<string, unknown>;
    return { projector: projector === true, joined: joined === true };
  } catch {
    return { projector: false, joined: false };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'first-steps': FirstSteps;
  }
}
