import { readingsOf } from './name-skeleton.ts';

/** What pages and events write in place of a name, and the roles of people. */
const words = [
  'Guest',
  'Someone',
  'Somebody',
  'Anyone',
  'Everyone',
  'Nobody',
  'You',
  'Import',
  'Deleted',
  'Deleted account',
  'Removed from the board',
  'Owner',
  'Moderator',
  'Member',
];

/** Without what a name can have in place of a space, or around it. */
const bareReadings = (name: string): string[] => readingsOf(name.replace(/[ ._-]/g, ''));

const reserved = new Set(words.flatMap(bareReadings));

/** What only those are who have been made it. */
const roles = new Set(['Owner', 'Moderator'].flatMap(readingsOf));

/** Whether a display name says what somebody is: as a whole, or with one of its words. */
export function claimsRole(displayName: string): boolean {
  if (isReservedName(displayName)) return true;
  return displayName
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .some((word) => readingsOf(word).some((reading) => roles.has(reading)));
}

/** Whether an account of this name would be taken for no account, or for what somebody is. */
export function isReservedName(name: string): boolean {
  return bareReadings(name).some((reading) => reserved.has(reading));
}
