import type { Document } from 'mongodb';

/** A document of a watched collection was written or deleted, by this server or any other program. */
export type CollectionChange = {
  /** The document's `_id`, as text. */
  id: string;
  operation: 'insert' | 'update' | 'replace' | 'delete';
  /** The document after the change; null after a delete, or where the change stream does not bring it. */
  document: Document | null;
  /** The change's place in the change stream. Places sort as text, in the order of the changes. */
  at: string;
};

/**
 * What changes of one collection mean to the folder that owns it. The feed calls watchers from its one change stream,
 * so they must be quick and must not throw.
 */
export type CollectionWatcher = {
  collection: string;
  changed(change: CollectionChange): void;
  /** Documents may have changed without a call of `changed`: the collection was dropped, or the stream lost its place. */
  lost(): void;
};
