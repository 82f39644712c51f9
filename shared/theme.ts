/**
 * The colours that a board can have. A theme is two numbers: a hue in degrees (of oklch), and how strong its colours
 * are, where 1 is full. All colours follow from these by formula, so that their contrast always holds: `tokens.css`.
 */
export const themes = {
  harbour: { hue: 255, strength: 1 },
  lagoon: { hue: 205, strength: 0.7 },
  meadow: { hue: 150, strength: 0.9 },
  marigold: { hue: 75, strength: 0.8 },
  brick: { hue: 35, strength: 1 },
  rose: { hue: 5, strength: 1.1 },
  plum: { hue: 310, strength: 1 },
  slate: { hue: 260, strength: 0.15 },
} as const satisfies Record<string, { hue: number; strength: number }>;

export type Theme = keyof typeof themes;

export function isTheme(value: unknown): value is Theme {
  return typeof value === 'string' && Object.hasOwn(themes, value);
}
