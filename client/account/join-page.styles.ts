import { css } from 'lit';
import { pageStyles } from '../ui/page.styles.ts';
import { fields } from '../ui/styles/fields.ts';

/** The board's face, and the form on a card that begins on it. On a phone the face fills the top of the screen. */
export const joinPageStyles = [
  pageStyles,
  fields,
  css`
    :host {
      /* How far the card lies on the face. */
      --overlap: 1.75rem;
      align-content: start;
      gap: 0;
      max-width: 28rem;
      min-height: 100dvh;
      padding-bottom: var(--space-5);
    }
    .face {
      position: relative;
      display: grid;
      gap: var(--space-2);
      padding: var(--space-6) var(--space-5) var(--space-5);
      border-end-start-radius: var(--radius-band);
      border-end-end-radius: var(--radius-band);
      background: var(--band);
      /* It goes on under the card. */
      box-shadow: 0 var(--overlap) var(--band);
      color: var(--on-band);
    }
    /* No words stand on it. */
    .face:has(.mark):not(.covered)::before {
      content: '';
      position: absolute;
      inset-block: 0 auto;
      inset-inline: auto 0;
      width: 60%;
      height: 6rem;
      border-start-end-radius: inherit;
      background: var(--band-tiles) right center / auto 100%;
      opacity: 0.6;
      mask-image: linear-gradient(to right, transparent, #000 70%);
    }
    .face:has(.mark):not(.covered):dir(rtl)::before {
      mask-image: linear-gradient(to left, transparent, #000 70%);
    }
    .covered {
      padding-top: 10rem;
    }
    .cover {
      position: absolute;
      inset: 0 0 auto;
      width: 100%;
      height: 12rem;
      border-radius: inherit;
      object-fit: cover;
      mask-image: linear-gradient(to bottom, #000 60%, transparent);
    }
    .mark {
      position: relative;
      display: grid;
      place-items: center;
      width: 3.5rem;
      height: 3.5rem;
      margin-bottom: var(--space-1);
      border-radius: 1rem;
      background: var(--mark);
      color: var(--on-mark);
      box-shadow: 0 6px 20px oklch(0.15 0.05 var(--hue) / 0.35);
      font-size: 2rem;
      font-weight: 800;
      line-height: 1;
    }
    .face > h1 {
      position: relative;
      font-size: var(--text-5);
      font-weight: 800;
      letter-spacing: -0.02em;
      line-height: 1.1;
      text-wrap: balance;
    }
    .face > p {
      color: var(--on-band-quiet);
      line-height: 1.4;
      text-wrap: pretty;
    }
    .face > :is(h1, p),
    strong {
      overflow-wrap: anywhere;
    }
    .card {
      position: relative;
      margin: 0 var(--space-3);
      box-shadow: var(--shadow-large);
    }
    form,
    .sheet {
      display: grid;
      gap: var(--space-4);
    }
    .actions .primary {
      flex: 1;
      white-space: normal;
    }
    @media (min-width: 28.01rem) {
      :host {
        align-content: center;
        padding-block: var(--space-5);
      }
      .face {
        border-radius: var(--radius-band);
      }
    }
    @media (forced-colors: active) {
      .face,
      .mark {
        border: 1px solid;
      }
      .face::before {
        display: none;
      }
    }
  `,
];
