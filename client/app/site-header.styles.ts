import { css } from 'lit';
import { controls } from '../ui/styles/controls.ts';

/** Words stand on the plain colour; the pattern begins near the middle. */
export const siteHeaderStyles = [
  controls,
  css`
    :host {
      display: block;
      padding: var(--space-3) var(--space-3) 0;
      padding-inline: max(var(--space-3), env(safe-area-inset-left)) max(var(--space-3), env(safe-area-inset-right));
    }
    header {
      position: relative;
      display: grid;
      grid-template: 'face end' auto 'live live' auto / minmax(0, 1fr) auto;
      align-items: center;
      gap: 0 var(--space-3);
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-band);
      background: var(--band);
      color: var(--on-band);
    }
    /* No words stand on it. */
    .pattern {
      position: absolute;
      inset: 0 0 0 auto;
      width: min(44%, 47rem);
      border-start-end-radius: inherit;
      border-end-end-radius: inherit;
      background:
        var(--band-tiles) right center / auto 100%,
        radial-gradient(110% 150% at 100% 0, var(--band-bright), transparent 70%);
      opacity: 0.6;
      mask-image: linear-gradient(to right, transparent, #000 70%);
    }
    .pattern:dir(rtl) {
      inset: 0 auto 0 0;
      mask-image: linear-gradient(to left, transparent, #000 70%);
    }
    header > :not(.pattern) {
      position: relative;
    }
    .cover {
      height: 100%;
      opacity: 1;
      object-fit: cover;
    }
    .face {
      position: relative;
      grid-area: face;
      display: flex;
      align-items: center;
      gap: var(--space-3);
      min-width: 0;
    }
    .mark {
      display: grid;
      flex: none;
      place-items: center;
      width: 2.5rem;
      height: 2.5rem;
      border-radius: 0.75rem;
      background: var(--mark);
      color: var(--on-mark);
      font-size: 1.3rem;
      font-weight: 800;
      line-height: 1;
    }
    /* Of a board that is not known yet. */
    .mark:empty {
      opacity: 0.3;
    }
    .title {
      font-size: var(--text-4);
      font-weight: 750;
      line-height: 1.1;
      letter-spacing: -0.02em;
      overflow-wrap: anywhere;
    }
    .title a {
      display: inline-flex;
      align-items: center;
      min-height: 1.75rem;
      color: inherit;
      text-decoration: none;
    }
    .title a:hover {
      text-decoration: underline;
      text-decoration-thickness: 2px;
    }
    .words p {
      max-width: 46ch;
      margin-top: var(--space-1);
      color: var(--on-band-quiet);
      font-size: var(--text-2);
      line-height: 1.3;
      overflow-wrap: anywhere;
      text-wrap: pretty;
    }
    :focus-visible {
      outline-color: var(--on-band);
    }
    live-status {
      grid-area: live;
      justify-self: start;
    }
    .end {
      grid-area: end;
      display: flex;
      align-items: center;
      gap: var(--space-2);
      /* Room for the account menu, which comes later. */
      min-height: var(--target);
    }
    .end > .button,
    .end > .button:hover {
      border-color: transparent;
      background: var(--on-band);
      color: var(--band);
    }
    .end > .enter,
    .end > .enter:hover {
      background: var(--band);
      color: var(--on-band);
    }
    :host([large]) header {
      grid-template: 'live end' auto 'face face' 1fr / minmax(0, 1fr) auto;
      gap: var(--space-2) var(--space-3);
    }
    :host([plain]) {
      --band: var(--card);
      --on-band: var(--ink);
      --on-band-quiet: var(--ink-quiet);
      --on-band-live: var(--live);
    }
    :host([plain]) header {
      background: none;
    }
    :host([plain]) .end > .button {
      background: var(--card);
      color: var(--ink);
    }
    :host([plain]) .pattern {
      display: none;
    }
    :host([plain]) .mark {
      box-shadow: var(--shadow-small);
    }
    :host([plain]) .face::before {
      content: '';
      flex: none;
      width: 1.25rem;
      height: 1.25rem;
      background: currentColor;
      mask: var(--icon-left) center / contain no-repeat;
    }
    :host([plain]) .face:dir(rtl)::before {
      scale: -1 1;
    }
    :host([plain]) .title {
      font-size: var(--text-3);
      font-weight: 650;
      letter-spacing: 0;
    }
    /* Mark and arrow are part of the link. */
    :host([plain]) .title a::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    @media (max-width: 44rem) {
      /* A long name in the menu is cut before the title has to break within a word. */
      :host(:not([large])) header {
        grid-template-columns: minmax(min-content, 1fr) minmax(0, auto);
      }
      :host(:not([large])) .title {
        overflow-wrap: break-word;
      }
      :host(:not([large])) .long {
        min-width: 9.75rem;
      }
      :host(:not([large])) .long .title {
        font-size: 1rem;
        hyphens: auto;
        overflow-wrap: anywhere;
      }
      /* “Live” is not covered by a long name. */
      :host([large]) header {
        grid-template-columns: minmax(min-content, 1fr) minmax(0, auto);
      }
      :host(:not([large])) .title {
        font-size: var(--text-3);
        letter-spacing: -0.01em;
      }
      .end,
      account-menu {
        min-width: 0;
      }
      /* Its words end where the band's do. */
      account-menu {
        margin-inline-end: calc(-1 * var(--space-1));
      }
      :host([plain]) header {
        padding: var(--space-1) 0;
      }
      /* Below the title, not below the mark. */
      :host(:not([large])) live-status {
        margin-block: -0.35rem 0;
        margin-inline-start: 2.65rem;
        background: none;
      }
      :host([plain]) live-status {
        margin-inline-start: 4.65rem;
      }
      /* On phones the button floats within reach of the thumb. */
      .end > .button:not(.enter) {
        display: none;
      }
      .pattern,
      .pattern:dir(rtl) {
        bottom: 50%;
        border-radius: var(--radius-band) var(--radius-band) 0 0;
        /* Its lower edge would cut circles in half. */
        mask-image: radial-gradient(120% 100% at 100% 0, #000 20%, transparent);
      }
      .pattern:dir(rtl) {
        mask-image: radial-gradient(120% 100% at 0 0, #000 20%, transparent);
      }
      :host(:not([large])) :is(.pattern, p) {
        display: none;
      }
      /* Above the words. */
      .cover,
      .cover:dir(rtl) {
        inset: 0 0 auto;
        width: 100%;
        height: 4.5rem;
        border-radius: var(--radius-band) var(--radius-band) 0 0;
        mask-image: none;
      }
      :host([large]) header:has(> .cover) {
        padding-top: calc(4.5rem + var(--space-2));
      }
    }
    @media (min-width: 44.01rem) {
      header {
        grid-template: 'face live end' auto / minmax(0, 1fr) auto auto;
        padding-inline: calc(max(0px, 50vw - var(--page-width) / 2) + var(--page-margin) - var(--space-3));
      }
      :host([own]) {
        --page-width: var(--board-width);
      }
      /* Slim over the week, the month and the posters. */
      :host([own]) .face {
        max-width: 50vw;
      }
      :host([own]) .mark {
        width: 3.25rem;
        height: 3.25rem;
        border-radius: 1rem;
        font-size: 1.75rem;
      }
      :host([own]) .title {
        font-size: 1.625rem;
      }
      :host([large]) header {
        min-height: 12rem;
        padding-block: var(--space-4) var(--space-5);
      }
      :host([large]) .face {
        align-self: end;
        gap: var(--space-4);
        max-width: 55%;
      }
      :host([large]) .mark {
        width: 5rem;
        height: 5rem;
        border-radius: 1.5rem;
        font-size: 2.75rem;
        box-shadow: 0 6px 20px oklch(0.15 0.05 var(--hue) / 0.35);
      }
      :host([large]) .title {
        font-size: clamp(1.875rem, 3.1vw, 2.75rem);
        font-weight: 800;
        letter-spacing: -0.026em;
      }
      :host([large]) .words p {
        font-size: var(--text-3);
      }
    }
    @media (min-width: 73.75rem) {
      :host([large]) header {
        min-height: 15.5rem;
        padding-bottom: var(--space-6);
      }
    }
    @media (forced-colors: active) {
      header,
      .mark {
        border: 1px solid;
      }
      :host([plain]) header {
        border: 0;
      }
      :host([plain]) .face::before {
        forced-color-adjust: none;
        background: LinkText;
      }
      .pattern {
        display: none;
      }
    }
    @media print {
      header {
        padding: 0;
        background: none;
        color: #000;
      }
      .pattern,
      .mark,
      .end,
      live-status {
        display: none;
      }
      :host([large]) header {
        min-height: 0;
      }
    }
  `,
];
