import { css, html, type TemplateResult } from 'lit';
import { newEventAddress } from '../app/app-context.ts';
import { isEmpty, type FormValues } from '../event-form/form-values.ts';

/** For `wayToPost`. */
export const wayToPostStyles = css`
  /* The form while it is closed. */
  .ask {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 3.75rem;
    padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--card);
    color: var(--ink-quiet);
    box-shadow: var(--shadow-small);
    text-decoration: none;
    cursor: text;
  }
  .ask:dir(rtl) {
    padding: var(--space-2) var(--space-4) var(--space-2) var(--space-2);
  }
  .prompt {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .prompt b {
    margin-inline-end: var(--space-1);
    color: var(--ink);
    font-weight: 600;
  }
  /* On phones it stays within reach of the thumb. */
  @media (max-width: 44rem) {
    .example {
      display: none;
    }
    .ask {
      position: fixed;
      inset: auto var(--space-3) max(var(--space-3), env(safe-area-inset-bottom));
      z-index: 2;
      box-shadow: var(--shadow-large);
    }
  }
  @media (forced-colors: active) {
    .ask {
      border-color: ButtonText;
    }
  }
  @media print {
    .ask {
      display: none;
    }
  }
`;

/** The form while it is closed: a link to it that says what is typed there. */
export function wayToPost(slug: string, typed: FormValues): TemplateResult {
  const isBegun = !isEmpty(typed);
  return html`<a class="ask" href=${newEventAddress(slug)}>
    <span class="prompt"
      ><b>${isBegun ? 'Not posted yet:' : 'What’s happening?'}</b>
      <span class="example">${isBegun ? typed.sentence || typed.name : 'choir practice tomorrow 7 pm'}</span></span
    >
    <span class="button primary">${isBegun ? 'Go on' : 'Post an event'}</span>
  </a>`;
}
