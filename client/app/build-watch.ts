/**
 * The build that this page's own files are of, as the build wrote it into the page. Null where nothing did (Vite's
 * development server): then the first that the server names counts.
 */
const own = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content || null;

/** Finds out that a page is of another build than the server. */
export class BuildWatch {
  #known = own;

  /** Takes what the feed says; answers whether the page is an old one. */
  isOutdated(build: string | null): boolean {
    if (build === null) return false;
    this.#known ??= build;
    return build !== this.#known;
  }
}
