import type { Step } from '../type/fit-text.ts';

const steps = (weight: number, tracking: number, list: readonly (readonly number[])[]): Step[] =>
  list.map(([size = 0, stretch = 100, lines = 1]) => ({ weight, tracking, size, stretch, lines }));

/** Size, width of the letters in per cent, lines: first narrower, then a second line, then smaller, at last cut. */
export const titleSteps = steps(800, -0.03, [
  [84, 100, 1],
  [84, 86, 1],
  [84, 100, 2],
  [84, 84, 2],
  [70, 100, 2],
  [70, 82, 2],
  [58, 80, 2],
  [54, 80, 3],
]);
export const lineSteps = steps(400, 0, [
  [36, 100, 2],
  [32, 92, 2],
]);
export const whenSteps = steps(650, -0.01, [
  [38, 100, 1],
  [38, 84, 1],
  [34, 80, 2],
]);
export const placeSteps = steps(400, 0, [
  [34, 100, 1],
  [34, 82, 1],
]);
export const smallSteps = steps(600, -0.005, [
  [30, 100, 1],
  [30, 84, 1],
]);
export const pillSteps = steps(680, 0, [
  [27, 100, 1],
  [27, 84, 1],
]);
export const rowNameSteps = steps(680, -0.01, [
  [29, 100, 1],
  [29, 82, 1],
]);
export const rowWhenSteps = steps(450, 0, [[24, 100, 1]]);
export const markSteps = steps(800, -0.03, [[76, 100, 1]]);
export const smallMarkSteps = steps(800, -0.03, [[26, 100, 1]]);
export const dayNumberSteps = steps(800, -0.03, [[72, 100, 1]]);
export const dayMonthSteps = steps(700, 0, [[27, 100, 1]]);
export const rowNumberSteps = steps(800, -0.02, [[34, 100, 1]]);
export const rowMonthSteps = steps(650, 0, [[17, 100, 1]]);
