import { writtenOf, type FormValues } from './form-values.ts';
import { formatEnd, formatFullDay, formatStart, language } from '../words/format.ts';
import type { WhenFields } from './when-words.ts';
import { boardNow } from '../api/board-time.ts';

/** The fields that the words mean. Those of repeating are there only if the words say that it repeats. */
export type WhenRead = WhenFields & Partial<Pick<FormValues, 'repeats' | 'repeatTimes' | 'repeatUntil'>>;

type Understanding = { state: 'understood'; fields: WhenRead } | { state: 'unclear'; why: string };

type How = {
  /** The event before the words were typed. */
  before: FormValues;
  /** Whether the event can repeat. */
  repeatable: boolean;
};

/** A date typed in words: its meaning, or why it is not understood. Only the latest words count. */
export class TypedWhen {
  readonly #onRead: (fields: WhenRead | null) => void;
  #reading: Promise<void> | null = null;
  #problem = '';

  /** `onRead` is called with the fields that the words mean; null if they are not understood. */
  constructor(onRead: (fields: WhenRead | null) => void) {
    this.#onRead = onRead;
  }

  /** Why the words are not understood; '' if they are, or until they are read. */
  get problem(): string {
    return this.#problem;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Reads the current words. */
  read(words: string, boardTimeZone: string, how: How): void {
    this.#problem = '';
    this.#reading = null;
    if (words.trim() === '') return;
    const reading = understand(words, boardTimeZone, how).then((read) => {
      if (this.#reading !== reading) return;
      this.#reading = null;
      this.#problem = read.state === 'unclear' ? read.why : '';
      this.#onRead(read.state === 'understood' ? read.fields : null);
    });
    this.#reading = reading;
  }

  /** Resolves once the latest words are read. */
  async settled(): Promise<void> {
    while (this.#reading !== null) await this.#reading;
  }
}

/**
 * Never rejects. The parser is two thirds as large as the board page's script, so it is loaded only when there are
 * words to read.
 */
async function understand(words: string, boardTimeZone: string, { before, repeatable }: How): Promise<Understanding> {
  const loaded = await Promise.all([
    import('./when-words.ts'),
    import('./repeat-defaults.ts'),
    import('../../shared/zoned-time.ts'),
  ]).catch(() => null);
  if (loaded === null) return { state: 'unclear', why: 'Typed dates need a connection. Pick the day and time below.' };
  const [{ readWhen }, { withRepeatDefaults }, { localTimeAt }] = loaded;
  try {
    const read = readWhen(words, { now: localTimeAt(boardNow(), boardTimeZone), language, before });
    if (read.state === 'unclear' || read.fields.repeats === undefined) return read;
    if (!repeatable) return { state: 'unclear', why: 'Only a new event can be made to repeat.' };
    const { repeats, repeatTimes, repeatUntil } = withRepeatDefaults({ ...before, ...read.fields }, 'repeats');
    return { state: 'understood', fields: { ...read.fields, repeats, repeatTimes, repeatUntil } };
  } catch {
    return { state: 'unclear', why: 'This date could not be read. Pick the day and time below.' };
  }
}

const rhythmWords: Record<string, string> = { week: 'every week', week2: 'every second week' };

/** How the form understands the time: “Understood as Wednesday, April 10, 2019, 6:00 PM.” */
export function understoodAs(fields: FormValues): string {
  const { start, end } = writtenOf(fields);
  const parts = [
    formatFullDay(start),
    fields.time === '' ? 'all day' : formatStart({ start }),
    formatEnd({ start, end }, start),
    rhythmWords[fields.repeats] ?? null,
  ];
  return `Understood as ${parts.filter((part) => part !== null).join(', ')}.`;
}
