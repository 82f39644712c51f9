import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WhichDates } from '../../shared/event.ts';
import { controls } from '../ui/styles/controls.ts';

/**
 * Chooses which dates of a repeating event a change applies to.
 *
 * @property value the choice
 * @fires which-change with the new one
 */
@customElement('which-dates')
export class WhichDatesChoice extends LitElement {
  static override styles = [
    controls,
    css`
      fieldset {
        display: grid;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        cursor: pointer;
      }
      input {
        flex: none;
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent-ink);
      }
      p {
        color: var(--ink-quiet);
        font-size: var(--text-1);
      }
    `,
  ];

  @property({ attribute: false }) value: WhichDates = 'this';

  #choose = (event: Event): void => {
    this.value = (event.target as HTMLInputElement).value as WhichDates;
    this.dispatchEvent(new CustomEvent('which-change', { detail: this.value }));
  };

  override render(): TemplateResult {
    return html`
      <fieldset @change=${this.#choose}>
        <legend>What changes</legend>
        ${this.#renderChoice('this', 'Only this date')} ${this.#renderChoice('all', 'This and all later dates')}
        <p>Dates that were changed on their own keep those changes.</p>
      </fieldset>
    `;
  }

  #renderChoice(value: WhichDates, label: string): TemplateResult {
    return html`<label
      ><input type="radio" name="which" value=${value} .checked=${this.value === value} />${label}</label
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'which-dates': WhichDatesChoice;
  }
}
