import { css, html, type TemplateResult } from 'lit';

/** A state in a word, with the colour of its kind. */
export function pill(kind: 'now' | 'soon' | 'new' | 'pinned' | 'off' | 'wait' | 'over', text: string): TemplateResult {
  return html` <span class="pill ${kind}">${text}</span>`;
}

export const pills = css`
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    padding: 0.12rem 0.6rem;
    border: 1px solid transparent;
    border-radius: var(--round);
    vertical-align: 0.12em;
    font-size: var(--text-1);
    font-weight: 700;
    line-height: 1.4;
    letter-spacing: 0;
    white-space: nowrap;
  }
  .pill.now {
    background: var(--live-soft);
    color: var(--live);
  }
  .pill.now::before {
    content: '';
    /* Its border is kept in forced colours. */
    border: 0.25rem solid;
    border-radius: 50%;
  }
  .pill.soon {
    background: var(--accent-soft);
    color: var(--accent-ink);
  }
  .pill.new {
    background: var(--new-soft);
    color: var(--new);
  }
  .pill.pinned {
    background: var(--pinned-soft);
    color: var(--pinned);
  }
  .pill.off {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .pill.wait {
    border: 1.5px dashed var(--line-strong);
    color: var(--ink-quiet);
  }
  @media (forced-colors: active) {
    .pill {
      border-color: currentColor;
    }
  }
`;
