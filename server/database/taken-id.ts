import { isDuplicateKey } from './mongo-errors.ts';

/**
 * Why an insert failed: the id is taken, or another program's unique index refused the document, which says nothing about
 * ids. MongoDB has one code for both.
 */

/** Whether the collection has a document with this id already. */
export function isIdTaken(error: unknown): boolean {
  return refusingIndex(error) === '_id_';
}

/** The same error, or one that names the unique index that refused the document. */
export function withIndexNamed(error: unknown): unknown {
  const index = refusingIndex(error);
  return index === null ? error : new ForeignIndex(index, { cause: error });
}

/** Runs an insert; returns false if the id is taken. */
export async function unlessIdTaken(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isIdTaken(error)) return false;
    throw withIndexNamed(error);
  }
}

class ForeignIndex extends Error {
  override name = 'ForeignIndex';

  constructor(index: string, options: ErrorOptions) {
    super(
      `The unique index “${index}” refused a document. It is not the board's: drop it, or change the program that made it.`,
      options,
    );
  }
}

/** The index that refused a write. The errors of single documents in a bulk write have the name in their text only. */
function refusingIndex(error: unknown): string | null {
  if (!isDuplicateKey(error)) return null;
  return / index: (.+?) dup key: /.exec(error.message)?.[1] ?? 'unknown';
}
