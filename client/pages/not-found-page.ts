import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { narrowPage } from '../styles/narrow-page.ts';

/** For an address that leads nowhere. */
@customElement('not-found-page')
export class NotFoundPage extends LitElement {
  static override styles = [controls, narrowPage];

  override render(): TemplateResult {
    return html`
      <main id="main" class="narrow">
        <section class="card">
          <h1>There is nothing at this address</h1>
          <p>The link may be mistyped, or out of date. <a href="/">See what is on the board.</a></p>
        </section>
      </main>
    `;
  }
}
