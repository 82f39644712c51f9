const manners = ['Bright', 'Brave', 'Calm', 'Cheerful', 'Clever', 'Curious', 'Daring', 'Eager', 'Gentle', 'Happy', 'Jolly', 'Keen', 'Kind', 'Lively', 'Lucky', 'Merry', 'Nimble', 'Patient', 'Quick', 'Quiet', 'Sunny', 'Swift', 'Witty', 'Zesty'];
const animals = ['Badger', 'Beaver', 'Crane', 'Dolphin', 'Falcon', 'Finch', 'Fox', 'Gecko', 'Hedgehog', 'Heron', 'Ibex', 'Koala', 'Lark', 'Lynx', 'Marten', 'Newt', 'Otter', 'Owl', 'Panda', 'Puffin', 'Robin', 'Seal', 'Swallow', 'Wombat'];

/** A name for somebody who has none at hand, such as “Curious Otter”. `random` answers numbers from 0 to 1. */
export function friendlyName(random: () => number = Math.random): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  return `${pick(manners)} ${pick(animals)}`;
}
