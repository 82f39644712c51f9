import { css } from 'lit';

export const settingsPageStyles = css`
  :host {
    max-width: 40rem;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--space-4);
  }
  h2 {
    font-size: var(--text-4);
  }
  form {
    display: grid;
    gap: var(--space-4);
  }
  .parts,
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    align-content: start;
  }
  section {
    scroll-margin-top: var(--space-4);
    outline-offset: 2px;
  }
  .done {
    color: var(--live);
    font-size: var(--text-2);
  }
  @media (min-width: 64rem) {
    :host {
      max-width: 61rem;
    }
    .parts {
      grid-template-columns: 13rem minmax(0, 1fr);
      gap: var(--space-6);
      align-items: start;
    }
  }
  /* Beside the first section its preview has what is left of the page's width. */
  @media (min-width: 88rem) {
    :host {
      --beside-look: calc(min(var(--page-width), 100vw) - 2 * var(--page-margin) - 56.5rem);
      max-width: none;
    }
    .sections {
      max-width: 40rem;
    }
  }
`;
