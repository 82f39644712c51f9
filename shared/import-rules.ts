/** A file of more is for `npm run import`. Pure, so that a page can say it without the schemas. */
export const maxImportBytes = 5 * 1024 * 1024;
