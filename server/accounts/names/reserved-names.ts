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

/** Whether an account of this name would be taken for no account, or for what somebody is. */
export function isReservedName(name: string): boolean {
  return bareReadings(name).some((reading) => reserved.has(reading));
}
