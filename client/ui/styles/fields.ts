import { css } from 'lit';

/** Fields of a form: label above, hint and error below. */
export const fields = css`
  .field {
    display: grid;
    gap: 0.35rem;
    align-content: start;
    min-width: 0;
  }
  .field label {
    font-size: var(--text-2);
    font-weight: 600;
  }
  .hint,
  .counter {
    font-size: var(--text-1);
    color: var(--ink-quiet);
    text-wrap: pretty;
  }
  .counter.over,
  .error {
    color: var(--danger);
  }
  .error {
    font-size: var(--text-2);
  }
  input,
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    padding: var(--space-2) 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-field);
    background: var(--card);
    font-size: var(--text-3);
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--ink);
  }
  textarea {
    display: block;
    min-height: 6.5rem;
    resize: vertical;
    line-height: 1.45;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--ink-quiet);
    opacity: 1;
  }
  input[type='date'],
  input[type='time'] {
    /* Otherwise Safari draws these like buttons. */
    appearance: none;
    text-align: start;
  }
  /* The browser's mm/dd/yyyy is not a value yet. */
  .blank:not(:focus) {
    color: var(--ink-quiet);
  }
  /* “All day” instead of the browser's dashes, until the field has the focus. */
  .unset:not(:focus)::-webkit-datetime-edit {
    opacity: 0;
  }
  .unset-text {
    position: absolute;
    inset: 0 auto 0 0.8rem;
    display: none;
    align-items: center;
    color: var(--ink-quiet);
    pointer-events: none;
  }
  .control {
    position: relative;
    display: grid;
  }
  .unset:not(:focus) + .unset-text {
    display: flex;
  }
  @supports not selector(::-webkit-datetime-edit) {
    .unset:not(:focus) {
      color: transparent;
    }
  }
  input::-webkit-calendar-picker-indicator {
    margin-inline-start: 0;
    opacity: 0.65;
    cursor: pointer;
  }
  select {
    appearance: none;
    padding-inline-end: 2.25rem;
    background-image:
      linear-gradient(45deg, transparent 50%, currentColor 50%),
      linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      right 1.15rem center,
      right 0.8rem center;
    background-size: 0.36rem 0.36rem;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }
  select:dir(rtl) {
    background-position:
      left 0.8rem center,
      left 1.15rem center;
  }
  /* Addresses are read from the left everywhere. */
  input[type='url'] {
    direction: ltr;
  }
  /* Two fields side by side on the narrowest phones. */
  @media (max-width: 24rem) {
    input,
    select {
      padding-inline-start: 0.6rem;
      font-size: 1rem;
    }
    input {
      padding-inline-end: 0.5rem;
    }
    select {
      padding-inline-end: 2rem;
    }
  }
  /* The arrow above is not drawn there. */
  @media (forced-colors: active) {
    select {
      appearance: auto;
    }
  }
  [aria-invalid='true'] {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }
`;
