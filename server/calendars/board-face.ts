import ICAL from 'ical.js';
import type { Theme } from '../../shared/theme.ts';
import type { Cover } from '../../shared/picture.ts';
import { pictureAddress } from '../../shared/picture-address.ts';
import { accentColor } from '../boards/board-colors.ts';
import { addressMark } from './address-mark.ts';

/** RFC 7986, 5.9: the name of a colour in CSS 3. For each theme the nearest one that is not a grey or a black. */
const colorNames: Record<Theme, string> = {
  harbour: 'steelblue',
  lagoon: 'teal',
  meadow: 'seagreen',
  marigold: 'orange',
  brick: 'sienna',
  rose: 'crimson',
  plum: 'darkorchid',
  slate: 'slategray',
};

/** The colour of a board in a calendar: by its name, and exactly as Apple and those that follow it read it. */
export function colorProperties(theme: Theme): ICAL.Property[] {
  const color = new ICAL.Property('color');
  color.setValue(colorNames[theme]);
  const exact = new ICAL.Property('x-apple-calendar-color');
  exact.setValue(accentColor(theme).toUpperCase());
  return [color, exact];
}

/** Stands for a picture until the site's address is known. No id of an event begins with this letter. */
export function pictureLine(picture: Pick<Cover, 'id'> | null): string {
  return picture === null ? '' : `${addressMark}p${picture.id}\r\n`;
}

/** RFC 7986, 5.10. Who may not see the picture any more gets none at its address. */
export function imageLine(id: string, baseUrl: string): string {
  return `IMAGE;VALUE=URI;DISPLAY=FULLSIZE;FMTTYPE=image/webp:${baseUrl}${pictureAddress(id, 1600)}`;
}
