import { language } from '../words/format.ts';
import { repeatsOf } from './sentence-fields.ts';
import type { FormValues } from './form-values.ts';
import type { SentenceReading } from './read-sentence.ts';
import { boardNow } from '../api/board-time.ts';

/** So long after the last key the sentence is read: reading takes longer than a key, and only the last state counts. */
const pauseMs = 60;

const loadReader = () =>
  Promise.all([import('./read-sentence.ts'), import('./repeat-defaults.ts'), import('../../shared/zoned-time.ts')]);

/** What of a sentence was set or removed by hand, from the field `byHand`. */
export function handled({ byHand }: Pick<FormValues, 'byHand'>): { when: boolean; place: boolean } {
  return { when: byHand.includes('when'), place: byHand.includes('place') };
}

/** Reads the sentence of a form after each change. Only its latest state counts. */
export class SentenceReader {
  readonly #onRead: (reading: SentenceReading | null, fields: FormValues) => void;
  #reading: Promise<void> | null = null;
  #saidRepeats = false;

  /** `onRead` gets the fields as the sentence says, or null with the whole sentence as the name if it cannot be read. */
  constructor(onRead: (reading: SentenceReading | null, fields: FormValues) => void) {
    this.#onRead = onRead;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Reads the sentence in `current()`, whatever it will be then. */
  read(boardTimeZone: string, current: () => FormValues): void {
    const reading = this.#load().then((modules) => {
      if (this.#reading !== reading) return;
      this.#reading = null;
      const fields = current();
      const read = modules === null ? null : this.#understand(modules, boardTimeZone, fields);
      this.#onRead(
        read?.reading ?? null,
        read?.fields ?? { ...fields, name: fields.sentence.replace(/\s+/g, ' ').trim() },
      );
    });
    this.#reading = reading;
  }

  /** Resolves once the latest sentence is read. */
  async settled(): Promise<void> {
    while (this.#reading !== null) await this.#reading;
  }

  async #load(): Promise<Awaited<ReturnType<typeof loadReader>> | null> {
    const loading = loadReader().catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return loading;
  }

  #understand(
    [{ readSentence }, { withRepeatDefaults }, { localTimeAt }]: Awaited<ReturnType<typeof loadReader>>,
    boardTimeZone: string,
    fields: FormValues,
  ): { reading: SentenceReading; fields: FormValues } | null {
    const not = handled(fields);
    const none = { day: '', time: '', endDay: '', endTime: '' };
    try {
      const context = { now: localTimeAt(boardNow(), boardTimeZone), language, before: none };
      const reading = readSentence(fields.sentence, context, not);
      const { name, when, place } = reading;
      const read = {
        ...fields,
        name,
        ...(not.when ? {} : { when: when?.words ?? '', ...none, ...when?.fields }),
        ...(not.place ? {} : { place: place?.text ?? '' }),
      };
      const says = when?.fields.repeats !== undefined;
      const repeats =
        says || !this.#saidRepeats ? {} : repeatsOf({ ...read, repeats: '', repeatTimes: '', repeatUntil: '' });
      this.#saidRepeats = says;
      return { reading, fields: says ? withRepeatDefaults(read, 'repeats') : { ...read, ...repeats } };
    } catch {
      // A date that the library cannot compute: everything stays the name.
      return null;
    }
  }
}
