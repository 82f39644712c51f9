import { html, type TemplateResult } from 'lit';

export const reloadButton = html`<button type="button" class="button" @click=${() => location.reload()}>
  Reload this page
</button>`;

/**
 * In place of a part of the page whose code did not come. Browsers may keep such a failure for as long as the page is open, so
 * to ask for it again is not enough. What was typed into the form of an event, new or edited, outlives the reload.
 */
export function reloadNote(what: string): TemplateResult {
  return html`<p role="alert">${what} could not be loaded. ${reloadButton}</p>`;
}
