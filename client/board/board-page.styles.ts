import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';

export const boardPageStyles = [
  controls,
  css`
    :host {
      display: block;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-6);
      align-items: start;
    }
    .board {
      display: grid;
      gap: var(--space-5);
      min-width: 0;
    }
    .board:focus {
      outline: none;
    }
    .panel {
      position: sticky;
      top: var(--space-4);
      max-height: calc(100dvh - 2 * var(--space-4));
      padding: var(--space-5);
      overflow-y: auto;
      scrollbar-width: thin;
    }
    .panel h2 {
      margin-bottom: var(--space-4);
      font-size: var(--text-4);
      line-height: 1.3;
    }
    .note {
      display: grid;
      gap: var(--space-2);
      justify-items: start;
      padding: var(--space-5);
      color: var(--ink-quiet);
    }
    .note strong {
      font-size: var(--text-4);
      color: var(--ink);
    }
    .note .button {
      margin-top: var(--space-2);
    }
    .closed {
      padding: var(--space-3) var(--space-4);
    }
    .more {
      justify-self: center;
    }
    /* Takes no room: new events must not move anything while somebody is writing. */
    .held {
      position: sticky;
      bottom: var(--space-4);
      z-index: 1;
      display: grid;
      /* It grows with its number, but its start stays in place. */
      justify-items: start;
      align-items: end;
      height: 0;
    }
    .held .button {
      border-color: var(--line-strong);
      background: var(--new-soft);
      box-shadow: 0 0.3rem 1.2rem var(--shadow);
    }
    .post {
      position: fixed;
      right: max(var(--page-margin), env(safe-area-inset-right));
      bottom: max(var(--page-margin), env(safe-area-inset-bottom));
      z-index: 1;
      box-shadow: 0 0.3rem 1.2rem var(--shadow);
    }
    /* From this width on, the header has the same button. */
    @media (min-width: 44.01rem) {
      .post {
        display: none;
      }
    }
    @media (min-width: 62rem) {
      .columns {
        grid-template-columns: minmax(0, 1fr) 22.3rem;
      }
    }
    /* On paper: only the events, no controls. */
    @media print {
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
      .panel,
      .held,
      .post,
      .closed,
      .more,
      board-foot,
      event-filters {
        display: none;
      }
    }
  `,
];
