/**
 * The floor: the same frames as the board's, byte by byte, through `ws` and nothing else: no rooms, no acknowledgements,
 * no fallback, no replay, no slow readers, no check that anything arrived. With `RAW_WRITES` not even `ws` sends: the
 * frame, made once, is written to each TCP connection, which leaves what the kernel takes.
 */
import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';
import { Sender, WebSocketServer } from 'ws';
import { readEvent } from '../../../dist/server/events/event-document.js';

const frameIntervalMs = Number(process.env.FRAME_INTERVAL_MS ?? 0);
const rawWrites = process.env.RAW_WRITES === '1';
const epoch = '00000000';

process.on('SIGTERM', () => process.exit());

const mongo = await MongoClient.connect(process.env.MONGODB_URI);
const stream = mongo.db(process.env.MONGODB_DATABASE).collection('events').watch();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

let pending = [];
let after = 'start';
let at = 'start';
let size = 0;
let timer = null;
let sentAt = 0;

function request() {
  if (timer !== null) return;
  const waitMs = sentAt + frameIntervalMs - performance.now();
  if (waitMs <= 0) send();
  else timer = setTimeout(send, waitMs);
}

function send() {
  timer = null;
  sentAt = performance.now();
  const body = JSON.stringify([
    'changes',
    { board: 'main', after, at, changes: pending, size, checksum: '0123456789abcdef' },
  ]);
  const text = Buffer.from(`42${body}`);
  after = at;
  pending = [];
  if (rawWrites) {
    const frame = Buffer.concat(Sender.frame(text, { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false }));
    for (const { _socket } of sockets.clients) _socket.write(frame);
  } else {
    for (const socket of sockets.clients) socket.send(text, { binary: false });
  }
}

await stream.tryNext();
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  console.log(`The peer is at http://127.0.0.1:${server.address().port}`),
);
for await (const change of stream) {
  if (change.operationType !== 'insert') continue;
  pending.push({ put: readEvent(change.fullDocument, { timeZone: 'Europe/Berlin' }).event });
  size += 1;
  at = `${epoch}.${change._id._data}`;
  request();
}
