import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { categories } from '../ui/styles/categories.ts';
import { typesetStyles } from '../event-row/typeset.ts';
import { pills } from '../ui/pill.ts';

export const eventDetailsStyles = [
  controls,
  pills,
  typesetStyles,
  categories,
  css`
    :host {
      display: grid;
      grid-template-columns: auto minmax(0, 42rem);
      justify-content: center;
      align-items: start;
    }
    .picture {
      width: min(26rem, 36vw);
      margin-inline-end: clamp(var(--space-5), 4vw, 3.5rem);
      border-radius: var(--radius-band);
      box-shadow: var(--shadow-large);
    }
    .picture img {
      display: block;
      width: 100%;
      height: auto;
      border-radius: inherit;
      background: var(--sunk);
    }
    .picture.set {
      aspect-ratio: 4 / 5;
    }
    article {
      grid-column: 2;
      display: grid;
      gap: var(--space-5);
    }
    .pills {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }
    .pill {
      padding: 0.2rem 0.75rem;
      font-size: var(--text-2);
    }
    /* On the light from above, its usual ground would not show. */
    .soon {
      background: var(--card);
    }
    h1 {
      font-size: clamp(2rem, 1.2rem + 3.4vw, 3.25rem);
      font-weight: 800;
      letter-spacing: -0.026em;
      line-height: 1.06;
      overflow-wrap: anywhere;
      text-wrap: balance;
      outline: none;
    }
    .long {
      font-size: clamp(1.625rem, 1.2rem + 1.6vw, 2.125rem);
      line-height: 1.14;
    }
    .cancelled {
      text-decoration: line-through;
      text-decoration-thickness: 2px;
      color: var(--ink-quiet);
    }
    dl {
      display: grid;
      gap: var(--space-4);
    }
    .fact {
      display: grid;
      grid-template-columns: 3.5rem minmax(0, 1fr);
      gap: var(--space-4);
      align-items: center;
    }
    dd {
      overflow-wrap: anywhere;
    }
    .tile,
    .leaf {
      display: grid;
      place-items: center;
      width: 3.5rem;
      min-height: 3.5rem;
      border: 1px solid transparent;
      border-radius: 0.875rem;
      background: var(--card);
      color: var(--accent-ink);
      box-shadow: var(--shadow-small);
    }
    .tile {
      font-size: var(--text-4);
    }
    .leaf {
      overflow: hidden;
      grid-template-rows: auto 1fr;
      justify-items: stretch;
      color: var(--ink);
      line-height: 1.1;
      text-align: center;
    }
    .month {
      padding: 0.2rem;
      background: var(--accent);
      color: var(--on-accent);
      font-size: 0.75rem;
      font-weight: 700;
      text-transform: uppercase;
    }
    .day {
      padding: 0.15rem 0;
      font-size: 1.5rem;
      font-weight: 800;
    }
    .main {
      font-size: 1.1875rem;
      font-weight: 650;
      line-height: 1.3;
    }
    .quiet {
      color: var(--ink-quiet);
      font-size: var(--text-2);
    }
    .map {
      display: inline-flex;
      align-items: center;
      min-height: 1.75rem;
      font-size: var(--text-2);
    }
    .text {
      font-size: 1.1875rem;
      line-height: 1.55;
      white-space: pre-line;
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    .author {
      font-weight: 650;
      color: var(--ink);
    }
    .paper {
      display: none;
    }
    @media (max-width: 60rem) {
      :host {
        grid-template-columns: minmax(0, 42rem);
      }
      article {
        grid-column: 1;
      }
      .picture {
        justify-self: center;
        width: auto;
        max-width: 100%;
        margin: 0 0 var(--space-5);
      }
      .picture img {
        width: auto;
        max-width: 100%;
        max-height: min(28rem, 60vh);
      }
      /* It would only push the words down. */
      .picture.set {
        display: none;
      }
    }
    @media (max-width: 44rem) {
      article {
        gap: var(--space-4);
      }
      .fact {
        grid-template-columns: 3.25rem minmax(0, 1fr);
        gap: var(--space-3);
      }
      .tile,
      .leaf {
        width: 3.25rem;
        min-height: 3.25rem;
      }
      .text {
        font-size: var(--text-3);
      }
    }
    @media (forced-colors: active) {
      .tile,
      .leaf {
        border-color: CanvasText;
      }
      .picture.set {
        border: 1px solid;
      }
    }
    /* One sheet, to pin up: what, when and where, and the way to its page. */
    @media print {
      :host {
        display: block;
      }
      ::slotted([slot='actions']),
      .map {
        display: none;
      }
      .picture {
        margin: 0 0 0.6cm;
        box-shadow: none;
      }
      .picture.set {
        display: none;
      }
      .picture img {
        width: auto;
        max-width: 100%;
        max-height: 9cm;
      }
      h1 {
        font-size: 32pt;
      }
      .long {
        font-size: 22pt;
      }
      .tile,
      .leaf {
        border-color: #999;
        box-shadow: none;
      }
      .paper {
        display: grid;
        grid-template-columns: 4cm minmax(0, 1fr);
        gap: 0.6cm;
        align-items: center;
        break-inside: avoid;
      }
    }
  `,
];
