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
  .join {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-5);
  }
  .join qr-code {
    flex: none;
    width: 9rem;
  }
  .code {
    font-size: 2rem;
    font-weight: 800;
    letter-spacing: 0.12em;
    line-height: 1.2;
  }
  .join a {
    overflow-wrap: anywhere;
  }
  .done {
    color: var(--live);
    font-size: var(--text-2);
  }
`;
