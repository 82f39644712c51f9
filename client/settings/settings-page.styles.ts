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
  .done {
    color: var(--live);
    font-size: var(--text-2);
  }
`;
