import type { CategoryColor } from '../../shared/category.ts';
import type { Theme } from '../../shared/theme.ts';

/** A day as a tile shows it: `27` and `Nov`. */
export type CardDay = { number: string; month: string };

/** An event in the list of a board. `when` goes with a tile that shows the day, `whenInFull` does not. */
export type CardRow = { day: CardDay; name: string; when: string; whenInFull: string; color: CategoryColor | null };

/** What a preview says: all of its words, and nothing else. Two cards that are equal look the same. */
export type PreviewCard = {
  theme: Theme;
  /** Of the board. */
  mark: string;
  title: string;
  /** The picture that it shows, and its size. */
  picture: { id: string; width: number; height: number } | null;
} & (BoardWords | EventWords);

type BoardWords = { of: 'board'; line: string | null; next: readonly CardRow[] };

type EventWords = {
  of: 'event';
  name: string;
  day: CardDay;
  when: string;
  place: string | null;
  category: { name: string; color: CategoryColor } | null;
  cancelled: boolean;
};

/** What the drawing process gets: the card, and the bytes of its picture as WebP. */
export type DrawingWork = { card: PreviewCard; picture: Uint8Array | null };

/** Pixels. What messengers ask for. */
export const previewSize = { width: 1200, height: 630 } as const;
