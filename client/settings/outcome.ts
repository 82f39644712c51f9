import { html, type TemplateResult } from 'lit';
import { errorBeside, type Submission } from '../ui/submission.ts';

/** What came of sending a form: what is wrong with it, other than at the fields of these names, or that it is done. */
export function outcome({ problem, state }: Submission, names: readonly string[] = [], done = ''): TemplateResult {
  const beside = errorBeside(problem, names);
  return html`
    <div role="alert">${beside === '' ? '' : html`<p class="problem">${beside}</p>`}</div>
    <div role="status">${state.state === 'done' && done !== '' ? html`<p class="done">${done}</p>` : ''}</div>
  `;
}
