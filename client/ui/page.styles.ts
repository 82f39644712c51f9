import { css } from 'lit';
import { controls } from './styles/controls.ts';

/** For pages with a single column. */
export const pageStyles = [
  controls,
  css`
    :host {
      display: grid;
      gap: var(--space-4);
      max-width: 48rem;
      margin: 0 auto;
    }
    h1 {
      font-size: calc(var(--text-4) * 1.35);
      line-height: 1.2;
      outline: none;
    }
    .sheet {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-5);
    }
    .back {
      justify-self: start;
      display: inline-flex;
      align-items: center;
      min-height: var(--target);
      font-size: var(--text-2);
    }
    .quiet {
      color: var(--ink-quiet);
    }
    .problem {
      color: var(--danger);
      font-size: var(--text-2);
    }
    @media (max-width: 44rem) {
      .sheet {
        padding: var(--space-4);
      }
    }
  `,
];
