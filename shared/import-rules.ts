/** A larger file needs `npm run import`. Here, so that a page can say it without loading the schemas. */
export const maxImportBytes = 5 * 1024 * 1024;
