import { css } from 'lit';

/** A day as a button with a mark for each of its events, where names do not fit. */
export const dayMarkStyles = css`
  .marked {
    display: grid;
    grid-template-rows: 1.9rem 0.6rem;
    place-items: center;
    align-content: center;
    width: 100%;
    min-height: 3.1rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink);
    font-size: var(--text-2);
    font-weight: 700;
    cursor: pointer;
  }
  .marked:hover {
    text-decoration: none;
  }
  .marked::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .marked:focus-visible {
    outline: none;
  }
  .marked:focus-visible::after {
    outline: 3px solid var(--accent-ink);
    outline-offset: -3px;
    border-radius: var(--radius-field);
  }
  .marked[aria-pressed='true']::after {
    inset: 1px;
    border: 2px solid var(--accent-ink);
    border-radius: var(--radius-field);
  }
  .marked .number {
    font: inherit;
    letter-spacing: normal;
  }
  .today .marked .number {
    display: inline-grid;
    place-items: center;
    min-width: 1.75rem;
    height: 1.75rem;
    margin: 0;
    padding: 0 0.35rem;
    border-radius: 0.6rem;
    background: var(--accent);
    color: var(--on-accent);
  }
  .dots {
    display: flex;
    gap: 3px;
  }
  .dots i {
    width: 0.35rem;
    height: 0.35rem;
    border-radius: 50%;
    background: var(--accent);
  }
  .dots [data-category] {
    background: var(--category);
  }
  .dots .pinned {
    background: var(--pinned);
  }
  .dots .new {
    outline: 2px solid var(--new);
  }
  .dots .off {
    border: 1.5px solid var(--ink-quiet);
    background: none;
  }
  @media (forced-colors: active) {
    .today .marked .number {
      outline: 2px solid;
    }
    .dots :not(.off) {
      background: CanvasText;
    }
  }
`;
