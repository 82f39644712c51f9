import { css } from 'lit';

/** A page of one column: a form, or one event. */
export const narrowPage = css`
  :host {
    display: block;
  }
  .narrow {
    display: grid;
    gap: var(--space-3);
    max-width: 42rem;
    margin: 0 auto;
    padding: var(--space-4) clamp(1rem, 4vw, 1.5rem) 5rem;
  }
  .narrow > section {
    padding: clamp(1.1rem, 4vw, 1.9rem);
  }
  .back {
    justify-self: start;
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    font-size: var(--text-2);
  }
  h1 {
    font-size: 1.75rem;
    font-weight: 800;
    line-height: 1.2;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
`;
