import type { Theme } from '../../shared/theme.ts';

/** Shows the whole page in a board's colours. */
export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}
