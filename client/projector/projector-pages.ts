/**
 * An event's measured row: its height at each step of type, largest first, and finally without the line under the name.
 */
export type MeasuredRow = { id: string; heights: readonly number[] };

export type PlacedRow = {
  id: string;
  /** The index of the height at which it is drawn. */
  step: number;
};

export type ProjectorPage = readonly PlacedRow[];

/**
 * Divides rows into pages, in order, as many on each as fit into `room` with `gap` between them. A row that would take
 * more than half of a page is set in smaller type, down to a minimum. If it still needs more than a page, it gets a
 * page to itself with only its name.
 */
export function paginate(rows: readonly MeasuredRow[], room: number, gap: number): ProjectorPage[] {
  const pages: PlacedRow[][] = [];
  let left = 0;
  for (const { id, heights } of rows) {
    const step = stepThatFits(heights, room);
    const height = heights[step]!;
    if (pages.length === 0 || height + gap > left) {
      pages.push([]);
      left = room + gap;
    }
    pages.at(-1)!.push({ id, step });
    left -= height + gap;
  }
  return pages;
}

function stepThatFits(heights: readonly number[], room: number): number {
  const bare = heights.length - 1;
  const easy = heights.findIndex((height, step) => step < bare && height <= room / 2);
  if (easy !== -1) return easy;
  const floor = bare - 1;
  return heights[floor]! <= room ? floor : bare;
}
