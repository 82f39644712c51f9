import { css, html, type TemplateResult } from 'lit';
import { icon } from '../../ui/icon.ts';

/** For `stepButton`, after `controls`. */
export const stepStyles = css`
  .step {
    width: var(--target);
    padding: 0;
    border-color: transparent;
    background: none;
  }
  .step:dir(rtl) .icon {
    scale: -1 1;
  }
`;

/** Goes to the month or week before or after. */
export function stepButton(unit: 'month' | 'week', by: -1 | 1, step: () => void): TemplateResult {
  return html`<button
    type="button"
    class="button step"
    aria-label="${by === 1 ? 'Next' : 'Previous'} ${unit}"
    @click=${step}
  >
    ${icon(by === 1 ? 'right' : 'left')}
  </button>`;
}
