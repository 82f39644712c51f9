/** How many events a page of the list holds: unless told, and at most. */
export const defaultListLimit = 50;
export const maxListLimit = 200;
