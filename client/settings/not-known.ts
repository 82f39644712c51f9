import { html, type TemplateResult } from 'lit';
import type { LoadedState } from '../ui/loaded-value.ts';

/** In place of what is not known: there is nothing to press that could undo it unseen. `ask` asks for it once more. */
export function notKnown({ state }: LoadedState<unknown>, ask: () => Promise<void>): TemplateResult {
  if (state !== 'failed') return html`<p class="quiet">One moment…</p>`;
  const again = (event: Event): void => {
    // The button goes.
    (event.target as HTMLElement).closest('section')!.focus();
    void ask();
  };
  return html`<div role="alert"><p class="problem">This could not be loaded.</p></div>
    <div class="actions"><button type="button" class="button" @click=${again}>Try again</button></div>`;
}
