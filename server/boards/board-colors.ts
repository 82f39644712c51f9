import { categoryHues, type CategoryColor } from '../../shared/category.ts';
import { themes, type Theme } from '../../shared/theme.ts';

/** Lightness from 0 to 1, chroma, and hue in degrees. */
type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** The face of a board, as `tokens.css` has it in light and dark. */
export type BandColors = {
  band: string;
  bandBright: string;
  onBand: string;
  onBandQuiet: string;
  mark: string;
  onMark: string;
};

/** The colours of a category on light ground, as `client/ui/styles/categories.ts` has them. */
export type CategoryColors = { solid: string; ink: string; soft: string };

/** The same formulas as in `client/ui/styles/tokens.css`, for programs that know no style sheet. A test compares them. */
export function bandColors(theme: Theme): BandColors {
  const { hue, strength } = themes[theme];
  const of = (lightness: number, chroma: number, turn = 0): string => rgb([lightness, chroma * strength, hue + turn]);
  const usual = {
    band: of(0.335, 0.098),
    bandBright: of(0.42, 0.11, 25),
    onBand: of(0.985, 0.012),
    onBandQuiet: of(0.89, 0.03),
    mark: of(0.975, 0.02),
    onMark: of(0.36, 0.11),
  };
  // The one bright face: dark words on yellow.
  if (theme !== 'marigold') return usual;
  return {
    ...usual,
    band: rgb([0.835, 0.155, 80]),
    bandBright: rgb([0.78, 0.165, 60]),
    onBand: rgb([0.25, 0.05, 70]),
    onBandQuiet: rgb([0.33, 0.06, 70]),
  };
}

export function categoryColors(color: CategoryColor): CategoryColors {
  const hue = categoryHues[color];
  return { solid: rgb([0.6, 0.14, hue]), ink: rgb([0.42, 0.115, hue]), soft: rgb([0.938, 0.042, hue]) };
}

/** What one can do on a board, on light ground: strong enough to be told from others in a list. */
export function accentColor(theme: Theme): string {
  const { hue, strength } = themes[theme];
  return theme === 'marigold' ? rgb([0.835, 0.155, 80]) : rgb([0.47, 0.135 * strength, hue]);
}

/** `#rrggbb`. What sRGB does not have is cut off in each channel, as browsers do. Björn Ottosson's matrices. */
export function rgb([lightness, chroma, hue]: Oklch): string {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  return `#${linear.map((part) => hex(part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055)).join('')}`;
}

function hex(part: number): string {
  return Math.round(Math.min(1, Math.max(0, part)) * 255)
    .toString(16)
    .padStart(2, '0');
}
