import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Slices, Work } from './slices.ts';

/** Of the parts that a text is compressed and sent in. */
const chunkSize = 64 * 1024;

/** A text that somebody was still reading was let go, since others needed the memory. */
export class TextLetGo extends Error {
  constructor() {
    super('The text was let go while it was being sent.');
  }
}

/** A long text on its way out, and what it holds in memory meanwhile, apart from what is shared. */
export class TextParts {
  readonly parts: AsyncGenerator<Buffer>;
  readonly heldBytes: number;

  constructor(parts: AsyncGenerator<Buffer>, heldBytes: number) {
    this.parts = parts;
    this.heldBytes = heldBytes;
  }

  /** The same, with another text made of the parts. */
  map(change: (parts: AsyncGenerator<Buffer>) => AsyncGenerator<Buffer>): TextParts {
    return new TextParts(change(this.parts), this.heldBytes);
  }
}

/** Only the stream: the parts are those of the text. */
const packedBytes = 8 * 1024;
/** A part that the connection has not taken yet, what is unpacked and changed ahead of it, and zlib's own memory. */
const unpackedBytes = 4 * chunkSize;

/**
 * A long text, held compressed in memory: 25 MB of calendar take 2 MB. It is sent part by part as its readers take it, so a
 * reader who is slow or does not read at all costs one part, and the text itself.
 */
export class PackedText {
  #parts: readonly Buffer[] | null;
  #readers = 0;
  /** Of the compressed text. */
  readonly bytes: number;
  /** Of the text itself, in UTF-8. */
  readonly unpackedBytes: number;

  /** Compresses the text outside the event loop. */
  static async pack(pieces: AsyncIterable<string>): Promise<PackedText> {
    const parts: Buffer[] = [];
    const zip = createGzip({ chunkSize });
    await pipeline(Readable.from(pieces), zip, async (compressed: AsyncIterable<Buffer>) => {
      // A copy, so that a short part does not keep the whole of the buffer that it came in.
      for await (const part of compressed) parts.push(Buffer.from(part));
    });
    return new PackedText(parts, zip.bytesWritten);
  }

  private constructor(parts: readonly Buffer[], unpackedBytes: number) {
    this.#parts = parts;
    this.bytes = parts.reduce((sum, part) => sum + part.length, 0);
    this.unpackedBytes = unpackedBytes;
  }

  get isRead(): boolean {
    return this.#readers > 0;
  }

  get isHeld(): boolean {
    return this.#parts !== null;
  }

  /** Frees the memory. A reader who has not finished gets no further. */
  letGo(): void {
    this.#parts = null;
  }

  /** The compressed text, if it is short. */
  get short(): Buffer | null {
    return this.#parts?.length === 1 ? this.#parts[0]! : null;
  }

  /** The compressed text (gzip), in parts. */
  packed(): TextParts {
    return new TextParts(this.#read(), packedBytes);
  }

  /**
   * The text itself, in parts. Addresses take turns, and the readers of one address come one after another. Nobody waits
   * for one who does not read.
   */
  unpacked(slices: Slices, work: Pick<Work, 'isCalendar'> = {}): TextParts {
    return new TextParts(this.#unpack(slices, work), unpackedBytes);
  }

  async *#read(): AsyncGenerator<Buffer> {
    this.#readers += 1;
    try {
      for (let index = 0; ; index += 1) {
        if (this.#parts === null) throw new TextLetGo();
        const part = this.#parts[index];
        if (part === undefined) return;
        yield part;
      }
    } finally {
      this.#readers -= 1;
    }
  }

  async *#unpack(slices: Slices, work: Pick<Work, 'isCalendar'>): AsyncGenerator<Buffer> {
    const pace = await slices.begin({ ...work, inOrder: true });
    const unzip = createGunzip({ chunkSize });
    // The reader of `unzip` is told of a failure.
    const unpacking = pipeline(this.#read(), unzip).catch(() => undefined);
    try {
      for await (const part of unzip as AsyncIterable<Buffer>) {
        if (pace.isDue) await pace.rest();
        yield part;
      }
    } finally {
      unzip.destroy();
      await unpacking;
    }
  }
}
