import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';

export const eventFormStyles = [
  controls,
  fields,
  css`
    form {
      display: grid;
      gap: var(--space-4);
    }
    .pair {
      display: grid;
      grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
      gap: var(--space-3);
    }
    .times {
      display: grid;
      gap: 0.35rem;
    }
    details {
      display: grid;
    }
    summary {
      display: flex;
      align-items: center;
      width: fit-content;
      min-height: var(--target);
      margin-block: -0.4rem;
      color: var(--accent-ink);
      font-size: var(--text-2);
      text-decoration: underline;
      text-underline-offset: 0.18em;
      list-style: none;
      cursor: pointer;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .more {
      display: grid;
      gap: var(--space-4);
      padding-top: var(--space-3);
    }
    .as {
      color: var(--ink-quiet);
      font-size: var(--text-2);
    }
    .as strong {
      color: var(--ink);
    }
    .problem {
      padding: var(--space-3);
      border: 1px solid var(--danger);
      border-radius: var(--radius-field);
      font-size: var(--text-2);
    }
    .problem strong {
      display: block;
      color: var(--danger);
    }
    .actions .primary {
      flex: 1 1 8rem;
    }
  `,
];
