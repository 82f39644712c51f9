import type { IndexDescription } from 'mongodb';

/**
 * One index for each order of the list. It begins with the fields that filters narrow the list by, and `_id` at its end
 * makes the order total. Filters on text and days look at the entries of the index only.
 */
const listHead = { 'listing.board': 1, 'listing.archived': 1, 'listing.public': 1 } as const;

export const eventIndexes: IndexDescription[] = [
  {
    name: 'list-by-date',
    key: { ...listHead, 'listing.startsAt': 1, _id: 1, 'listing.firstDay': 1, 'listing.lastsUntil': 1 },
  },
  { name: 'list-by-name', key: { ...listHead, 'listing.name': 1, _id: 1 } },
  { name: 'list-by-created', key: { ...listHead, 'listing.createdAt': 1, _id: 1 } },
  { name: 'list-by-author', key: { ...listHead, 'listing.author': 1, 'listing.startsAt': 1, _id: 1 } },
  { name: 'live-set', key: { board: 1, archived: 1 } },
  // For the number of posts that wait for a moderator.
  { name: 'pending', key: { board: 1 }, partialFilterExpression: { status: 'pending' } },
  { name: 'change-waits', key: { board: 1 }, partialFilterExpression: { 'review.state': 'waiting' } },
  { name: 'owner', key: { owner: 1, _id: -1 } },
  { name: 'series', key: { 'series.id': 1 }, sparse: true },
  { name: 'picture', key: { 'picture.id': 1 }, sparse: true },
  { name: 'waiting-picture', key: { 'review.changes.picture.id': 1 }, sparse: true },
  // Finds what an import brought in earlier. Partial: most events were posted.
  {
    name: 'imported',
    key: { 'imported.uid': 1, 'imported.occurrence': 1 },
    partialFilterExpression: { 'imported.uid': { $exists: true } },
  },
  // What a clearing took off the board, and what an import created.
  { name: 'put-away', key: { 'putAway.run': 1 }, sparse: true },
  { name: 'import-run', key: { importRun: 1 }, sparse: true },
];

/** Finds documents that have no listing yet. */
export const unlistedIndex: IndexDescription = { name: 'unlisted', key: { 'listing.of': 1 } };

/** Names of accounts and what they look like. The tutorial's documents have neither until the board adopts them. */
export const userIndexes: IndexDescription[] = [
  { name: 'folded', key: { folded: 1 }, unique: true, sparse: true },
  { name: 'readings', key: { readings: 1 }, unique: true, sparse: true },
  { name: 'name', key: { name: 1 } },
  // If two first accounts are created at the same moment, only one becomes the owner.
  { name: 'one-owner', key: { role: 1 }, unique: true, partialFilterExpression: { role: 'owner' } },
];

export const sessionIndexes: IndexDescription[] = [
  { name: 'user', key: { user: 1 } },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
];

export const resetLinkIndexes: IndexDescription[] = [
  { name: 'secret', key: { secretHash: 1 }, unique: true },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
];

export const boardIndexes: IndexDescription[] = [
  { name: 'join-code', key: { joinCode: 1 }, unique: true, sparse: true },
  { name: 'screen-key', key: { screenKey: 1 }, unique: true, sparse: true },
  { name: 'owner', key: { owner: 1 } },
  { name: 'moderators', key: { moderators: 1 } },
];

/** How long a deleted event can be restored. */
const undoSeconds = 10 * 60;

export const deletionIndexes: IndexDescription[] = [
  { name: 'expiry', key: { deletedAt: 1 }, expireAfterSeconds: undoSeconds },
  { name: 'go', key: { go: 1 }, sparse: true },
  { name: 'picture', key: { 'document.picture.id': 1 }, sparse: true },
  { name: 'waiting-picture', key: { 'document.review.changes.picture.id': 1 }, sparse: true },
];

/** What the pictures of a board and of a person take: no picture is read to know it. */
export const pictureIndexes: IndexDescription[] = [
  { name: 'board', key: { board: 1, bytes: 1 } },
  { name: 'owner', key: { owner: 1, bytes: 1 } },
];

/** How long a calendar says that an event was removed: programs that ask once a week, or were off for the holidays, still see it. */
export const tombstoneSeconds = 30 * 24 * 60 * 60;

export const tombstoneIndexes: IndexDescription[] = [
  { name: 'expiry', key: { removedAt: 1 }, expireAfterSeconds: tombstoneSeconds },
  // Covers every field of the calendar's ETag.
  { name: 'board', key: { board: 1, removedAt: 1, sequence: 1 } },
];

/** As long as for the events that the public saw: whether it saw one cannot be told from its id. */
export const deletedIdIndexes: IndexDescription[] = [
  { name: 'expiry', key: { deletedAt: 1 }, expireAfterSeconds: tombstoneSeconds },
];

/** As long as calendars say that an event was removed. */
export const clearingIndexes: IndexDescription[] = [
  { name: 'expiry', key: { at: 1 }, expireAfterSeconds: tombstoneSeconds },
  { name: 'board', key: { board: 1, at: -1 } },
];

/** How long files of a build are kept after the last server with it: a page that stays open for a week still finds its code. */
const assetSeconds = 7 * 24 * 60 * 60;

export const assetIndexes: IndexDescription[] = [{ name: 'expiry', key: { at: 1 }, expireAfterSeconds: assetSeconds }];

/** A server that was killed leaves its line behind. */
export const presenceIndexes: IndexDescription[] = [{ name: 'expiry', key: { at: 1 }, expireAfterSeconds: 60 }];
