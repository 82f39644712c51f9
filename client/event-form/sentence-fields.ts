import type { FormValues } from './form-values.ts';

/** What a sentence says. Changed by itself, the sentence would say something else. */
const saidBySentence: readonly string[] = ['name', 'when', 'day', 'time', 'endDay', 'endTime', 'place'];

/** The fields with one changed in the plain form: the sentence goes where it would say something else. */
export function withField(fields: FormValues, id: keyof FormValues, value: string): FormValues {
  return { ...fields, [id]: value, ...(saidBySentence.includes(id) ? { sentence: '', byHand: '' } : {}) };
}

/** The fields of the plain form with a sentence. What it cannot say for sure stays set by hand; no word is lost. */
export function asSentence(fields: FormValues): FormValues {
  const { sentence, name, when, day, place } = fields;
  if (sentence !== '') return fields;
  const unread = day === '' ? when : '';
  const byHand = [day === '' ? '' : 'when', place === '' ? '' : 'place'];
  return {
    ...fields,
    sentence: [name, unread].filter((part) => part !== '').join(' '),
    byHand: byHand.filter((part) => part !== '').join(' '),
  };
}

/** The fields for how a new event repeats. */
export function repeatsOf({ repeats, repeatTimes, repeatUntil }: FormValues) {
  return { repeats, repeatTimes, repeatUntil };
}
