import { html, type TemplateResult } from 'lit';
import { errorBeside, type Submission } from '../ui/submission.ts';

/** The outcome of sending a form: an error that is not shown at one of these fields, or that it is done. */
export function outcome({ problem, state }: Submission, names: readonly string[] = [], done = ''): TemplateResult {
  const beside = errorBeside(problem, names);
  return html`
    <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
    <div role="status">${state.state === 'done' && done !== '' ? html`<p class="done">${done}</p>` : ''}</div>
  `;
}
