import { css } from 'lit';
import { quietSize, typeSizes } from '../state/projector-type.ts';
import { controls } from '../styles/controls.ts';
import { projectorTokens } from '../styles/projector-tokens.ts';

/** The frame grows with the names, though less: the room is for them. */
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
      --row-gap: 1.2vh;
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
      gap: 1.6vh;
      height: 100%;
      padding: 2.4vh 4.4vh 1.8vh;
    }
    header {
      display: flex;
      align-items: baseline;
      gap: 0 3.4vh;
    }
    .title {
      display: flex;
      flex: 1;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 3.4vh;
      min-width: 0;
    }
    h1 {
      min-width: 0;
      font-size: 5.25vh;
      font-weight: 700;
      line-height: 1.2;
      overflow-wrap: anywhere;
    }
    h1.long {
      font-size: 4vh;
    }
    .date {
      font-size: var(--chrome);
    }
    .clock {
      font-size: 6.9vh;
      font-weight: 700;
      line-height: 1.1;
      white-space: nowrap;
    }
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr) clamp(30vh, 25vw, 44vh);
      gap: 4vh;
      min-height: 0;
    }
    .words {
      align-self: center;
      display: grid;
      gap: 1.6vh;
      font-size: 5.25vh;
      line-height: 1.25;
      overflow-wrap: anywhere;
    }
    .words strong {
      font-size: 8vh;
      line-height: 1.15;
    }
    .toast {
      position: absolute;
      inset-inline: 0;
      bottom: 14vh;
      width: fit-content;
      max-width: 90vw;
      margin: 0 auto;
      padding: 1.6vh 3vh;
      border: 1px solid var(--line-strong);
      border-radius: 2vh;
      background: var(--card-today);
      font-size: 5.25vh;
      line-height: 1.25;
    }
    projector-controls {
      position: absolute;
      bottom: 1vh;
      left: 50%;
      translate: -50%;
      width: max-content;
      max-width: 98vw;
    }
    :host([idle]) projector-controls {
      visibility: hidden;
    }
    @media (max-aspect-ratio: 1/1) {
      .body {
        grid-template: minmax(0, 1fr) minmax(0, 30vh) / minmax(0, 1fr);
        gap: 2vh;
      }
    }
  `,
  ...typeSizes.map((size, step) => css`
    .size-${step} {
      --chrome: ${Math.min(quietSize(size), largestChrome)}vh;
    }
  `),
];
