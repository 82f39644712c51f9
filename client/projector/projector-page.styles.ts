import { css } from 'lit';
import { quietSize, typeSizes } from './projector-type.ts';
import { controls } from '../ui/styles/controls.ts';
import { projectorTokens } from './projector-tokens.ts';

/** The frame grows with the names, but less, to leave room for them. */
const largestChrome = 5.25;

export const projectorPageStyles = [
  controls,
  projectorTokens,
  css`
    :host {
      position: fixed;
      inset: 0;
      overflow: hidden;
      background: var(--paper);
      color: var(--ink);
      color-scheme: dark;
      /* A hundredth of the picture's height; on a portrait screen, of the height it would have in landscape. */
      --u: min(1vh, 0.75vw);
      --row-gap: calc(1.2 * var(--u));
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([idle]) {
      cursor: none;
    }
    .screen {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto;
      gap: calc(1.6 * var(--u));
      /* Room to move in, against burn-in. */
      margin: calc(0.4 * var(--u));
      height: calc(100% - 0.8 * var(--u));
      padding: calc(2 * var(--u)) calc(4 * var(--u)) calc(1.4 * var(--u));
    }
    header {
      display: flex;
      align-items: baseline;
      gap: 0 calc(3.4 * var(--u));
    }
    .mark {
      display: grid;
      flex: none;
      align-self: center;
      place-items: center;
      width: calc(7 * var(--u));
      height: calc(7 * var(--u));
      margin-inline-end: calc(-1.4 * var(--u));
      border-radius: calc(2 * var(--u));
      background: var(--mark);
      color: var(--on-mark);
      font-size: calc(4.4 * var(--u));
      font-weight: 800;
      line-height: 1;
    }
    .title {
      display: flex;
      flex: 1;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 calc(3.4 * var(--u));
      min-width: 0;
    }
    h1 {
      min-width: 0;
      font-size: calc(5.25 * var(--u));
      font-weight: 700;
      line-height: 1.2;
      overflow-wrap: anywhere;
    }
    h1.long {
      font-size: calc(4 * var(--u));
    }
    .date,
    .archived {
      font-size: var(--chrome);
    }
    .archived {
      padding-inline: 0.6em;
      border: 0.08em solid;
      border-radius: 1em;
      font-weight: 700;
    }
    .clock {
      font-size: calc(6.9 * var(--u));
      font-weight: 700;
      line-height: 1.1;
      white-space: nowrap;
    }
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr) clamp(calc(30 * var(--u)), 25vw, calc(44 * var(--u)));
      gap: calc(4 * var(--u));
      min-height: 0;
    }
    .words {
      align-self: center;
      display: grid;
      gap: calc(1.6 * var(--u));
      font-size: calc(5.25 * var(--u));
      line-height: 1.25;
      overflow-wrap: anywhere;
    }
    .words strong {
      font-size: calc(8 * var(--u));
      line-height: 1.15;
    }
    .toast {
      position: absolute;
      inset-inline: 0;
      bottom: calc(14 * var(--u));
      width: fit-content;
      max-width: 90vw;
      margin: 0 auto;
      padding: calc(1.6 * var(--u)) calc(3 * var(--u));
      border: 1px solid var(--line-strong);
      border-radius: calc(2 * var(--u));
      background: var(--card-today);
      font-size: calc(5.25 * var(--u));
      line-height: 1.25;
    }
    projector-controls {
      position: absolute;
      bottom: calc(0.2 * var(--u));
      left: 50%;
      translate: -50%;
      width: max-content;
      max-width: 98vw;
    }
    :host([idle]) projector-controls {
      visibility: hidden;
    }
    @media (forced-colors: active) {
      .mark {
        border: 1px solid;
      }
    }
    @media (max-aspect-ratio: 1/1) {
      .body {
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
      }
    }
  `,
  ...typeSizes.map(
    (size, step) => css`
      .size-${step} {
        --chrome: calc(${Math.min(quietSize(size), largestChrome)} * var(--u));
      }
    `,
  ),
];
