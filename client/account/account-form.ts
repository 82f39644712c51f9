import { css, html, nothing, type TemplateResult } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';
import { errorBeside, type SubmissionState } from '../ui/submission.ts';

/** For the short forms of the account page. */
export const accountFormStyles = [
  controls,
  fields,
  css`
    form {
      display: grid;
      gap: var(--space-4);
      max-width: 26rem;
    }
    .problem {
      color: var(--danger);
    }
  `,
];

/** The end of such a form: an error that is at none of its fields, the button, and that it is done. */
export function accountFormEnd(
  submission: SubmissionState,
  { fields: names, label, done }: { fields: readonly string[]; label: string; done: string },
): TemplateResult {
  const beside = errorBeside(submission.state === 'failed' ? submission.problem : null, names);
  return html`
    <div role="alert">${beside === '' ? nothing : html`<p class="problem">${beside}</p>`}</div>
    <div class="actions">
      <button class="button primary" aria-disabled=${submission.state === 'sending'}>${label}</button>
    </div>
    <div role="status">${submission.state === 'done' ? html`<p>${done}</p>` : nothing}</div>
  `;
}
