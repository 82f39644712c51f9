/** The addresses of pages. The server answers each with the same HTML; client/main.ts has a page for each. */
export const pagePaths = [
  '/',
  '/b/:board',
  '/b/:board/projector',
  '/projector',
  '/b/:board/new',
  '/b/:board/myevents',
  '/b/:board/moderate',
  '/b/:board/settings',
  '/boards',
  '/j/:code',
  '/screen/:key',
  '/events/new',
  '/events/myevents',
  '/events/:id',
  '/signup',
  '/login',
  '/reset',
  '/account',
  '/people',
] as const;

export type PagePath = (typeof pagePaths)[number];
