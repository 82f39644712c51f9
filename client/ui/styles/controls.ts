import { css } from 'lit';

/** Shared by all components: box model, links, focus, groups of fields, buttons, icons, cards. Form fields are in `fields.ts`. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd {
    margin: 0;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-size: var(--text-2);
    font-weight: 600;
  }
  a {
    color: var(--accent-ink);
    text-underline-offset: 0.18em;
  }
  a:hover {
    color: var(--accent-ink);
  }
  :focus-visible {
    outline: 3px solid var(--accent-ink);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: 0 var(--space-4);
    border: 1px solid color-mix(in oklab, var(--line), var(--line-strong) 35%);
    border-radius: var(--round);
    background: var(--card);
    color: var(--ink);
    font-weight: 600;
    font-size: var(--text-3);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--line-strong);
    color: var(--ink);
  }
  /* Rather two lines than a button that sticks out. */
  @media (max-width: 24rem) {
    .button {
      max-width: 100%;
      line-height: 1.2;
      white-space: normal;
    }
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--accent), var(--ink) 12%);
    color: var(--on-accent);
  }
  .button.danger {
    color: var(--danger);
  }
  .button.danger:hover {
    border-color: currentColor;
  }
  .button[aria-disabled='true'] {
    cursor: progress;
    filter: saturate(0.4);
  }
  .text-button {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent-ink);
    text-decoration: underline;
    text-underline-offset: 0.18em;
    cursor: pointer;
    /* A target of 44 px that looks smaller. */
    position: relative;
  }
  .text-button::after {
    content: '';
    position: absolute;
    inset: -0.65rem -0.4rem;
  }
  .text-button:hover {
    color: var(--accent-ink);
  }
  .icon {
    display: inline-block;
    flex: none;
    width: 1.25em;
    height: 1.25em;
    background: currentColor;
    mask: var(--icon) center / contain no-repeat;
    vertical-align: -0.27em;
  }
  .card {
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--card);
    box-shadow: var(--shadow-small);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  /* An empty live region takes no room, but must exist before its first message. */
  [role='alert']:empty,
  [role='status']:empty {
    position: absolute;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .icon {
      forced-color-adjust: none;
      background: CanvasText;
    }
    .button.primary {
      border-color: ButtonText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
