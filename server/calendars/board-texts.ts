import { BoundedMap } from '../../shared/bounded-map.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { PackedText } from '../base/packed-text.ts';
import { forEverybody, inSlices, type Slices } from '../base/slices.ts';
import { TextShelf } from '../base/text-shelf.ts';

/** What a text is made of now. Texts of the same version are the same. */
export type TextSource = { version: string; pieces: () => Promise<Iterable<string>> };
export type BoardText = { version: string; text: PackedText };

type Slot = { made: BoardText | null; making: Promise<BoardText> | null; restsUntilMs: number };

/** A text is expensive if it is as long as that of some five hundred events, or took long to make for another reason. */
const expensive = { bytes: 256 * 1024, ms: 500 };
/** An expensive text is sent for at least this long before anybody looks whether it is still current. */
const leastRestMs = 5_000;
/** And for so many times as long as it took, so that a board that changes all the time takes a quarter of the process. */
const restFactor = 3;
/** Compressed. The calendar of fifty thousand events has 2 MB. */
const maxBytes = 32 * 1024 * 1024;
/** For the texts of this many boards it is known which is the latest. */
const maxSlots = 1_000;

type Options = { slices: Slices; clock?: Pick<Clock, 'monotonic'> };

/**
 * Long texts about whole boards, such as calendars. Each is made once for everybody who asks meanwhile, in slices, and
 * again only when the board has changed; an expensive one at most every few seconds.
 */
export class BoardTexts {
  readonly #slices: Slices;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #slots = new BoundedMap<string, Slot>(maxSlots);
  readonly #shelf = new TextShelf(maxBytes);

  constructor({ slices, clock = systemClock }: Options) {
    this.#slices = slices;
    this.#clock = clock;
  }

  /** The text; `look` says what it is made of now. */
  get(key: string, look: () => Promise<TextSource>): Promise<BoardText> {
    let slot = this.#slots.get(key);
    if (slot === undefined) this.#slots.set(key, (slot = { made: null, making: null, restsUntilMs: -Infinity }));
    if (slot.making !== null) return slot.making;
    if (slot.made?.text.isHeld === true && this.#clock.monotonic() < slot.restsUntilMs)
      return Promise.resolve(slot.made);
    const { making } = Object.assign(slot, { making: this.#make(slot, look) });
    const end = (): void => void (slot.making = null);
    making.then(end, end);
    return making;
  }

  async #make(slot: Slot, look: () => Promise<TextSource>): Promise<BoardText> {
    const { version, pieces } = await look();
    if (slot.made?.version === version && slot.made.text.isHeld) return slot.made;
    const pace = await this.#slices.begin({ holder: forEverybody, isCalendar: true });
    const text = await PackedText.pack(inSlices(await pieces(), pace));
    this.#shelf.put(text, slot.made?.text ?? null);
    slot.made = { version, text };
    const isExpensive = text.unpackedBytes > expensive.bytes || pace.busyMs > expensive.ms;
    const restMs = isExpensive ? Math.max(leastRestMs, pace.busyMs * restFactor) : 0;
    slot.restsUntilMs = this.#clock.monotonic() + restMs;
    return slot.made;
  }
}
