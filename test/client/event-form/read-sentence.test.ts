import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSentence, type NotRead } from '../../../client/event-form/read-sentence.ts';
import { movedMarks, piecesOf, without, type Mark } from '../../../client/event-form/sentence-parts.ts';

/** A Tuesday afternoon on the board. */
const context = {
  now: '2026-11-24T15:20',
  language: 'en-US',
  before: { day: '', time: '', endDay: '', endTime: '' },
};

function read(sentence: string, not: NotRead = { when: false, place: false }) {
  return readSentence(sentence, context, not);
}

/** What is understood, in a line. */
function understood(sentence: string, not?: NotRead): string {
  const { name, when, place } = read(sentence, not);
  const time = when === null ? [] : [when.fields.day, when.fields.time, when.fields.endTime, when.fields.repeats ?? ''];
  return [name, time.filter((part) => part !== '').join(' '), place?.text ?? ''].join(' | ');
}

describe('an event in one sentence', () => {
  it.each([
    ['Choir practice tomorrow 7–9 pm at the church hall', 'Choir practice | 2026-11-25 19:00 21:00 | Church hall'],
    ['Choir practice', 'Choir practice |  | '],
    ['Film night Friday in the common room at 8:15 pm', 'Film night | 2026-11-27 20:15 | Common room'],
    ['Football every Tuesday 5pm @ Sports ground', 'Football | 2026-11-24 17:00 week | Sports ground'],
    ['Dinner at Mario’s tomorrow at 7 pm with Anna', 'Dinner with Anna | 2026-11-25 19:00 | Mario’s'],
    ['Party at 7 High Street on Saturday 8pm', 'Party | 2026-11-28 20:00 | 7 High Street'],
    ['Year 5 bake sale Monday 9-11 in Room 12', 'Year 5 bake sale | 2026-11-30 09:00 11:00 | Room 12'],
    ['half past six tomorrow yoga at the park', 'yoga | 2026-11-25 06:30 | Park'],
    ['tonight 8 pub quiz', 'pub quiz | 2026-11-24 20:00 | '],
    ['Chess club, Monday 16:00, Library', 'Chess club, Library | 2026-11-30 16:00 | '],
    ['Lantern walk Sat 28 Nov at the bridge, bring a torch', 'Lantern walk, bring a torch | 2026-11-28 | Bridge'],
    ['Class 7B trip 10–12 Apr at Camp Oak, Hill Road 5', 'Class 7B trip | 2027-04-10 | Camp Oak, Hill Road 5'],
    ['Talk at 19:00 at iPhone Lab', 'Talk | 2026-11-24 19:00 | iPhone Lab'],
    ['موعد 18:00 @ المكتبة', 'موعد | 2026-11-24 18:00 | المكتبة'],
    // Not guessed at.
    ['Introduction to painting in oil', 'Introduction to painting in oil |  | '],
    ['Mayday may we sing', 'Mayday may we sing |  | '],
    ['Class 7B and Room 101', 'Class 7B and Room 101 |  | '],
    ['Mail lena@example.org', 'Mail lena@example.org |  | '],
    ['', ' |  | '],
  ])('[EVENT-26] “%s”', (sentence, line) => {
    expect(understood(sentence)).toBe(line);
  });

  it.each<[NotRead, string]>([
    [{ when: true, place: false }, 'Sunday roast |  | Crown'],
    [{ when: false, place: true }, 'roast at the Crown | 2026-11-29 | '],
    [{ when: true, place: true }, 'Sunday roast at the Crown |  | '],
  ])('[EVENT-26] what was taken back stays in the name: %j', (not, line) => {
    expect(understood('Sunday roast at the Crown', not)).toBe(line);
  });

  it('[EVENT-26] no word is lost, and each mark is the words that it stands for', () => {
    const part = fc.constantFrom(
      'Choir',
      'practice',
      'tomorrow',
      'Friday',
      '7–9 pm',
      '18:00',
      'at',
      'in',
      '@',
      'the',
      'hall',
      'Room 5',
      'with',
      'Anna',
      'every Tuesday',
      'Dec 3',
      'noon',
      ',',
      'موعد',
      '🎈',
      '3',
      'half past six',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const sentence = parts.join(' ');
        const { name, when, place } = read(sentence);
        const cuts = [...(when?.cuts ?? []), ...(place?.cuts ?? [])].sort((one, other) => one.from - other.from);
        // The parts that are cut do not overlap.
        for (const [index, cut] of cuts.entries()) expect(cut.from).toBeGreaterThanOrEqual(cuts[index - 1]?.to ?? 0);
        const marked = (when?.marks ?? []).map(({ from, to }) => sentence.slice(from, to)).join(' ');
        expect(when?.words ?? '').toBe(marked);
        expect(place === null ? '' : sentence.slice(place.marks[0]!.from, place.marks[0]!.to).toLowerCase()).toBe(
          place?.text.toLowerCase() ?? '',
        );
        const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');
        const cutText = cuts.map(({ from, to }) => sentence.slice(from, to)).join(' ');
        expect(words(`${name} ${cutText}`).sort()).toEqual(words(sentence).sort());
      }),
      { numRuns: 300 },
    );
  });

  it('[EVENT-26] marks stay at their words while the sentence changes before and after them', () => {
    const marks: Mark[] = [{ from: 6, to: 14, kind: 'when' }];
    const shown = (now: string): string[] =>
      movedMarks(marks, 'Choir tomorrow', now).map(({ from, to }) => now.slice(from, to));
    expect(shown('Choir tomorrow at')).toEqual(['tomorrow']);
    expect(shown('The choir tomorrow')).toEqual(['tomorrow']);
    expect(shown('Choir tomorow')).toEqual([]);
    expect(piecesOf('Choir tomorrow', marks)).toEqual([
      { text: 'Choir ', kind: null },
      { text: 'tomorrow', kind: 'when' },
    ]);
    expect(without('Choir, tomorrow, all', [{ from: 7, to: 15 }])).toBe('Choir, all');
  });
});
