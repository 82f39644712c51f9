/**
 * The build of this page's files, as written into the page. Null with Vite's development server: then the first build
 * that the server names counts.
 */
const own = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content || null;

/** Detects that the page is from a different build than the server. */
export class BuildWatch {
  #known = own;

  /** `build` is the server's, from the feed. Returns whether the page is outdated. */
  isOutdated(build: string | null): boolean {
    if (build === null) return false;
    this.#known ??= build;
    return build !== this.#known;
  }
}
