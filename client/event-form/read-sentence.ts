import { without, type Span } from './sentence-parts.ts';
import { readWhen, type WhenContext, type WhenFields } from './when-words.ts';

type Understood = {
  /** The words that carry the meaning, to be marked. */
  marks: Span[];
  /** The same with the little words that belong to them (“at the”): what is not part of the name. */
  cuts: Span[];
};

export type SentenceReading = {
  name: string;
  /** `words` are the marked ones, as the field “When” has them. */
  when: (Understood & { words: string; fields: WhenFields & { repeats?: 'week' | 'week2' } }) | null;
  place: (Understood & { text: string }) | null;
};

/** What is not to be read from the sentence, because it was set or removed by hand. */
export type NotRead = { when: boolean; place: boolean };

/** A sentence with more words is read only so far: each further one takes time with every key. */
const readableWords = 60;
/** No date is longer: “every second Wednesday from half past seven to quarter to nine in the evening”. */
const longestDate = 14;
/** So many parts are tried as the other half of a date, the longest first: each costs time with every key. */
const mostOthers = 40;

/** Understands “Choir practice tomorrow 7–9 pm at the church hall”: the name is what is neither a date nor a place. */
export function readSentence(sentence: string, context: WhenContext, not: NotRead): SentenceReading {
  const words = wordsOf(sentence);
  const when = not.when ? null : findWhen(sentence, words, context);
  const place = not.place ? null : findPlace(sentence, when?.cuts ?? []);
  return { name: without(sentence, [...(when?.cuts ?? []), ...(place?.cuts ?? [])]), when, place };
}

type Word = Span & { text: string };

function wordsOf(sentence: string): Word[] {
  return [...sentence.matchAll(/\S+/g)].slice(0, readableWords).map(({ 0: whole, index }) => {
    const text = whole.replace(/[,.;:!?)]+$/, '') || whole;
    const from = index + (/^\(+/.exec(text)?.[0].length ?? 0);
    return { text: sentence.slice(from, index + text.length), from, to: index + text.length };
  });
}

const days = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|today|tonight|tomorrow';
const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const hours = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight';
const number = "[\\d’'][\\d.:/–-]*(?:am|pm|h|h\\d\\d|st|nd|rd|th)?(?:[–-]\\d[\\d.:]*(?:am|pm|h)?)?";
const core = `${days}|${months}|${hours}|${number}`;
/** A date can begin with these words, and end with those. */
const begins = new RegExp(
  `^(?:${core}|on|at|from|the|this|next|in|every|each|weekly|a|half|quarter|day|all|morning|afternoon|evening)$`,
  'iu',
);
const ends = new RegExp(
  `^(?:${core}|[ap]\\.?m\\.?|o[’']?clock|days?|weeks?|hours?|minutes?|night|morning|afternoon|evening|weekly|\\d{4}-\\d\\d-\\d\\d(?:t\\d\\d:\\d\\d)?)$`,
  'iu',
);
const little = /^(?:on|at|from|the)$/i;
const saysDay = new RegExp(`(?:^|\\s)(?:${days}|${months}|\\d{4}-\\d|in \\d|in an?\\b|\\d+[/.]\\d)`, 'iu');

type Found = Span & { first: number; last: number; fields: WhenFields & { repeats?: 'week' | 'week2' } };

