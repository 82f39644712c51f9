import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DrawView } from './drawn-board.ts';
import { icon } from '../ui/icon.ts';
import { controls } from '../ui/styles/controls.ts';
import { reloadNote } from '../ui/reload-note.ts';

/**
 * The foot of the board page: following and sharing the board, print, and display settings.
 *
 * @property slug the board's slug
 * @property name the board's title
 * @fires open-display to open the display settings
 */
@customElement('board-foot')
export class BoardFoot extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-6);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }
      .button {
        font-size: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) slug = 'main';
  @property({ attribute: false }) name = '';
  @state() private failed = '';

  #follow = async (): Promise<void> => {
    await import('./follow-dialog.ts');
    await this.#show(Object.assign(document.createElement('follow-dialog'), { slug: this.slug }));
  };

  /** The address has what is selected. */
  #share = async (): Promise<void> => {
    await import('../share/share-dialog.ts');
    const { name } = this;
    await this.#show(Object.assign(document.createElement('share-dialog'), { name, address: location.href }));
  };

  #show(dialog: HTMLElement & { show(): Promise<void> }): Promise<void> {
    this.renderRoot.append(dialog);
    return dialog.show();
  }

  /** A dialog's code is loaded when somebody opens it. */
  #try(what: string, open: () => Promise<void>): void {
    open().catch(() => {
      this.failed = what;
    });
  }

  override render(): TemplateResult {
    return html`
      <button type="button" class="button" @click=${() => this.#try('Follow', this.#follow)}>
        ${icon('bell')} Follow
      </button>
      <button type="button" class="button" @click=${() => this.#try('Share', this.#share)}>
        ${icon('share')} Share
      </button>
      <button type="button" class="button" @click=${() => print()}>${icon('print')} Print</button>
      <button
        type="button"
        class="button"
        @click=${() => this.dispatchEvent(new CustomEvent('open-display', { bubbles: true, composed: true }))}
      >
        ${icon('settings')} Display
      </button>
      <a class="button" href="/b/${this.slug}/myevents">${icon('list')} My events</a>
      ${this.failed === '' ? nothing : reloadNote(`“${this.failed}”`)}
    `;
  }
}

export const drawView: DrawView = ({ slug, title }) => html`<board-foot .slug=${slug} .name=${title}></board-foot>`;

declare global {
  interface HTMLElementTagNameMap {
    'board-foot': BoardFoot;
  }
}
