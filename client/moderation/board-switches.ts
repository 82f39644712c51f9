import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Board } from '../../shared/board.ts';
import { controls } from '../ui/styles/controls.ts';

export type BoardSwitch = { name: 'frozen' | 'approval' | 'joinSlide'; on: boolean };

/**
 * The switches that a moderator uses during a lesson.
 *
 * @property board the board with its current rules
 * @fires switch with a `BoardSwitch`: the new setting
 */
@customElement('board-switches')
export class BoardSwitches extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
      }
      button {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        width: 100%;
        min-height: 3.5rem;
        padding: var(--space-2) var(--space-4);
        border: 0;
        background: none;
        text-align: start;
        cursor: pointer;
      }
      button + button {
        border-top: 1px solid var(--line);
      }
      button:hover {
        background: color-mix(in oklab, var(--card), var(--accent) 5%);
      }
      button:first-child {
        border-radius: var(--radius) var(--radius) 0 0;
      }
      button:last-child {
        border-radius: 0 0 var(--radius) var(--radius);
      }
      .label {
        flex: 1;
        font-weight: 600;
      }
      .hint {
        display: block;
        color: var(--ink-quiet);
        font-size: var(--text-2);
        font-weight: 400;
      }
      .track {
        flex: none;
        width: 3.1rem;
        height: 1.75rem;
        padding: 0.2rem;
        border: 2px solid var(--line-strong);
        border-radius: var(--round);
        background: var(--card);
      }
      .knob {
        display: block;
        width: 1.1rem;
        height: 1.1rem;
        border-radius: 50%;
        background: var(--line-strong);
        transition: translate 0.12s;
      }
      [aria-checked='true'] .track {
        border-color: var(--accent-ink);
        background: var(--accent);
      }
      [aria-checked='true'] .knob {
        translate: 1.35rem;
        background: var(--on-accent);
      }
      [aria-checked='true'] .knob:dir(rtl) {
        translate: -1.35rem;
      }
      button:focus-visible {
        outline-offset: -3px;
      }
      @media (forced-colors: active) {
        [aria-checked='true'] .track {
          background: Highlight;
        }
        .knob {
          forced-color-adjust: none;
          background: ButtonText;
        }
        [aria-checked='true'] .knob {
          background: HighlightText;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: Board;

  override render(): TemplateResult {
    const { posting, approval, joinSlide } = this.board;
    return html`
      ${this.#renderSwitch('frozen', 'Frozen', 'Only moderators can post.', posting === 'nobody')}
      ${this.#renderSwitch('approval', 'Posts wait for approval', 'Nobody sees them until a moderator approves them.', approval)}
      ${this.#renderSwitch('joinSlide', 'Join slide', 'The projector shows how to join, full screen.', joinSlide)}
    `;
  }

  #renderSwitch(name: BoardSwitch['name'], label: string, hint: string, on: boolean): TemplateResult {
    const turn = (): void => {
      this.dispatchEvent(new CustomEvent<BoardSwitch>('switch', { detail: { name, on: !on } }));
    };
    return html`<button
      type="button"
      role="switch"
      aria-checked=${on ? 'true' : 'false'}
      aria-labelledby="${name}-label"
      aria-describedby="${name}-hint"
      @click=${turn}
    >
      <span class="label"
        ><span id="${name}-label">${label}</span><span class="hint" id="${name}-hint">${hint}</span></span
      >
      <span class="track" aria-hidden="true"><span class="knob"></span></span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'board-switches': BoardSwitches;
  }
}
