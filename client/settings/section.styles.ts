import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';

/** For the components that fill a section of the settings page. */
export const sectionStyles = [
  controls,
  fields,
  css`
    :host,
    form {
      display: grid;
      gap: var(--space-4);
    }
    .quiet {
      color: var(--ink-quiet);
    }
    .problem,
    .done {
      font-size: var(--text-2);
    }
    .problem {
      color: var(--danger);
    }
    .done {
      color: var(--live);
    }
  `,
];
