import type { TemplateResult } from 'lit';
import type { Category } from '../../shared/category.ts';
import type { Agenda } from './agenda.ts';
import type { BoardSelection } from './selection.ts';

/** What a view draws. */
export type DrawnBoard = {
  /** The board's slug. */
  slug: string;
  title: string;
  agenda: Agenda;
  /** The same events on all of their days, also those that the list folds. */
  everyDate: () => Agenda;
  categories: readonly Category[];
  /** The board's time zone. */
  timeZone: string;
  /** Today's date on the board. */
  today: string;
  now: Date;
  /** Ids of events that have just appeared. */
  fresh: ReadonlySet<string>;
  /** Ids of this person's posts that are being sent. */
  sending: ReadonlySet<string>;
  /** The address of the form; null for those who cannot post now. */
  newEvent: string | null;
  selection: BoardSelection;
  /** Shows something else: another month or week, a day. */
  show: (selection: BoardSelection) => void;
};

export type DrawView = (board: DrawnBoard) => TemplateResult;
