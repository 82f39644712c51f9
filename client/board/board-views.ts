import type { DrawView } from './drawn-board.ts';
import { asksArchive, type BoardSelection } from './selection.ts';

/** Another way to see the board than as a list of days, or what stands around the list. */
export type ViewName = 'week' | 'month' | 'posters' | 'archive' | 'rail' | 'foot';

/** The code of each view, loaded when somebody opens it. */
const code: Record<ViewName, () => Promise<{ drawView: DrawView }>> = {
  week: () => import('./week/week-view.ts'),
  month: () => import('./month/month-view.ts'),
  posters: () => import('./posters/posters-view.ts'),
  rail: () => import('./rail/board-rail.ts'),
  foot: () => import('./board-foot.ts'),
  archive: () => import('./archive/archive-view.ts'),
};

/** The view that a selection is shown in; null for the list of days. */
export function viewOf(selection: BoardSelection): ViewName | null {
  const { view } = selection;
  return asksArchive(selection) ? 'archive' : (view ?? null);
}

/** The views whose code is here. */
export class BoardViews {
  readonly #drawers: Partial<Record<ViewName, DrawView | 'failed'>> = {};
  readonly #coming = new Set<ViewName>();
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** Undefined while its code is on the way. */
  get(view: ViewName): DrawView | 'failed' | undefined {
    return this.#drawers[view];
  }

  load(view: ViewName): void {
    if (this.#coming.has(view) || typeof this.get(view) === 'function') return;
    this.#coming.add(view);
    const take = (drawer: DrawView | 'failed'): void => {
      this.#coming.delete(view);
      this.#drawers[view] = drawer;
      this.#redraw();
    };
    code[view]().then(
      ({ drawView }) => take(drawView),
      () => take('failed'),
    );
  }
}