/** The longest part that is a date, alone or together with another: “Friday … at 7 pm”. */
function findWhen(sentence: string, words: readonly Word[], context: WhenContext): SentenceReading['when'] {
  const read = (text: string): Found['fields'] | null => {
    const reading = readWhen(text, context);
    return reading.state === 'understood' ? reading.fields : null;
  };
  const parts = candidates(words);
  const textOf = ({ from, to }: Span): string => sentence.slice(from, to);
  const first = parts
    .filter((part) => !isHouseNumber(sentence, textOf(part), part))
    .map((part) => ({ part, fields: read(textOf(part)) }))
    .find(({ fields }) => fields !== null);
  if (first === undefined) return null;
  const { part } = first;
  const misses = first.fields!.time === '' || !saysDay.test(textOf(part));
  const second = !misses
    ? undefined
    : parts
        .filter(
          (other) =>
            (other.last < part.first || other.first > part.last) && !isHouseNumber(sentence, textOf(other), other),
        )
        .slice(0, mostOthers)
        .map((other) => ({ other, fields: read(inOrder(part, other).map(textOf).join(' ')) }))
        .find(({ fields }) => fields !== null);
  const cuts = second === undefined ? [part] : inOrder(part, second.other);
  const marks = cuts.map(({ first: at, to }) => ({
    from: (words.slice(at).find(({ text }) => !little.test(text)) ?? words[at]!).from,
    to,
  }));
  return { marks, cuts, words: marks.map(textOf).join(' '), fields: second?.fields ?? first.fields! };
}

function inOrder<Part extends Span>(one: Part, other: Part): Part[] {
  return one.from < other.from ? [one, other] : [other, one];
}

/** The parts that could be dates, the longest first. */
function candidates(words: readonly Word[]): Omit<Found, 'fields'>[] {
  const parts = words.flatMap((word, first) =>
    !begins.test(word.text)
      ? []
      : words
          .slice(first, first + longestDate)
          .flatMap((end, more) =>
            ends.test(end.text) ? [{ first, last: first + more, from: word.from, to: end.to }] : [],
          ),
  );
  return parts.sort((one, other) => other.last - other.first - (one.last - one.first) || one.first - other.first);
}

/** “at 7” before further words is more likely “at 7 High Street” than a time. */
function isHouseNumber(sentence: string, text: string, { to }: Span): boolean {
  return (
    /^(?:at|from)\s+\d{1,2}$/i.test(text) && /^\s+(?!(?:at|in|on|with|for|@)\b)[\p{L}\d]/iu.test(sentence.slice(to))
  );
}

const preposition = /(?<=^|\s)(?:(@)\s*|(at|in)\s+)(?:(?:the|a)\s+(?=\p{Ll}))?/giu;
/** What a place in “in …” begins with, so that “painting in oil” has none. */
const placeInside = /^in\s+(?:the|our|my|room|hall|house|building|studio|gym|library|park|\p{Lu}|\d)/u;
const afterPlace = /[;!?\n]|\.(?=\s|$)|\s[–—]\s|,(?=\s+\p{Ll})|\s(?=(?:with|for)\s)/u;

/** What follows the last “at”, else the last “in”; an “@” counts before both. */
function findPlace(sentence: string, dates: readonly Span[]): SentenceReading['place'] {
  const found = [...sentence.matchAll(preposition)]
    .filter(({ index }) => !dates.some(({ from, to }) => index >= from && index < to))
    .flatMap((match) => {
      const begin = match.index + match[0].length;
      const until = Math.min(sentence.length, ...dates.map(({ from }) => from).filter((from) => from >= match.index));
      const rest = sentence.slice(begin, until);
      const text = rest.slice(0, afterPlace.exec(rest)?.index ?? rest.length).replace(/[\s,.;:–-]+$/u, '');
      if (text === '' || (match[2]?.toLowerCase() === 'in' && !placeInside.test(sentence.slice(match.index))))
        return [];
      const span = { from: begin, to: begin + text.length };
      return [
        { rank: match[1] !== undefined ? 2 : match[2]!.toLowerCase() === 'at' ? 1 : 0, span, text, from: match.index },
      ];
    });
  const best = found.reduce<(typeof found)[number] | null>(
    (one, other) => (one === null || other.rank >= one.rank ? other : one),
    null,
  );
  if (best === null) return null;
  const { span, text, from } = best;
  return { marks: [span], cuts: [{ from, to: span.to }], text: capitalised(text) };
}

/** “church hall” is a “Church hall”; “iPhone Lab” stays as it is. */
function capitalised(text: string): string {
  const [first = '', ...others] = text;
  return others.some((letter) => /\p{Lu}/u.test(letter)) ? text : first.toLocaleUpperCase() + others.join('');
}
