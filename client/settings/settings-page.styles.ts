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
  .columns,
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    align-content: start;
  }
  .done {
    color: var(--live);
    font-size: var(--text-2);
  }
  @media (min-width: 72rem) {
    :host {
      max-width: 78rem;
    }
    .columns:has(> .column + .column) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
