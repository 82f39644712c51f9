import { css } from 'lit';

/**
 * The roles of `tokens.css` for reading from far away in rooms that are not dark: each ink has a contrast of at least
 * 7:1 on its grounds, which a test checks. `color-scheme` on the page selects dark or light.
 */
export const projectorTokens = css`
  :host {
    --paper: light-dark(oklch(0.985 0.006 96), oklch(0.17 0.017 264));
    --card: light-dark(oklch(0.955 0.008 96), oklch(0.215 0.019 264));
    --card-today: light-dark(oklch(1 0 0), oklch(0.262 0.024 264));
    --ink: light-dark(oklch(0.2 0.03 268), oklch(0.955 0.01 90));
    --ink-quiet: light-dark(oklch(0.38 0.025 265), oklch(0.8 0.012 265));
    --ink-on-new: light-dark(oklch(0.3 0.03 90), oklch(0.93 0.02 95));
    --line: light-dark(oklch(0.86 0.012 94), oklch(0.36 0.019 264));
    --line-strong: light-dark(oklch(0.5 0.02 265), oklch(0.68 0.015 265));
    --accent: light-dark(oklch(0.4 0.15 264), oklch(0.83 0.09 263));
    --live: light-dark(oklch(0.42 0.13 150), oklch(0.84 0.16 153));
    --behind: light-dark(oklch(0.4 0.1 60), oklch(0.87 0.12 85));
    --new: light-dark(oklch(0.93 0.1 95), oklch(0.33 0.07 93));
    --new-edge: light-dark(oklch(0.36 0.08 90), oklch(0.9 0.15 95));
    --pinned: light-dark(oklch(0.4 0.12 45), oklch(0.84 0.11 62));
    --danger: light-dark(oklch(0.4 0.15 27), oklch(0.84 0.09 25));
  }
  /* Outdated events lose their colours but stay readable. */
  :host([dimmed]) {
    --paper: light-dark(oklch(0.9 0.003 96), oklch(0.17 0.004 264));
    --card: light-dark(oklch(0.93 0.003 96), oklch(0.215 0.004 264));
    --card-today: var(--card);
    --qr-ground: oklch(0.82 0 0);
    --ink: light-dark(oklch(0.36 0.01 265), oklch(0.8 0.005 265));
    --ink-quiet: light-dark(oklch(0.37 0.01 265), oklch(0.77 0.005 265));
    --accent: var(--ink-quiet);
    --pinned: var(--ink-quiet);
    --danger: var(--ink-quiet);
    --new: var(--card);
    --new-edge: var(--ink-quiet);
    --ink-on-new: var(--ink-quiet);
  }
`;
