import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { categories } from '../ui/styles/categories.ts';
import { fields } from '../ui/styles/fields.ts';

export const eventFormStyles = [
  controls,
  fields,
  categories,
  css`
    :host,
    form {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    form {
      gap: var(--foot-gap, calc(var(--space-4) - 0.4rem));
    }
    form > fieldset {
      display: contents;
    }
    /* Where the room is limited, as in a dialog, these scroll, and the foot stays. */
    .fields {
      position: relative;
      display: grid;
      gap: var(--space-4);
      min-height: 0;
      overflow: var(--fields-overflow, visible);
      margin-inline: calc(-1 * var(--fields-inset, 0px));
      /* Below is room for the last link, which is taller than its line. */
      padding: 0 var(--fields-inset, 0) 0.4rem;
    }
    /* Its code comes later; until then this keeps its room. */
    picture-field:not(:defined) {
      min-height: var(--target);
      margin-block: -0.25rem;
    }
    .foot {
      display: grid;
      gap: var(--space-3);
      margin-inline: calc(-1 * var(--fields-inset, 0px));
      padding: var(--foot-padding, 0) var(--fields-inset, 0) 0;
      border-top: var(--foot-border, 0);
    }
    .pair {
      display: grid;
      grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
      gap: var(--space-3);
    }
    .times {
      display: grid;
      gap: 0.35rem;
    }
    .kinds {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .kind {
      position: relative;
      display: inline-flex;
      align-items: center;
      gap: 0.4rem;
      min-height: var(--target);
      padding: 0 var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--round);
      color: var(--category-ink);
      font-size: var(--text-2);
      font-weight: 600;
      cursor: pointer;
    }
    /* All of the chip is the button. */
    .kind input {
      position: absolute;
      z-index: 1;
      inset: 0;
      min-height: 0;
      height: 100%;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }
    .kind:hover {
      border-color: var(--line-strong);
    }
    .kind:has(:checked) {
      border-color: currentColor;
      background: var(--category-soft, var(--sunk));
      box-shadow: inset 0 0 0 1px currentColor;
    }
    .kind:has(:focus-visible) {
      outline: 3px solid var(--accent-ink);
      outline-offset: 2px;
    }
    details {
      display: grid;
    }
    summary {
      display: flex;
      align-items: center;
      width: fit-content;
      min-height: var(--target);
      margin-block: -0.4rem;
      color: var(--accent-ink);
      font-size: var(--text-2);
      text-decoration: underline;
      text-underline-offset: 0.18em;
      list-style: none;
      cursor: pointer;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .more {
      display: grid;
      gap: var(--space-4);
      padding-top: var(--space-3);
    }
    .as {
      color: var(--ink-quiet);
      font-size: var(--text-2);
    }
    .as strong {
      color: var(--ink);
    }
    .problem {
      padding: var(--space-3);
      border: 1px solid var(--danger);
      border-radius: var(--radius-field);
      font-size: var(--text-2);
    }
    .problem strong {
      display: block;
      color: var(--danger);
    }
    .actions .primary {
      flex: 1 1 8rem;
    }
  `,
];
