import { html, type TemplateResult } from 'lit';

export const reloadButton = html`<button type="button" class="button" @click=${() => location.reload()}>
  Reload this page
</button>`;

/**
 * Shown in place of a part of the page whose code failed to load. Browsers can remember such a failure while the page
 * is open, so importing it again is not enough. What was typed into an event's form survives the reload.
 */
export function reloadNote(what: string): TemplateResult {
  return html`<p role="alert">${what} could not be loaded. ${reloadButton}</p>`;
}
