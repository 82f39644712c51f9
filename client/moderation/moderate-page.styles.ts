import { css, unsafeCSS } from 'lit';

/** The posts, and beside them what sets the board. */
export const twoColumns = '(min-width: 64rem)';

export const moderatePageStyles = css`
  :host {
    max-width: 40rem;
  }
  h2 {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
    font-size: var(--text-4);
  }
  .count {
    padding: 0 0.6rem;
    border-radius: var(--round);
    background: var(--new-soft);
    font-size: var(--text-2);
    font-weight: 700;
  }
  @media (forced-colors: active) {
    .count {
      border: 1px solid;
    }
  }
  section {
    display: grid;
    gap: var(--space-2);
    margin-top: var(--space-3);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li + li {
    border-top: 1px solid var(--line);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--space-4);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
  }
  .select {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
  }
  .select label {
    display: grid;
    place-items: start center;
    width: var(--target);
    padding: var(--space-4) 0 0 var(--space-2);
    cursor: pointer;
  }
  .select input {
    width: 1.375rem;
    height: 1.375rem;
    accent-color: var(--accent);
  }
  .foot {
    position: sticky;
    bottom: var(--space-3);
    z-index: 2;
    display: grid;
    gap: var(--space-2);
    margin-top: var(--space-4);
  }
  .desk,
  .desk > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-4);
  }
  .empty {
    padding: var(--space-4);
    color: var(--ink-quiet);
  }
  .spotlit {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
    padding: var(--space-3) var(--space-4);
    background: var(--new-soft);
  }
  .spotlit span {
    flex: 1 1 12rem;
    overflow-wrap: anywhere;
  }
  @media ${unsafeCSS(twoColumns)} {
    :host {
      max-width: 68rem;
    }
    .desk {
      grid-template-columns: minmax(0, 1fr) 24rem;
      gap: var(--space-6);
    }
    /* Begins where the list beside it has its heading. */
    .switches {
      margin-top: var(--space-3);
    }
    .foot {
      width: min(100%, 42rem);
    }
  }
`;
