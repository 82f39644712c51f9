import { describe, expect, it } from 'vitest';
import { asSentence, withField } from '../../../client/event-form/sentence-fields.ts';
import { emptyValues, type FormValues } from '../../../client/event-form/form-values.ts';

const values = (some: Partial<FormValues>): FormValues => ({ ...emptyValues, ...some });
const choir = values({
  sentence: 'Choir tomorrow at the hall',
  name: 'Choir',
  when: 'tomorrow',
  day: '2026-11-25',
  place: 'Hall',
});

describe('the values of the form, as a sentence and in plain fields', () => {
  it('[PAGE-42] a sentence that still says what the fields hold is kept', () => {
    expect(asSentence(choir)).toBe(choir);
    expect(asSentence(withField(choir, 'details', 'Bring water')).sentence).toBe('Choir tomorrow at the hall');
  });

  it('[PAGE-42] what the plain fields changed is set by hand, and the name is the sentence', () => {
    expect(asSentence(withField(choir, 'place', 'Library'))).toEqual({
      ...choir,
      sentence: 'Choir',
      byHand: 'when place',
      place: 'Library',
    });
  });

  it('[PAGE-42] words of the plain fields that were not understood are in the sentence', () => {
    expect(asSentence(values({ name: 'Choir', when: 'some day soon' }))).toEqual(
      values({ sentence: 'Choir some day soon', name: 'Choir', when: 'some day soon' }),
    );
    expect(asSentence(emptyValues)).toEqual(emptyValues);
  });
});
