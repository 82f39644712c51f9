import { confusables } from './confusables.ts';

/**
 * Names as people see them. Two accounts may share neither the folded name nor a skeleton, so that nobody has a name
 * that could be taken for somebody else's (UTS #39).
 */

/**
 * The name without case. It goes through capitals, since some small letters have another form at the end of a word, and
 * through small letters before that, since only ß becomes SS, not ẞ.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}

/** What two accounts may not have in common: the folded name, and the skeletons of the folded and of the visible name. */
export function readingsOf(name: string): string[] {
  const visible = name.normalize('NFKC').replace(invisible, '').trim();
  const folded = foldName(visible);
  return [...new Set([folded, lookOf(folded), lookOf(visible)])];
}

/** The keys by which an account's name is found and compared. */
export function nameKeys(name: string): { folded: string; readings: string[]; readingsVersion: string } {
  return { folded: foldName(name), readings: readingsOf(name), readingsVersion };
}

/** The keys of an account that is shown by another name: nobody else may have either. */
export function accountKeys(username: string, displayName: string | null): ReturnType<typeof nameKeys> {
  const keys = nameKeys(username);
  if (displayName === null) return keys;
  return { ...keys, readings: [...new Set([...keys.readings, ...readingsOf(displayName)])] };
}

/** What a display name may not read like: its words can be written together, or with what usernames have for a space. */
export function readingsOfWords(displayName: string): string[] {
  return [...new Set(['', '.', '-', '_', ' '].flatMap((space) => readingsOf(displayName.replace(/[ ._-]+/g, space))))];
}

/** Changes with the look-alike table. Readings of different versions cannot be compared. */
export const readingsVersion = confusables.version;

/** Marks, spaces and letters that cannot be seen. With them a name is different and looks the same. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

const looks = readLooks();

/** The skeleton of UTS #39, in small letters, since `0` looks like `O` and `O` is `o`. */
function lookOf(name: string): string {
  return [...name.normalize('NFD')]
    .map((character) => looks.get(character) ?? character)
    .join('')
    .normalize('NFD')
    .toLowerCase();
}

function readLooks(): Map<string, string> {
  return new Map(
    confusables.table
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [look = '', characters = ''] = line.split(': ');
        return characters
          .split(' ')
          .map((hex): [string, string] => [character(hex), look.split('+').map(character).join('')]);
      }),
  );
}

function character(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}

/** The scripts in use today (UAX #31, tables 5 and 7). A letter of any other script is not mixed with these. */
const scripts = (
  'Latn Cyrl Grek Arab Armn Beng Bopo Deva Ethi Geor Gujr Guru Hang Hani Hebr Hira Kana Knda Khmr Laoo Mlym Mymr Orya Sinh ' +
  'Taml Telu Thaa Thai Tibt Adlm Bali Bamu Batk Cakm Cans Cham Cher Java Kali Lana Lepc Limb Lisu Mand Mong Mtei Newa Nkoo ' +
  'Olck Osge Plrd Rohg Saur Sund Sylo Syrc Tale Talu Tavt Tfng Vaii Yiii'
)
  .split(' ')
  .map((code) => ({ code, letter: new RegExp(`^\\p{scx=${code}}$`, 'u') }));

const commonToAll = /^[\p{scx=Zyyy}\p{scx=Zinh}]$/u;

/** Written together in Chinese, Japanese and Korean; each also with Latin (UTS #39, “highly restrictive”). */
const writtenTogether = [
  ['Hani', 'Hira', 'Kana', 'Latn'],
  ['Hani', 'Bopo', 'Latn'],
  ['Hani', 'Hang', 'Latn'],
];

/** Whether a name mixes scripts that are not written together, such as a Cyrillic `е` among Latin letters. */
export function mixesScripts(name: string): boolean {
  const letters = [...name.normalize('NFKC')].filter((character) => !commonToAll.test(character));
  const ofLetters = letters.map((letter) =>
    scripts.filter((script) => script.letter.test(letter)).map(({ code }) => code),
  );
  const fits = (allowed: readonly string[]): boolean =>
    ofLetters.every((codes) => codes.some((code) => allowed.includes(code)));
  if (ofLetters.every((codes) => codes.length === 0)) return false;
  return ![...scripts.map(({ code }) => [code]), ...writtenTogether].some(fits);
}
