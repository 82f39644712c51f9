import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';

export const firstStepsStyles = [
  controls,
  css`
    section {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-4) var(--space-5) var(--space-5);
    }
    .top {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      min-height: var(--target);
    }
    h2 {
      font-size: var(--text-4);
      line-height: 1.2;
    }
    .close {
      display: grid;
      flex: none;
      place-items: center;
      width: var(--target);
      height: var(--target);
      margin-inline-end: calc(-1 * var(--space-2));
      border: 0;
      border-radius: 50%;
      background: none;
      cursor: pointer;
    }
    .close:hover {
      background: var(--sunk);
    }
    .quiet {
      margin-top: calc(-1 * var(--space-2));
      color: var(--ink-quiet);
    }
    ol {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
      gap: var(--space-4) var(--space-5);
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    .tick {
      display: grid;
      flex: none;
      place-items: center;
      width: 1.5rem;
      height: 1.5rem;
      border: 2px solid var(--line-strong);
      border-radius: 50%;
    }
    .done .tick {
      border-color: transparent;
      background: var(--live);
      color: var(--card);
    }
    .done .tick .icon {
      width: 1rem;
      height: 1rem;
    }
    .what {
      display: grid;
      align-content: start;
      justify-items: start;
      gap: var(--space-2);
      min-width: 0;
    }
    .what p {
      font-weight: 600;
    }
    .button {
      font-size: var(--text-2);
    }
    .colours {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1);
    }
    .colours button {
      width: var(--target);
      height: var(--target);
      padding: 0;
      border: 0.4rem solid var(--card);
      border-radius: 50%;
      background: oklch(0.47 calc(0.135 * var(--strength)) var(--hue));
      cursor: pointer;
    }
    .colours [value='marigold'] {
      background: oklch(0.835 0.155 80);
    }
    .colours [aria-pressed='true'] {
      outline: 2px solid var(--ink);
      outline-offset: -0.2rem;
    }
    .colours :focus-visible {
      outline: 3px solid var(--accent-ink);
      outline-offset: 0;
    }
    .problem {
      color: var(--danger);
      font-size: var(--text-2);
    }
    @media (forced-colors: active) {
      .colours button {
        forced-color-adjust: none;
        border-color: Canvas;
      }
    }
    @media print {
      section {
        display: none;
      }
    }
  `,
];
