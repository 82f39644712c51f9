import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { DrawnBoard } from '../drawn-board.ts';
import { Media, narrowScreen } from '../../ui/media.ts';
import { writeSelection, type BoardSelection } from '../selection.ts';

/** Paper lies on its side while a calendar is on the page. A component's own styles cannot say so. */
const landscape = new CSSStyleSheet();
landscape.replaceSync('@page { size: landscape; margin: 10mm; }');

/** What months and weeks have in common: the board that they draw, and the focus that keys move from day to day. */
export abstract class CalendarView extends LitElement {
  /** A board page makes a new object each time; only other contents count. */
  @property({ attribute: false, hasChanged: differs }) board!: DrawnBoard;
  protected readonly narrow = new Media(this, narrowScreen);
  /** The day to focus once it is drawn. */
  #toFocus = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, landscape];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== landscape);
  }

  protected override updated(): void {
    if (this.#toFocus === '' || !this.shows(this.#toFocus)) return;
    this.elementOf(this.#toFocus)?.focus();
    this.#toFocus = '';
  }

  /** Whether the month or week that is drawn has the day. */
  protected abstract shows(day: string): boolean;

  /** Goes to the month or week of a day. */
  protected abstract goTo(day: string): void;

  protected goAndFocus(day: string): void {
    this.#toFocus = day;
    this.goTo(day);
  }

  protected elementOf(day: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-day="${day}"]`);
  }

  /** The address of this selection as a list. */
  protected listOf(days: BoardSelection): string {
    const { q, name, author, category } = this.board.selection;
    return `?${writeSelection({ q, name, author, category, ...days }).toString()}`;
  }

  /** The address of a day's list. */
  protected dayList(day: string): string {
    return this.listOf({ from: day, to: day });
  }
}

/** Whether two boards differ in what is drawn. Functions do the same, whatever they are. */
function differs(one: DrawnBoard, other: DrawnBoard | undefined): boolean {
  return Object.entries(one).some(
    ([name, value]) => typeof value !== 'function' && other?.[name as keyof DrawnBoard] !== value,
  );
}
