import { preferences } from '../words/preferences.ts';

/** Shows the page in the typeface that its viewer chose. `tokens.css` knows both; only the chosen one is loaded. */
export function showType(): void {
  document.documentElement.dataset.type = preferences.type;
}
