import { css } from 'lit';

/** A small dialog: heading, text, and buttons at the end. */
export const dialogs = css`
  dialog {
    /* A modal dialog is above all of the page as it is; tools that measure contrast know only this. */
    z-index: 4;
    width: min(28rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    padding: var(--space-5);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--card);
    color: var(--ink);
    box-shadow: 0 1rem 3rem var(--shadow);
  }
  dialog::backdrop {
    background: oklch(0.2 0.03 265 / 0.5);
  }
  dialog h2 {
    font-size: var(--text-4);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  dialog .actions {
    justify-content: end;
    margin-top: var(--space-5);
  }
  @media print {
    dialog {
      display: none;
    }
  }
`;
