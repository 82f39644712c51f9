import fc from 'fast-check';
import {
  Binary,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Document,
} from 'mongodb';

/** A value of each BSON type that can be stored, and arrays of those that a query could mistake for their elements. */
const oddValue: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  42,
  -0,
  1.5,
  NaN,
  new Double(1),
  new Int32(1),
  Long.fromNumber(3),
  Long.MAX_VALUE,
  Decimal128.fromString('1'),
  true,
  false,
  '',
  'main',
  'other',
  'Main',
  'nowhere',
  'hidden',
  'true',
  '2030-01-01',
  { main: true },
  { $main: 'main' },
  {},
  new ObjectId('5f5f5f5f5f5f5f5f5f5f5f5f'),
  new Date('2030-01-01T00:00:00Z'),
  new Date(8.64e15),
  new Binary(Buffer.from('main')),
  new Timestamp({ t: 1, i: 1 }),
  /main/i,
  new Code('main'),
  new Code('main', { main: 1 }),
  new BSONSymbol('main'),
  new DBRef('main', new ObjectId('5f5f5f5f5f5f5f5f5f5f5f5f')),
  new MinKey(),
  new MaxKey(),
  [],
  [null],
  ['main'],
  ['other'],
  ['main', 'other'],
  [['main']],
  [true],
  [false],
  [[true]],
  [42, true],
  ['hidden'],
  ['live'],
  [{ main: true }],
);

/** Often as it should be, often odd, sometimes missing. */
function field(...proper: unknown[]): fc.Arbitrary<{ value: unknown } | null> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...proper).map((value) => ({ value })) },
    { weight: 4, arbitrary: oddValue.map((value) => ({ value })) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

/** Fields that are needed; a document without them is never an event. */
function mostlyProper(...proper: unknown[]): fc.Arbitrary<{ value: unknown } | null> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...proper).map((value) => ({ value })) },
    { weight: 1, arbitrary: oddValue.map((value) => ({ value })) },
  );
}

/** The fields of a document that another program wrote into `events`, without its `_id`. */
export const oddFields: fc.Arbitrary<Document> = fc
  .record({
    board: field('main', 'other'),
    archived: field(true, false),
    status: field('live', 'pending', 'hidden'),
    name: mostlyProper('Choir', 'Repair café'),
    start: mostlyProper('2030-01-01', '2030-01-01T18:30'),
    end: field(null, '2030-01-02', '2030-01-02T18:30'),
    timeZone: field('Europe/Berlin', 'Asia/Kathmandu'),
    version: field(1, 2, 7),
    author: field({ name: 'Lena', member: true }),
    owner: field('guest:one', null),
    place: field('Main hall', null),
    category: field('music-4k7x', null),
    cancelled: field(true, false),
    pinned: field(true, false),
    series: field({ id: new ObjectId('5f5f5f5f5f5f5f5f5f5f5f5f'), rule: '', occurrence: '2030-01-01' }),
    createdAt: field(new Date('2026-11-23T10:00:00Z')),
    updatedAt: field(new Date('2026-11-23T10:00:00Z')),
    event: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: field('Choir') }),
    date: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: field('01-02-30') }),
  })
  .map((fields) =>
    Object.fromEntries(Object.entries(fields).flatMap(([name, one]) => (one === null ? [] : [[name, one.value]]))),
  )
  // MongoDB itself refuses these: no index can hold lists of two fields.
  .filter(({ board, archived }) => !(Array.isArray(board) && Array.isArray(archived)));
