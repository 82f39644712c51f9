import { cleanText, cutText } from '../../events/event-document.ts';

/** A text of the file, short enough for a message. */
export function shortened(text: string): string {
  const clean = cleanText(text);
  return clean.length > 60 ? `${cutText(clean, 59)}…` : clean;
}
