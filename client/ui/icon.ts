import { html, type TemplateResult } from 'lit';
import type { IconName } from './icon-names.ts';

/**
 * An icon in the colour and the size of the text around it, for `controls`. Screen readers do not hear it: words say the
 * same. Where only a style is needed, `mask: var(--icon-plus)` draws it too.
 */
export function icon(name: IconName): TemplateResult {
  return html`<i class="icon" aria-hidden="true" .style=${`--icon:var(--icon-${name})`}></i>`;
}
