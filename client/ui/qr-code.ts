import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { qrPath } from './qr-path.ts';

/**
 * A QR code, black on white (or on a light `--qr-ground`), with its quiet zone, as large as its box.
 *
 * @property text the content of the code: an address
 */
@customElement('qr-code')
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      min-height: 0;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    rect {
      fill: var(--qr-ground, #fff);
    }
    path {
      fill: #000;
    }
  `;

  @property({ attribute: false }) text = '';

  override render(): TemplateResult {
    const { side, path } = qrPath(this.text);
    return html`<svg
      viewBox="0 0 ${side} ${side}"
      role="img"
      aria-label="QR code: ${this.text}"
      shape-rendering="crispEdges"
    >
      <rect width=${side} height=${side} rx="1.5"></rect>
      <path d=${path}></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
