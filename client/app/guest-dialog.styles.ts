import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';
import { fields } from '../ui/styles/fields.ts';

/** For the dialogs of a guest: another name, and leaving. */
export const guestDialogStyles = [
  controls,
  dialogs,
  fields,
  css`
    .field,
    p {
      margin-top: var(--space-3);
    }
    .quiet {
      color: var(--ink-quiet);
    }
    .problem {
      color: var(--danger);
      font-size: var(--text-2);
    }
    .leave,
    .leave:hover {
      border-color: transparent;
      background: var(--danger);
      color: var(--card);
    }
    .leave:hover {
      filter: brightness(1.08);
    }
  `,
];
