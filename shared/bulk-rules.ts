/** As many events as a moderator acts on in one call. */
export const maxBulk = 200;

/** The longest word to the authors of several posts, or from the page to one. */
export const maxWord = 140;
