import { css, html, type TemplateResult } from 'lit';

export const noteStyles = css`
  .note {
    display: grid;
    gap: var(--space-2);
    justify-items: start;
    padding: var(--space-5);
    color: var(--ink-quiet);
  }
  .note strong {
    font-size: var(--text-4);
    color: var(--ink);
  }
  .note .button {
    margin-top: var(--space-2);
  }
  /* The board's pattern beside the words, so that an empty board still has its face. */
  @media (min-width: 44.01rem) and (forced-colors: none) {
    .note {
      position: relative;
      padding-inline-end: 45%;
    }
    .note::after {
      content: '';
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      width: 40%;
      border-radius: inherit;
      background: var(--accent);
      mask: var(--band-tiles) right top / auto 100%;
      opacity: 0.35;
    }
    .note:dir(rtl)::after {
      scale: -1 1;
    }
  }
`;

/** In place of the list when the board has no upcoming events and nothing is selected. */
export function nothingPlannedNote(hasPast: boolean): TemplateResult {
  return html`<div class="card note">
    <strong>${hasPast ? 'Nothing planned.' : 'Nothing planned yet.'}</strong>
    <p>${hasPast ? 'Post the next event.' : 'Post the first event.'}</p>
  </div>`;
}

/** In place of the list when no event matches the selection. */
export function nothingFoundNote(showAll: () => void): TemplateResult {
  return html`<div class="card note">
    <strong>Nothing found.</strong>
    <p>Try fewer words or other days.</p>
    <button type="button" class="button" @click=${showAll}>Show all upcoming</button>
  </div>`;
}

/** In place of the board when there is no such board, or the feed has failed. */
export function boardFailureNote(slug: string, { code, detail }: { code: string; detail: string }): TemplateResult {
  if (code === 'board_not_found') {
    return html`<div class="card note" role="alert">
      <strong>There is no board “${slug}”.</strong>
      <p>
        Check the board name in the address. If it was taken away by mistake, it will be here once it is back.
        <a href="/">To the main board</a>
      </p>
    </div>`;
  }
  return html`<div class="card note" role="alert">
    <strong>The board cannot be shown at the moment.</strong>
    <p>${detail} This page keeps trying.</p>
  </div>`;
}
