/** Some forty pictures with photographs, some two hundred without. */
const maxBytes = 8 * 1024 * 1024;

/** Drawn pictures by what they show, within a bound of bytes. The one that nobody has asked for longest is let go first. */
export class DrawnPictures {
  readonly #pictures = new Map<string, Buffer>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(max = maxBytes) {
    this.#maxBytes = max;
  }

  get(tag: string): Buffer | null {
    const picture = this.#pictures.get(tag);
    if (picture === undefined) return null;
    // The last one asked for is the last one to go.
    this.#pictures.delete(tag);
    this.#pictures.set(tag, picture);
    return picture;
  }

  put(tag: string, picture: Buffer): void {
    this.#drop(tag);
    this.#pictures.set(tag, picture);
    this.#bytes += picture.length;
    for (const oldest of this.#pictures.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(tag: string): void {
    this.#bytes -= this.#pictures.get(tag)?.length ?? 0;
    this.#pictures.delete(tag);
  }
}
