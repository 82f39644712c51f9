import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';
import { disclosure } from '../ui/styles/disclosure.ts';

export const calendarImportStyles = [
  controls,
  disclosure,
  css`
    :host {
      display: grid;
      gap: var(--space-4);
    }
    .drop {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-4);
      padding: var(--space-4);
      border: 2px dashed var(--line-strong);
      border-radius: var(--radius);
      background: var(--card);
    }
    .drop.over {
      border-style: solid;
      border-color: var(--accent-ink);
      background: color-mix(in oklab, var(--card), var(--accent) 8%);
    }
    /* The input is there for the keyboard; only its label is visible. */
    input:focus-visible + .button {
      outline: 3px solid var(--accent-ink);
      outline-offset: 2px;
    }
    input:disabled + .button {
      cursor: progress;
      filter: saturate(0.4);
    }
    .quiet {
      color: var(--ink-quiet);
      font-size: var(--text-2);
    }
    .working {
      display: grid;
      gap: var(--space-2);
    }
    .bar {
      overflow: hidden;
      height: 0.5rem;
      border-radius: var(--round);
      background: var(--line);
    }
    .bar::after {
      content: '';
      display: block;
      width: 40%;
      height: 100%;
      border-radius: var(--round);
      background: var(--accent);
      animation: pass 1.4s ease-in-out infinite;
    }
    @keyframes pass {
      from {
        translate: -100%;
      }
      to {
        translate: 250%;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      /* A bar that does not move would look like a percentage. */
      .bar::after {
        width: 100%;
        opacity: 0.5;
      }
    }
    .outcome {
      display: grid;
      gap: var(--space-3);
    }
    h3 {
      font-size: var(--text-3);
      overflow-wrap: anywhere;
      outline: none;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: var(--space-2);
    }
    dl div {
      display: flex;
      flex-direction: column-reverse;
      justify-content: flex-end;
      padding: var(--space-2) var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--radius-field);
    }
    dt {
      color: var(--ink-quiet);
      font-size: var(--text-2);
    }
    dd {
      font-size: var(--text-4);
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }
    dl .none dd {
      color: var(--ink-quiet);
      font-weight: 400;
    }
    summary {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      width: fit-content;
      min-height: var(--target);
      font-weight: 600;
      list-style: none;
      cursor: pointer;
    }
    ul {
      display: grid;
      gap: var(--space-2);
      max-height: 18rem;
      margin: 0;
      padding: var(--space-2) 0;
      overflow-y: auto;
      list-style: none;
      font-size: var(--text-2);
      overflow-wrap: anywhere;
    }
    li strong {
      display: block;
    }
    li span {
      color: var(--ink-quiet);
    }
    .offer {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      min-height: var(--target);
      overflow-wrap: anywhere;
    }
    .offer input {
      flex: none;
      width: 1.35rem;
      height: 1.35rem;
      margin: 0;
      accent-color: var(--accent);
    }
    .problem {
      color: var(--danger);
      font-size: var(--text-2);
      overflow-wrap: anywhere;
    }
    .done {
      color: var(--live);
    }
    @media (hover: none), (max-width: 30rem) {
      .drop span {
        display: none;
      }
    }
    @media (forced-colors: active) {
      .bar::after {
        background: Highlight;
      }
    }
  `,
];
