type Page = { next: string | null };

/** Loads so many pages of one of the server's lists, or as many as there are, one after the other. */
export async function loadPages<P extends Page>(
  count: number,
  load: (after: string | null) => Promise<P>,
): Promise<{ pages: P[]; hasMore: boolean }> {
  const pages: P[] = [];
  let next: string | null = null;
  do {
    const page: P = await load(next);
    pages.push(page);
    next = page.next;
  } while (next !== null && pages.length < count);
  return { pages, hasMore: next !== null };
}
