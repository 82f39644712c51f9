import { html, type TemplateResult } from 'lit';

/** For `loadedView`: shows a value that is not known yet within a section. */
export const sectionView = {
  loading: (): TemplateResult => html`<p class="quiet">One moment…</p>`,
  failed: (note: TemplateResult): TemplateResult => note,
};
