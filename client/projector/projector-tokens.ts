import { css } from 'lit';

/**
 * The roles of `tokens.css` for reading from far away in rooms that are not dark: each ink has a contrast of at least
 * 7:1 on its grounds, which a test checks. `color-scheme` on the page selects dark or light.
 */
export const projectorTokens = css`
  :host {
    --paper: light-dark(
      oklch(0.985 calc(0.006 * var(--strength)) var(--hue)),
      oklch(0.17 calc(0.02 * var(--strength)) var(--hue))
    );
    --card: light-dark(
      oklch(0.955 calc(0.012 * var(--strength)) var(--hue)),
      oklch(0.215 calc(0.024 * var(--strength)) var(--hue))
    );
    --card-today: light-dark(oklch(1 0 0), oklch(0.262 calc(0.03 * var(--strength)) var(--hue)));
    --ink: light-dark(
      oklch(0.2 calc(0.03 * var(--strength)) var(--hue)),
      oklch(0.965 calc(0.008 * var(--strength)) var(--hue))
    );
    --ink-quiet: light-dark(
      oklch(0.38 calc(0.025 * var(--strength)) var(--hue)),
      oklch(0.81 calc(0.015 * var(--strength)) var(--hue))
    );
    --ink-on-new: light-dark(oklch(0.3 0.03 90), oklch(0.93 0.02 95));
    --line: light-dark(
      oklch(0.86 calc(0.015 * var(--strength)) var(--hue)),
      oklch(0.36 calc(0.025 * var(--strength)) var(--hue))
    );
    --line-strong: light-dark(
      oklch(0.5 calc(0.025 * var(--strength)) var(--hue)),
      oklch(0.68 calc(0.02 * var(--strength)) var(--hue))
    );
    --accent: light-dark(
      oklch(0.4 calc(0.12 * var(--strength)) var(--hue)),
      oklch(0.85 calc(0.09 * var(--strength)) var(--hue))
    );
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
    --category-strength: 0;
    --accent: var(--ink-quiet);
    --live: var(--ink-quiet);
    --pinned: var(--ink-quiet);
    --danger: var(--ink-quiet);
    --new: var(--card);
    --new-edge: var(--ink-quiet);
    --ink-on-new: var(--ink-quiet);
  }
`;
