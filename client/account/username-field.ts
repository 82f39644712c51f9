import { html, type TemplateResult } from 'lit';

/** Tells password managers to which account a new password belongs; nobody sees it. */
export function usernameField(username: string): TemplateResult {
  return html`<input
    class="visually-hidden"
    type="text"
    name="username"
    autocomplete="username"
    tabindex="-1"
    aria-hidden="true"
    readonly
    .value=${username}
  />`;
}
