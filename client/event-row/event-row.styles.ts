import { css } from 'lit';
import { pills } from '../ui/pill.ts';
import { categories } from '../ui/styles/categories.ts';
import { controls } from '../ui/styles/controls.ts';
import { tileStyles } from './event-tile.ts';

export const eventRowStyles = [
  controls,
  pills,
  categories,
  tileStyles,
  css`
    :host {
      position: relative;
      display: grid;
      grid-template-columns: 5.5rem minmax(0, 1fr);
      gap: 0 var(--space-4);
      align-items: center;
      padding: var(--space-4) 1.125rem;
      transition: background-color 0.6s ease-out;
    }
    :host(:hover) {
      background: color-mix(in oklab, var(--card), var(--accent) 5%);
    }
    :host([fresh]),
    :host([fresh]:hover) {
      background: color-mix(in oklab, var(--card), var(--new-soft) 45%);
    }
    :host([waiting]) {
      background: repeating-linear-gradient(
        -45deg,
        transparent 0 9px,
        color-mix(in oklab, transparent, var(--ink) 3.5%) 9px 18px
      );
    }
    :host([tiled]) {
      grid-template-columns: 5.5rem 3.5rem minmax(0, 1fr);
    }
    .tile {
      width: 3.5rem;
      aspect-ratio: 1;
    }
    :host([over]) .tile,
    .tile.cancelled {
      filter: grayscale(1);
      opacity: 0.65;
    }
    .when {
      align-self: start;
      color: var(--ink-quiet);
      font-size: var(--text-2);
      line-height: 1.3;
    }
    .start {
      display: block;
      color: var(--ink);
      font-size: 1.125rem;
      font-weight: 700;
      line-height: 1.25;
    }
    .date {
      display: block;
      color: var(--ink);
      font-size: var(--text-1);
      font-weight: 600;
      /* With its year it takes two lines. */
      text-wrap: balance;
    }
    .name {
      font-size: 1.1875rem;
      font-weight: 650;
      line-height: 1.22;
      letter-spacing: -0.01em;
      overflow-wrap: anywhere;
      text-wrap: balance;
    }
    .name a {
      color: inherit;
      text-decoration: none;
    }
    .name a::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    .name a:focus-visible {
      outline: none;
    }
    .name a:focus-visible::after {
      outline: 3px solid var(--accent-ink);
      outline-offset: -3px;
      border-radius: var(--radius);
    }
    .about {
      margin-top: 0.1rem;
      font-size: var(--text-2);
      color: var(--ink-quiet);
      overflow-wrap: anywhere;
    }
    .cancelled,
    .cancelled a {
      text-decoration: line-through;
      text-decoration-thickness: 2px;
      color: var(--ink-quiet);
    }
    :host([over]) .name,
    :host([over]) .start,
    :host([sending]) .name {
      color: var(--ink-quiet);
    }
    .details {
      display: none;
    }
    progress {
      display: none;
    }
    /* What runs now, or comes next, weighs most. */
    :host([lead]) {
      padding-block: var(--space-5);
    }
    :host([lead]) .when {
      padding-top: 0.3rem;
    }
    :host([lead]) .name {
      font-size: clamp(1.5rem, 1.1rem + 1.2vw, 2.125rem);
      font-weight: 750;
      letter-spacing: -0.024em;
      line-height: 1.08;
    }
    :host([lead]) .about {
      margin-top: var(--space-1);
      font-size: var(--text-3);
    }
    :host([lead]) .details {
      display: -webkit-box;
      max-width: 60ch;
      margin-top: var(--space-2);
      overflow: hidden;
      color: var(--ink-quiet);
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    :host([lead]) progress {
      display: block;
      width: 100%;
      height: 5px;
      margin-top: var(--space-3);
      border: 0;
      border-radius: var(--round);
      background: var(--sunk);
      accent-color: var(--live);
      appearance: none;
      forced-color-adjust: none;
    }
    progress::-webkit-progress-bar {
      border-radius: var(--round);
      background: var(--sunk);
    }
    progress::-webkit-progress-value {
      border-radius: var(--round);
      background: var(--live);
    }
    progress::-moz-progress-bar {
      border-radius: var(--round);
      background: var(--live);
    }
    /* Its poster fills the end of the card: 4 by 5, as posters are, so that little of one is cut off. */
    :host([lead][pictured]) {
      grid-template-columns: 5.5rem minmax(0, 1fr) min(12rem, 36%);
      min-height: 15rem;
      align-items: start;
    }
    :host([lead][pictured]) .tile {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      grid-row: auto;
      align-self: stretch;
      width: min(12rem, 36%);
      aspect-ratio: auto;
      border-radius: 0;
    }
    @media (max-width: 44rem) {
      :host([lead]) .when {
        padding: 0;
      }
      :host([tiled]) {
        grid-template-columns: 3.25rem minmax(0, 1fr);
      }
      .tile {
        grid-row: 1 / span 2;
        align-self: start;
        width: 3.25rem;
      }
      :host([lead][pictured]) {
        grid-template: auto 1fr / minmax(0, 1fr) 34%;
        min-height: 12rem;
      }
      :host([lead]) :is(.when, .main) {
        grid-column: 1;
      }
      :host,
      :host([lead]) {
        padding: var(--space-3) var(--space-4);
      }
      :host(:not([tiled], [pictured])) {
        grid-template-columns: minmax(0, 1fr);
      }
      .when {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.35em;
      }
      .start {
        font-size: inherit;
      }
      .end::before {
        content: '– ';
      }
      .date::after {
        content: ', ';
      }
    }
  `,
];
