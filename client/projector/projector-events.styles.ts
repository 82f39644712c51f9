import { css } from 'lit';
import { categories } from '../ui/styles/categories.ts';
import { quietSize, typeSizes } from './projector-type.ts';

export const projectorEventsStyles = [
  categories,
  css`
    :host {
      position: relative;
      display: block;
      min-width: 0;
      min-height: 0;
    }
    ol {
      display: grid;
      gap: var(--row-gap);
      margin: 0;
      padding: 0;
      list-style: none;
      /* Set on the list, so that it is the same for rows in a smaller type. */
      --when-width: calc(var(--quiet) * 6.1);
    }
    .measure {
      position: absolute;
      inset: 0 0 auto;
      visibility: hidden;
    }
    .page {
      animation: appear 0.3s ease-out;
    }
    .row {
      display: grid;
      grid-template-columns: var(--when-width) minmax(0, 1fr);
      gap: 0 calc(2.4 * var(--u));
      align-items: center;
      position: relative;
      padding: calc(1 * var(--u)) calc(2.4 * var(--u));
      padding-inline-start: calc(3.3 * var(--u));
      border-radius: calc(1.8 * var(--u));
      overflow: clip;
      background: var(--card);
      transition: background-color 0.6s ease-out;
    }
    /* What stands out has an edge, straight within the round corners. */
    .row::before {
      content: '';
      position: absolute;
      inset-block: 0;
      inset-inline-start: 0;
      width: var(--edge-width, calc(0.9 * var(--u)));
      background: var(--edge, transparent);
    }
    @media (forced-colors: active) {
      .row {
        border: 1px solid;
      }
      .row:is(.pinned, .next, .running, .fresh)::before {
        forced-color-adjust: none;
        background: CanvasText;
      }
    }
    .when,
    .what {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .whole-words :is(.when, .what) {
      overflow-wrap: normal;
    }
    .when {
      font-size: var(--quiet);
      line-height: 1.25;
      color: var(--ink-quiet);
    }
    .when span {
      display: block;
    }
    .stacked .row {
      grid-template-columns: minmax(0, 1fr);
    }
    .stacked .when span {
      display: inline;
      margin-inline-end: 0.6em;
    }
    .first {
      font-weight: 700;
    }
    .today .first {
      color: var(--ink);
    }
    h2 {
      font-size: var(--name);
      font-weight: 700;
      line-height: 1.2;
      text-wrap: balance;
    }
    p {
      font-size: var(--quiet);
      line-height: 1.3;
      color: var(--ink-quiet);
      /* No “PM” alone in a line. */
      text-wrap: pretty;
    }
    .struck {
      text-decoration: line-through;
      text-decoration-thickness: 0.08em;
      color: var(--ink-quiet);
    }
    .today {
      background: var(--card-today);
    }
    .pinned {
      --edge: var(--pinned);
    }
    .next {
      --edge: var(--accent);
      --edge-width: calc(0.45 * var(--u));
    }
    /* What runs now stands out most. */
    .running {
      --edge: var(--live);
      --edge-width: calc(1.6 * var(--u));
    }
    .running .second {
      width: fit-content;
      padding-inline: 0.6em;
      border-radius: 1em;
      background: var(--live);
      color: var(--paper);
      font-weight: 700;
    }
    .fresh {
      --edge: var(--new-edge);
      background: var(--new);
    }
    .fresh p,
    .fresh .when,
    .fresh .struck {
      color: var(--ink-on-new);
    }
    .mark {
      margin-inline-end: 0.5em;
      font-weight: 700;
    }
    .mark.pinned {
      color: var(--pinned);
    }
    .mark.next {
      color: var(--accent);
    }
    .mark.new {
      color: var(--new-edge);
    }
    .mark.cancelled {
      color: var(--danger);
    }
    /* Readable from afar: 7:1 on each ground of a row, as all words here. */
    .category {
      --strength: var(--category-strength, 1);
      color: light-dark(
        oklch(0.36 calc(0.1 * var(--strength)) var(--category-hue)),
        oklch(0.9 calc(0.075 * var(--strength)) var(--category-hue))
      );
    }
    /* A screen that stands upright has room for higher rows. */
    @media (max-aspect-ratio: 1/1) {
      .page {
        grid-auto-rows: minmax(min-content, calc(60 * var(--u)));
        height: 100%;
      }
      .page .row {
        align-content: center;
      }
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `,
  ...typeSizes.map(
    (size, step) => css`
      .size-${step} {
        --name: calc(${size} * var(--u));
        --quiet: calc(${quietSize(size)} * var(--u));
      }
    `,
  ),
];
