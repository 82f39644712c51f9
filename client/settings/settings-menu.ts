import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../ui/icon.ts';
import type { IconName } from '../ui/icon-names.ts';
import type { SectionInSight } from './section-in-sight.ts';

export type SettingsSection = { id: string; label: string; icon: IconName; content: TemplateResult };

/** On a phone the sections alone are the page. */
export const settingsMenuStyles = css`
  .menu {
    display: none;
  }
  @media (min-width: 64rem) {
    .menu {
      position: sticky;
      top: var(--space-4);
      display: grid;
      gap: var(--space-1);
      max-height: calc(100vh - 2 * var(--space-4));
      overflow: auto;
      /* Room for the focus ring within what scrolls. */
      margin: calc(-1 * var(--space-1));
      padding: var(--space-1);
    }
  }
  .menu a {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: var(--target);
    padding: 0 var(--space-3);
    border-radius: var(--radius-field);
    color: var(--ink-quiet);
    font-weight: 600;
    text-decoration: none;
  }
  .menu a:hover {
    background: color-mix(in oklab, var(--paper), var(--accent) 6%);
    color: var(--ink);
  }
  .menu [aria-current] {
    background: var(--accent-soft);
    color: var(--accent-ink);
  }
  @media (forced-colors: active) {
    .menu [aria-current] {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
`;

/** The sections of the settings, beside them, with the one in sight marked. */
export function settingsMenu(sections: readonly SettingsSection[], inSight: SectionInSight): TemplateResult {
  const go = (event: MouseEvent, id: string): void => {
    event.preventDefault();
    inSight.goTo(id);
  };
  return html`<nav class="menu" aria-label="Settings">
    ${sections.map(
      ({ id, label, icon: name }) =>
        html`<a
          href="#${id}"
          aria-current=${id === inSight.current ? 'location' : nothing}
          @click=${(event: MouseEvent) => go(event, id)}
          >${icon(name)}${label}</a
        >`,
    )}
  </nav>`;
}
