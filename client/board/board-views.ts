import type { DrawView } from './drawn-board.ts';
import { asksArchive, type BoardSelection } from './selection.ts';

/** Another way to see the board than as a list of days. */
export type ViewName = 'month' | 'archive';

/** The code of each view, loaded when somebody opens it. */
const code: Record<ViewName, () => Promise<{ drawView: DrawView }>> = {
  month: () => import('./month/month-view.ts'),
  archive: () => import('./archive/archive-view.ts'),
};

/** The view that a selection is shown in; null for the list of days. */
export function viewOf(selection: BoardSelection): ViewName | null {
  const { view } = selection;
  return asksArchive(selection) ? 'archive' : view === 'month' ? view : null;
}

/** The views whose code is here. */
export class BoardViews {
  readonly #drawers: Partial<Record<ViewName, DrawView | 'failed'>> = {};
  readonly #redraw: () => void;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** Undefined while its code is on the way. */
  get(view: ViewName): DrawView | 'failed' | undefined {
    return this.#drawers[view];
  }

  load(view: ViewName): void {
    const take = (drawer: DrawView | 'failed'): void => {
      this.#drawers[view] = drawer;
      this.#redraw();
    };
    code[view]().then(
      ({ drawView }) => take(drawView),
      () => take('failed'),
    );
  }
}
