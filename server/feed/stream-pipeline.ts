import { listingPathsBut } from '../events/listing.ts';

const updatedNames = { $map: { input: { $objectToArray: '$updateDescription.updatedFields' }, in: '$$this.k' } };

/** What mongod passes on of the changes of these collections. */
export function streamPipeline(collections: readonly string[]) {
  const names = { $in: collections };
  return [
    {
      $match: {
        $or: [{ 'ns.coll': names }, { 'to.coll': names }, { operationType: { $in: ['dropDatabase', 'invalidate'] } }],
      },
    },
    // No board changes by these. Because they are left out here, mongod does not look up the documents before and after.
    {
      $match: {
        $nor: [
          {
            operationType: 'update',
            'updateDescription.removedFields': { $size: 0 },
            $expr: { $eq: [updatedNames, ['listing']] },
          },
        ],
      },
    },
    // Password hashes do not belong in the feed's memory. And both documents plus a description could exceed 16 MB.
    {
      $unset: [
        'updateDescription',
        'lsid',
        'txnNumber',
        'fullDocument.password',
        'fullDocumentBeforeChange.password',
        ...listingPathsBut('of').map((path) => `fullDocument.${path}`),
        'fullDocumentBeforeChange.listing',
      ],
    },
  ];
}
