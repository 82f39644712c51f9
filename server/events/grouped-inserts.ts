import { setTimeout as delay } from 'node:timers/promises';
import { MongoBulkWriteError, MongoServerError, type Collection, type Document, type ObjectId } from 'mongodb';
import { isIdTaken, withIndexNamed } from '../database/taken-id.ts';

type Identified = Document & { _id: ObjectId };
type Waiting = { document: Identified; resolve: (inserted: boolean) => void; reject: (error: unknown) => void };

/** With more, the first would only wait for the last. */
const maxGroup = 100;
/** Longer than a group normally takes. The next group does not wait longer for one that hangs, or the waits would add up. */
const patienceMs = 250;

/**
 * Inserts single documents for many callers at once. Documents that come while a group is being written go together in
 * the next one: one command, and one wait for the majority. A document that comes alone is written at once. Databases
 * call this group commit (DeWitt et al., “Implementation Techniques for Main Memory Database Systems”, 1984).
 */
export class GroupedInserts {
  readonly #collection: Collection<Identified>;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(collection: Collection<Identified>) {
    this.#collection = collection;
  }

  /** Returns false if there is a document with this id already. Rejects if nobody knows whether it was written. */
  insert(document: Identified): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ document, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const timer = new AbortController();
      const patience = delay(patienceMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
      await Promise.race([this.#writeGroup(this.#waiting.splice(0, maxGroup)), patience]);
      timer.abort();
    }
    this.#isWriting = false;
  }

  /** Never rejects. */
  async #writeGroup(group: Waiting[]): Promise<void> {
    try {
      await this.#collection.insertMany(
        group.map(({ document }) => document),
        { ordered: false },
      );
      for (const { resolve } of group) resolve(true);
    } catch (error) {
      const refused = refusals(error);
      if (refused === null) return group.forEach(({ reject }) => reject(error));
      group.forEach(({ resolve, reject }, index) => {
        const refusal = refused.get(index);
        if (refusal === undefined) resolve(true);
        else if (isIdTaken(refusal)) resolve(false);
        else reject(withIndexNamed(refusal));
      });
    }
  }
}

/** The errors of single documents, by their place in the group; null if the error says nothing of single documents. */
function refusals(error: unknown): Map<number, MongoServerError> | null {
  if (!(error instanceof MongoBulkWriteError)) return null;
  const refused = [error.writeErrors].flat();
  return refused.length === 0
    ? null
    : new Map(refused.map(({ index, code, errmsg }) => [index, new MongoServerError({ message: errmsg, code })]));
}
