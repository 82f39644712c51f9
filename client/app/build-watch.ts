/**
 * The build of this page's files, as written into the page. Null with Vite's development server: then the first build
 * that the server names counts.
 */
const own = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content || null;

/** Detects that the page is from a different build than the server. */
export class BuildWatch {
  #known = own;

  /** Whether the page should reload: the server has another build, or no longer serves the page's protocol version. */
  isOutdated({ build, tooOld }: { build: string | null; tooOld: boolean }): boolean {
    if (tooOld) return true;
    if (build === null) return false;
    this.#known ??= build;
    return build !== this.#known;
  }
}
