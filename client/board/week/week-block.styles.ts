import { css } from 'lit';

/** Only for screen readers. */
const unseen = css`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
`;

/** The blocks among the hours, what is folded beside them, and the line of now. */
export const weekBlockStyles = css`
  .block,
  .folded {
    z-index: 1;
  }
  .block {
    --beside: 0rem;
    --room: calc((100% - 8px - var(--beside)) / var(--lanes));
    position: absolute;
    top: calc(var(--from) * var(--hour) + 2px);
    inset-inline-start: calc(4px + var(--lane) * var(--room));
    /* A note that does not fit as a whole goes to a second column, out of sight: no line is cut in half. */
    display: flex;
    flex-flow: column wrap;
    align-content: start;
    column-gap: 1rem;
    width: calc(var(--room) - (var(--lanes) - 1) * 2px);
    height: calc((var(--to) - var(--from)) * var(--hour) - 3px);
    padding-block: 0.2rem 0.15rem;
    padding-inline: 0.8rem 0.4rem;
    border: 1px solid transparent;
    border-radius: 0.6rem;
    background: var(--ground);
    font-size: var(--text-2);
    line-height: 1.2;
    overflow: hidden;
    isolation: isolate;
    container-type: inline-size;
  }
  /* Behind the words: how much is over, an open end, stripes. */
  .block::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
  }
  .block.beside {
    --beside: 1.9rem;
  }
  .block::before {
    content: '';
    position: absolute;
    inset-block: 4px;
    inset-inline-start: 3px;
    width: 4px;
    border-radius: 3px;
    background: var(--accent);
  }
  .block[data-category] {
    --ground: var(--category-soft);
    color: var(--category-ink);
  }
  .block[data-category]::before {
    background: var(--category);
  }
  .block.fresh {
    --ground: var(--new-soft);
    color: var(--ink);
  }
  .block :is(.name, small) {
    flex: none;
    width: 100%;
    overflow: hidden;
    hyphens: auto;
    overflow-wrap: break-word;
  }
  .block .name,
  .block .place {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .block .name {
    -webkit-line-clamp: var(--name-lines);
    /* On paper an hour is as high as the sheet has room for. */
    max-height: max(1lh, round(down, 100%, 1lh));
    font-weight: 700;
  }
  .block small {
    color: var(--ink-quiet);
    font-size: var(--text-1);
  }
  .block.half {
    padding-inline: 0.65rem 0.15rem;
    font-size: var(--text-1);
    letter-spacing: -0.02em;
  }
  .block.half small {
    font-size: 0.75rem;
  }
  /* A time is on one line. A part of it that does not fit goes to a second line, out of sight. */
  .block .time {
    display: flex;
    flex-wrap: wrap;
    height: 1lh;
    white-space: pre;
  }
  .block .time::before {
    content: '';
    height: 1lh;
  }
  /* The block itself shows how long it lasts. For screen readers it is still said. */
  .block.half .end {
    ${unseen}
  }
  /* Words of a usual length would be broken there. */
  @container (max-width: 6rem) {
    .block :is(.place, .until) {
      ${unseen}
    }
    .block .until::after {
      content: '– ';
    }
  }
  /* Its name is struck through, or it has stripes. */
  @container (max-width: 3.6rem) {
    .block .state {
      ${unseen}
    }
  }
  .block.begun {
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }
  .block.goes-on {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  /* Nobody knows how long it lasts. */
  .block.open:not(.off)::after {
    background: linear-gradient(transparent 60%, var(--card));
  }
  .block.pinned {
    border-color: var(--pinned);
  }
  .block.off,
  .block.waiting {
    border: 1.5px dashed var(--line-strong);
  }
  .block.off,
  .block.off[data-category] {
    --ground: var(--card);
    color: var(--ink-quiet);
  }
  .block.waiting::after {
    background: repeating-linear-gradient(
      -45deg,
      transparent 0 9px,
      color-mix(in oklab, transparent, var(--ink) 4%) 9px 18px
    );
  }
  .block.over:not(.off) {
    --ground: color-mix(in oklab, var(--card), var(--accent) 6%);
  }
  .block.over[data-category]:not(.off) {
    --ground: color-mix(in oklab, var(--card), var(--category-soft) 60%);
  }
  .block.running {
    --full: color-mix(in oklab, var(--card), var(--accent) 22%);
    box-shadow: 0 0 0 2px var(--live);
  }
  .block.running::after {
    bottom: calc(100% - var(--done));
    background: var(--full);
  }
  .block.running[data-category] {
    --full: var(--category-bar);
    color: var(--on-category-bar);
  }
  .block.running small {
    color: var(--ink);
  }
  .block:hover,
  .block:focus-visible {
    z-index: 2;
  }
  .folded {
    position: absolute;
    top: calc(var(--from) * var(--hour) + 2px);
    inset-inline-end: 3px;
    width: 1.75rem;
    height: calc((var(--to) - var(--from)) * var(--hour) - 3px);
    padding-top: 0.3rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--card);
    color: var(--ink-quiet);
    font-size: var(--text-1);
    font-weight: 700;
    line-height: 1.2;
    text-align: center;
    text-decoration: none;
  }
  .folded:hover {
    border-color: var(--line-strong);
    color: var(--ink);
  }
  .pointed {
    position: absolute;
    top: calc(var(--from) * var(--hour) + 2px);
    inset-inline: 4px;
    height: calc((var(--to) - var(--from)) * var(--hour) - 3px);
    padding: 0.2rem 0.4rem;
    border: 1.5px dashed var(--accent-ink);
    border-radius: 0.6rem;
    background: var(--accent-soft);
    color: var(--accent-ink);
    font-size: var(--text-1);
    font-weight: 600;
    text-decoration: none;
    overflow: hidden;
  }
  /* Hours of the night that are folded. */
  .fold {
    position: absolute;
    top: calc(var(--from) * var(--hour) + 1px);
    inset-inline: 0;
    height: calc((var(--to) - var(--from)) * var(--hour) - 1px);
    background: repeating-linear-gradient(-45deg, transparent 0 5px, var(--line) 5px 6px);
    pointer-events: none;
  }
  .now {
    position: absolute;
    top: calc(var(--from) * var(--hour) - 1px);
    inset-inline: 0;
    height: 2px;
    background: var(--live);
    pointer-events: none;
  }
  .now::before {
    content: '';
    position: absolute;
    top: -5px;
    inset-inline-start: -6px;
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: var(--live);
    box-shadow: 0 0 0 3px var(--card);
  }
  @media (forced-colors: active) {
    .block,
    .folded {
      border-color: currentColor;
    }
    .block.running {
      outline: 2px solid Highlight;
    }
    .now,
    .now::before {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
