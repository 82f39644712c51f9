import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { noteStyles } from './board-notes.ts';
import { wayToPostStyles } from './way-to-post.ts';

export const boardPageStyles = [
  controls,
  noteStyles,
  wayToPostStyles,
  css`
    :host {
      display: block;
    }
    .board {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
      min-width: 0;
    }
    .beside,
    .list {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: var(--space-4);
    }
    .beside.railed {
      grid-template-columns: minmax(0, 1fr) minmax(18rem, 23%);
      gap: var(--space-7);
    }
    @media (min-width: 100rem) {
      .beside.railed {
        grid-template-columns: minmax(0, 1fr) minmax(38rem, 40%);
      }
    }
    .board:focus {
      outline: none;
    }
    .closed {
      padding: var(--space-3) var(--space-4);
    }
    /* Takes no room: new events must not move anything while somebody is writing. */
    .held {
      position: sticky;
      bottom: var(--space-4);
      z-index: 1;
      display: grid;
      /* It grows with its number, but its start stays in place. */
      justify-items: start;
      align-content: end;
      height: 0;
    }
    .held .button {
      border-color: var(--line-strong);
      background: var(--new-soft);
      box-shadow: 0 0.3rem 1.2rem var(--shadow);
    }
    @media (max-width: 44rem) {
      /* Above the way to post. */
      .held {
        bottom: calc(5.25rem + env(safe-area-inset-bottom));
      }
    }
    /* On paper: only the events, no controls. */
    @media print {
      .held,
      posted-note,
      .closed,
      board-foot,
      event-filters {
        display: none;
      }
    }
  `,
];
