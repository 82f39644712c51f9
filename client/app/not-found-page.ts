import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { setPageTitle } from './app-context.ts';
import { pageStyles } from '../ui/page.styles.ts';

/** The page for an address that does not exist. */
@customElement('not-found-page')
export class NotFoundPage extends LitElement {
  static override styles = pageStyles;

  protected override firstUpdated(): void {
    setPageTitle(this, 'Page not found');
  }

  override render(): TemplateResult {
    return html`
      <div class="card sheet">
        <h1 tabindex="-1">There is nothing at this address</h1>
        <p class="quiet">Check the address, or go to the board.</p>
        <div class="actions"><a class="button primary" href="/">To the board</a></div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'not-found-page': NotFoundPage;
  }
}
