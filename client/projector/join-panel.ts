import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addressLines } from './join-address.ts';
import { isOnlyHere } from '../ui/qr-path.ts';
import { controls } from '../ui/styles/controls.ts';
import '../ui/qr-code.ts';

/**
 * How to join: a QR code to scan, and the address to type.
 *
 * @property address the address behind the code
 * @property code the join code within the address; '' if there is none
 * @attribute readonly whether nobody can post at the moment
 * @attribute slide whether it fills the screen instead of standing beside the events
 */
@customElement('join-panel')
export class JoinPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, auto) auto;
        align-content: start;
        gap: calc(1.6 * var(--u));
        min-height: 0;
        text-align: center;
        font-size: calc(4 * var(--u));
        line-height: 1.25;
      }
      .words {
        display: grid;
        gap: calc(0.6 * var(--u));
      }
      h2 {
        font-size: 1em;
        font-weight: 700;
      }
      .address {
        overflow-wrap: anywhere;
      }
      .code {
        display: block;
        font-size: 1.6em;
        font-weight: 800;
        letter-spacing: 0.08em;
        line-height: 1.15;
      }
      .note {
        color: var(--behind);
      }
      :host([slide]) {
        grid-template: minmax(0, 1fr) / auto minmax(0, 1fr);
        gap: calc(5 * var(--u));
        align-content: stretch;
        text-align: start;
      }
      :host([slide]) qr-code {
        aspect-ratio: 1;
        height: 100%;
        max-width: 52vw;
      }
      :host([slide]) .words {
        align-content: center;
        gap: calc(2 * var(--u));
        font-size: calc(5.25 * var(--u));
      }
      :host([slide]) h2 {
        font-size: calc(8 * var(--u));
        line-height: 1.1;
      }
      :host([slide]) .address {
        font-size: calc(5.5 * var(--u));
        font-weight: 700;
        line-height: 1.15;
      }
      @media (max-aspect-ratio: 1/1) {
        :host(:not([slide])) qr-code {
          justify-self: center;
          width: 45vw;
        }
        :host([slide]) {
          grid-template: auto auto / minmax(0, 1fr);
          align-content: center;
          text-align: center;
        }
        :host([slide]) qr-code {
          justify-self: center;
          width: 80vw;
          height: auto;
          max-width: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) address = '';
  @property({ attribute: false }) code = '';
  @property({ type: Boolean }) readonly = false;
  @property({ type: Boolean, reflect: true }) slide = false;

  override render(): TemplateResult {
    return html`
      <qr-code .text=${this.address}></qr-code>
      <div class="words">
        <h2>${this.readonly ? 'Scan to read along' : this.slide ? 'Join in' : 'Scan to post'}</h2>
        ${this.slide ? html`<p>Scan the code with your phone’s camera, or go to</p>` : nothing}
        <p class="address" dir="ltr">${this.#renderAddress()}</p>
        ${isOnlyHere(this.address) ? html`<p class="note">Phones can’t open this address</p>` : nothing}
      </div>
    `;
  }

  /** The code is set large: people look at it to type it. */
  #renderAddress(): TemplateResult[] {
    return addressLines(this.address).map(
      (part, index) =>
        html`${index === 0 ? nothing : html`<wbr />`}${part === this.code ? html`<strong class="code">${part}</strong>` : part}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-panel': JoinPanel;
  }
}
