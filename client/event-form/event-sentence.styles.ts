import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { fields } from '../ui/styles/fields.ts';

export const eventSentenceStyles = [
  controls,
  fields,
  css`
    :host {
      display: block;
    }
    fieldset,
    .editor {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    /* The layer with the marks gives the height; the text over it is the one that people type. */
    .sheet {
      display: grid;
    }
    .layer,
    textarea {
      grid-area: 1 / 1;
      width: 100%;
      min-width: 0;
      min-height: 0;
      margin: 0;
      padding: var(--space-2) 0.75rem;
      border: 1px solid transparent;
      border-radius: var(--radius-field);
      font-family: inherit;
      font-size: clamp(1.25rem, 1rem + 1.6vw, 1.75rem);
      font-weight: 700;
      line-height: 1.4;
      letter-spacing: normal;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      text-align: start;
      unicode-bidi: plaintext;
    }
    /* Only the words themselves keep their spaces. */
    .layer {
      white-space: normal;
      min-height: calc(2.8em + 2 * var(--space-2));
      pointer-events: none;
      user-select: none;
    }
    .words {
      white-space: pre-wrap;
    }
    textarea {
      overflow: hidden;
      background: none;
      resize: none;
    }
    textarea,
    textarea:hover {
      border-color: var(--line-strong);
    }
    textarea::placeholder {
      color: var(--ink-faint);
      font-weight: 400;
    }
    mark {
      border-radius: 0.3em;
      background: var(--accent-soft);
      box-shadow: 0 0 0 0.1em var(--accent-soft);
      color: inherit;
    }
    mark.place {
      background: var(--pinned-soft);
      box-shadow: 0 0 0 0.1em var(--pinned-soft);
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .chip {
      display: inline-flex;
      min-width: 0;
      max-width: 100%;
      border: 1px solid transparent;
      border-radius: var(--radius-field);
      background: var(--accent-soft);
      color: var(--accent-ink);
    }
    .chip.place {
      background: var(--pinned-soft);
      color: var(--pinned);
    }
    .chip button,
    button.add {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
      min-width: 0;
      min-height: var(--target);
      padding: 0 0.75rem;
      border: 0;
      border-radius: inherit;
      background: none;
      font-size: var(--text-2);
      font-weight: 600;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .chip button + button {
      padding-inline-start: 0;
    }
    .chip .remove {
      flex: none;
      justify-content: center;
      width: var(--target);
      padding: 0;
      margin-inline-start: -0.5rem;
    }
    button.add {
      border: 1.5px dashed var(--line-strong);
      border-radius: var(--radius-field);
      color: var(--ink-quiet);
    }
    button:disabled {
      cursor: default;
    }
    .editor {
      padding: var(--space-4);
      border: 1px solid var(--line);
      border-radius: var(--radius-field);
    }
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
      gap: var(--space-3);
    }
    .times {
      display: grid;
      gap: 0.35rem;
    }
    @media (forced-colors: active) {
      mark,
      mark.place {
        background: none;
        box-shadow: none;
        border-bottom: 3px solid Highlight;
        forced-color-adjust: none;
      }
      .chip {
        border-color: ButtonText;
      }
    }
  `,
];
