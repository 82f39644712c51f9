import { css, html, type TemplateResult } from 'lit';

/** A box to tick that shows the password in the form, and what a new password needs. */

export const newPasswordHint = 'At least 8 characters. A few words in a row work well.';

export const showPasswordStyles = css`
  .show {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: 1.5rem;
    font-size: var(--text-2);
    cursor: pointer;
  }
  .show input {
    width: 1.15rem;
    min-height: 1.15rem;
    margin: 0;
    accent-color: var(--accent-ink);
  }
`;

export function showPassword(shown: boolean, show: (shown: boolean) => void): TemplateResult {
  return html`<label class="show"
    ><input
      type="checkbox"
      .checked=${shown}
      @change=${({ target }: Event) => show((target as HTMLInputElement).checked)}
    />
    Show password</label
  >`;
}
