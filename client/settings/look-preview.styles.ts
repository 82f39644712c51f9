import { css } from 'lit';

/** All measures follow the width that the preview has, as those of a picture do. */
export const lookPreviewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .views {
    display: grid;
    grid-template-columns: 38fr 62fr;
    gap: 3cqw 4cqw;
    align-items: start;
  }
  .label {
    margin-bottom: var(--space-1);
    color: var(--ink-quiet);
    font-size: var(--text-2);
    font-weight: 600;
  }
  .large {
    grid-column: 1 / -1;
  }
  .screen,
  .phone,
  .link {
    overflow: hidden;
    border: 1px solid var(--line);
  }
  .name,
  .line {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .mark {
    display: grid;
    flex: none;
    place-items: center;
    width: 1.9em;
    height: 1.9em;
    border-radius: 0.55em;
    background: var(--mark);
    color: var(--on-mark);
    font-weight: 800;
    line-height: 1;
    overflow: hidden;
  }
  /* As the projector is by default. */
  .screen {
    --screen: oklch(0.17 calc(0.02 * var(--strength)) var(--hue));
    --row: oklch(0.262 calc(0.03 * var(--strength)) var(--hue));
    --ink: oklch(0.965 calc(0.008 * var(--strength)) var(--hue));
    --ink-quiet: oklch(0.81 calc(0.015 * var(--strength)) var(--hue));
    --accent: oklch(0.85 calc(0.09 * var(--strength)) var(--hue));
    --live: oklch(0.84 0.16 153);
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 22cqw;
    gap: 2cqw 3cqw;
    aspect-ratio: 16 / 9;
    padding: 3cqw;
    border-radius: 3cqw;
    background: var(--screen);
    color: var(--ink);
    font-size: 3.4cqw;
    line-height: 1.2;
  }
  .screen .head {
    display: flex;
    grid-column: 1 / -1;
    align-items: center;
    gap: 0.6em;
    font-weight: 700;
  }
  .screen .head .name {
    min-width: 0;
    -webkit-line-clamp: 1;
  }
  .live {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.4em;
    margin-inline-start: auto;
    color: var(--live);
  }
  .live::before {
    content: '';
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: currentColor;
  }
  .rows {
    display: grid;
    align-content: start;
    gap: 1.4cqw;
    min-height: 0;
  }
  .row {
    display: grid;
    grid-template-columns: 18cqw minmax(0, 1fr);
    gap: 1.6cqw;
    align-items: center;
    min-height: 10.5cqw;
    padding: 1cqw 2cqw;
    border-radius: 1.6cqw;
    background: var(--row);
  }
  .row .name {
    font-weight: 700;
    -webkit-line-clamp: 1;
  }
  .row .when {
    color: var(--ink-quiet);
    font-size: 2.9cqw;
  }
  .row:first-child {
    box-shadow: inset 0.8cqw 0 var(--accent);
  }
  .row:first-child:dir(rtl) {
    box-shadow: inset -0.8cqw 0 var(--accent);
  }
  .join {
    display: grid;
    gap: 1.4cqw;
    align-content: start;
    font-size: 2.9cqw;
    font-weight: 700;
    text-align: center;
  }
  /* Where the code is, but none that somebody could scan. */
  .code {
    aspect-ratio: 1;
    border: 1.6cqw solid #fff;
    background: repeating-conic-gradient(#000 0 25%, #fff 0 50%) 0 0 / 25% 25%;
  }
  .band {
    position: relative;
    background: var(--band);
    color: var(--on-band);
    isolation: isolate;
  }
  .band .line {
    color: var(--on-band-quiet);
  }
  .band .name {
    font-weight: 800;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .band > :is(img, .tiles) {
    position: absolute;
    z-index: -1;
    object-fit: cover;
  }
  .tiles {
    background: var(--band-tiles) right center / auto 100%;
    opacity: 0.6;
  }
  .phone {
    border-radius: 5cqw;
    background: var(--paper);
    font-size: 3cqw;
    line-height: 1.3;
  }
  .phone .band {
    display: grid;
    gap: 1.2cqw;
    padding: 22cqw 3cqw 9cqw;
  }
  .phone .band > :is(img, .tiles) {
    inset: 0 0 auto;
    width: 100%;
    height: 20cqw;
    mask-image: linear-gradient(#000 60%, transparent);
  }
  .phone .name {
    font-size: 4.4cqw;
  }
  .phone .line {
    -webkit-line-clamp: 3;
  }
  .sheet {
    position: relative;
    display: grid;
    gap: 1.6cqw;
    margin: -6cqw 2cqw 4cqw;
    padding: 3cqw;
    border-radius: 3cqw;
    background: var(--card);
    box-shadow: var(--shadow-small);
    color: var(--ink);
    font-weight: 600;
  }
  .field {
    height: 7cqw;
    border: 1px solid var(--line-strong);
    border-radius: 1.6cqw;
  }
  .press {
    padding: 1.4cqw;
    border-radius: var(--round);
    background: var(--accent);
    color: var(--on-accent);
    text-align: center;
  }
  .link {
    border-radius: 3cqw;
    background: var(--card);
    box-shadow: var(--shadow-small);
    font-size: 3.2cqw;
  }
  .link .band {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: 2cqw;
    aspect-ratio: 1200 / 630;
    padding: 3cqw;
    padding-inline-end: 46%;
    font-size: 2.8cqw;
    line-height: 1.25;
  }
  .link .band > :is(img, .tiles) {
    inset-block: 0;
    inset-inline-end: 0;
    width: 44%;
    height: 100%;
    mask-image: linear-gradient(to right, transparent, #000 40%);
  }
  .link .band > :is(img, .tiles):dir(rtl) {
    mask-image: linear-gradient(to left, transparent, #000 40%);
  }
  .link .band .name {
    font-size: 4.4cqw;
    -webkit-line-clamp: 3;
  }
  .link .below {
    padding: 2cqw 3cqw 2.4cqw;
  }
  .below .name {
    color: var(--ink);
    font-weight: 700;
  }
  .below .host {
    color: var(--ink-quiet);
    overflow-wrap: anywhere;
  }
  @media (forced-colors: active) {
    .tiles,
    .band > img {
      display: none;
    }
    .mark,
    .press,
    .row,
    .sheet {
      border: 1px solid;
    }
    .code {
      forced-color-adjust: none;
    }
  }
`;
