import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { noteStyles } from './board-notes.ts';

export const boardPageStyles = [
  controls,
  noteStyles,
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
      align-items: end;
      height: 0;
    }
    .held .button {
      border-color: var(--line-strong);
      background: var(--new-soft);
      box-shadow: 0 0.3rem 1.2rem var(--shadow);
    }
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
    /* On paper: only the events, no controls. */
    @media print {
      .held,
      .ask,
      posted-note,
      .closed,
      board-foot,
      event-filters {
        display: none;
      }
    }
  `,
];
