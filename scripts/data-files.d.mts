/** The text of `server/accounts/names/confusables.ts`, made from Unicode's confusables.txt. */
export function confusablesFile(text: string): string;

/** The text of `server/accounts/passwords/common-passwords.ts`, made from the list of `@zxcvbn-ts/language-common`. */
export function commonPasswordsFile(list: readonly string[], version: string): string;
