import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Board } from '../../shared/board.ts';
import { dropJoinCode, renewJoinCode } from '../api/moderation-api.ts';
import { boardAddress, joinAddress } from '../app/app-context.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';
import '../ui/qr-code.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { outcome } from './outcome.ts';
import { sectionStyles } from './section.styles.ts';

/**
 * How to join a board: the part of its settings. Asks before a code stops working that may hang on a wall.
 *
 * @property board the board, with its code
 */
@customElement('join-code-section')
export class JoinCodeSection extends LitElement {
  static override styles = [
    sectionStyles,
    css`
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
    `,
  ];

  @property({ attribute: false }) board!: Board;
  @query('#renew') private renewDialog!: ConfirmDialog;
  @query('#drop') private dropDialog!: ConfirmDialog;
  readonly #sending = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#sending.onChange(redraw));
  }

  #renew = (): void => {
    void this.#sending.send([], () => renewJoinCode(this.board.slug));
  };

  #drop = (): void => {
    void this.#sending.send([], () => dropJoinCode(this.board.slug));
  };

  override render(): TemplateResult {
    const { joinCode, slug } = this.board;
    const address = joinCode === null ? '' : joinAddress(joinCode);
    return html`
      ${
        joinCode === null
          ? html`<p class="quiet">The join code is off. Anyone can still read the board at ${boardAddress(slug)}.</p>`
          : html`<div class="join">
              <qr-code .text=${address}></qr-code>
              <div>
                <div class="code">${joinCode}</div>
                <a href=${address} dir="ltr">${address.replace(/^https?:\/\//, '')}</a>
              </div>
            </div>`
      }
      ${outcome(this.#sending)}
      <div class="actions">
        ${
          joinCode === null
            ? html`<button type="button" class="button" @click=${this.#renew}>Turn on</button>`
            : html`<button type="button" class="button" @click=${() => this.renewDialog.show()}>New code</button>
                <button type="button" class="button" @click=${() => this.dropDialog.show()}>Turn off</button>`
        }
      </div>
      ${joinCode === null ? nothing : this.#renderDialogs(joinCode)}
    `;
  }

  #renderDialogs(joinCode: string): TemplateResult {
    return html`
      <confirm-dialog
        id="renew"
        .heading=${'Make a new code?'}
        .detail=${`Nobody can join with ${joinCode} any more. Print posters and slides again. People who have joined stay.`}
        .confirmLabel=${'New code'}
        @confirm=${this.#renew}
      ></confirm-dialog>
      <confirm-dialog
        id="drop"
        .heading=${'Turn off the code?'}
        .detail=${`Nobody can join with ${joinCode} any more, and turning it on again makes another code. People who have joined stay.`}
        .confirmLabel=${'Turn off'}
        @confirm=${this.#drop}
      ></confirm-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-code-section': JoinCodeSection;
  }
}
