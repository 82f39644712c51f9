import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addressLines, isOnlyHere } from '../../state/join-address.ts';
import { controls } from '../../styles/controls.ts';
import '../qr-code/qr-code.ts';

/**
 * How one joins: a QR code to scan, and the address in words for who cannot.
 *
 * @property address where the code leads
 * @property code a short code to type instead; '' where there is none
 * @attribute slide full screen instead of beside the events
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
        gap: 1.6vh;
        min-height: 0;
        text-align: center;
        font-size: var(--chrome);
        line-height: 1.25;
      }
      .words {
        display: grid;
        gap: 0.6vh;
      }
      h2 {
        font-size: 1em;
        font-weight: 700;
      }
      .address {
        overflow-wrap: anywhere;
      }
      .code {
        font-size: 1.6em;
        font-weight: 800;
        letter-spacing: 0.08em;
        line-height: 1.1;
      }
      .note {
        color: var(--behind);
      }
      :host([slide]) {
        grid-template: minmax(0, 1fr) / auto minmax(0, 1fr);
        gap: 5vh;
        align-content: stretch;
        text-align: start;
      }
      :host([slide]) qr-code {
        aspect-ratio: 1;
        height: 100%;
        max-width: 60vw;
      }
      :host([slide]) .words {
        align-content: center;
        gap: 2vh;
        font-size: 5.25vh;
      }
      :host([slide]) h2 {
        font-size: 8vh;
        line-height: 1.1;
      }
      @media (max-aspect-ratio: 1/1) {
        :host([slide]) {
          grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
          text-align: center;
        }
        :host([slide]) qr-code {
          justify-self: center;
          max-width: 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) address = '';
  @property({ attribute: false }) code = '';
  @property({ type: Boolean, reflect: true }) slide = false;

  override render(): TemplateResult {
    return html`
      <qr-code .text=${this.address}></qr-code>
      <div class="words">
        <h2>${this.slide ? 'Join in' : 'Scan to post'}</h2>
        ${this.slide ? html`<p>Scan the code with your phone’s camera, or go to</p>` : nothing}
        <p class="address">${addressLines(this.address).map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}</p>
        ${this.code === '' ? nothing : html`<p class="code">${this.code}</p>`}
        ${isOnlyHere(this.address) ? html`<p class="note">Reaches this computer only</p>` : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-panel': JoinPanel;
  }
}
