import type { IndexDescription } from 'mongodb';

/**
 * One index for each order of the list, with what a filter may narrow it by; `_id` last makes the order total.
 * The filters on text and days are decided on the index's own entries.
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
  { name: 'owner', key: { owner: 1, _id: -1 } },
  { name: 'series', key: { 'series.id': 1 }, sparse: true },
];

/** Finds documents that have no listing yet. */
export const unlistedIndex: IndexDescription = { name: 'unlisted', key: { 'listing.of': 1 } };

/** Names of accounts and what they look like. The tutorial's documents have neither until they are taken over. */
export const userIndexes: IndexDescription[] = [
  { name: 'folded', key: { folded: 1 }, unique: true, sparse: true },
  { name: 'readings', key: { readings: 1 }, unique: true, sparse: true },
  { name: 'name', key: { name: 1 } },
  // Of two first accounts that are made at the same moment, one is the owner.
  { name: 'one-owner', key: { role: 1 }, unique: true, partialFilterExpression: { role: 'owner' } },
];

export const sessionIndexes: IndexDescription[] = [
  { name: 'user', key: { user: 1 } },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
];

export const boardIndexes: IndexDescription[] = [
  { name: 'join-code', key: { joinCode: 1 }, unique: true, sparse: true },
  { name: 'screen-key', key: { screenKey: 1 }, unique: true, sparse: true },
  { name: 'owner', key: { owner: 1 } },
  { name: 'moderators', key: { moderators: 1 } },
];

/** So long a deleted event can be put back. */
const undoSeconds = 10 * 60;

export const deletionIndexes: IndexDescription[] = [
  { name: 'expiry', key: { deletedAt: 1 }, expireAfterSeconds: undoSeconds },
];

/** So long a calendar tells that an event was removed. Programs that ask once a week, or were away for the holidays, still see it. */
export const tombstoneSeconds = 30 * 24 * 60 * 60;

export const tombstoneIndexes: IndexDescription[] = [
  { name: 'expiry', key: { removedAt: 1 }, expireAfterSeconds: tombstoneSeconds },
  // With all by which a calendar's ETag is another.
  { name: 'board', key: { board: 1, removedAt: 1, sequence: 1 } },
];

/** A server that went without a word leaves its line behind. */
export const presenceIndexes: IndexDescription[] = [{ name: 'expiry', key: { at: 1 }, expireAfterSeconds: 60 }];
