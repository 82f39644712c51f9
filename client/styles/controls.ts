import { css } from 'lit';

/** Buttons, links, fields and their messages, as every component has them. */
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
  p {
    margin: 0;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.18em;
  }
  a:hover {
    color: var(--accent-hover);
  }
  :focus-visible {
    outline: 3px solid var(--accent);
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
    border: 1px solid var(--line);
    border-radius: 999px;
    background: transparent;
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
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--accent-ink);
  }
  .button.primary:hover {
    background: var(--accent-hover);
  }
  .button.danger {
    border-color: var(--danger);
    color: var(--danger);
  }
  .button.quiet {
    padding: 0 var(--space-2);
    border-color: transparent;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.18em;
    font-weight: 400;
  }
  .button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  .field {
    display: grid;
    gap: var(--space-1);
    min-width: 0;
    align-content: start;
  }
  .field > label,
  .label {
    font-size: var(--text-2);
    font-weight: 600;
  }
  .field .hint {
    font-size: var(--text-1);
    color: var(--ink-quiet);
  }
  .field input,
  .field select,
  .field textarea {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: 0.625rem;
    background: var(--field);
  }
  .field textarea {
    min-height: 6.5rem;
    resize: vertical;
    line-height: 1.45;
  }
  .field input::placeholder,
  .field textarea::placeholder {
    color: var(--ink-quiet);
    opacity: 1;
  }
  .field select {
    appearance: none;
    padding-right: 2.25rem;
    background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position: right 1.15rem center, right 0.8rem center;
    background-size: 0.36rem 0.36rem;
    background-repeat: no-repeat;
  }
  .field [aria-invalid='true'] {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  .error {
    color: var(--danger);
    font-size: var(--text-2);
  }
  .card {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--card);
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
