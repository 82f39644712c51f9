/** What is written first by nearly everyone: each change of the collection is emitted to all, as it comes. With `SILENT` it only takes connections. */
import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';
import { Server } from 'socket.io';

process.on('SIGTERM', () => process.exit());

const client = await MongoClient.connect(process.env.MONGODB_URI);
const events = client.db(process.env.MONGODB_DATABASE).collection('events');
const server = createServer();
const io = new Server(server, { serveClient: false });

const silent = process.env.SILENT === '1';
const stream = events.watch([], { fullDocument: 'updateLookup' });
// Opens the stream now rather than with the first change.
await stream.tryNext();
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  console.log(`The peer is at http://127.0.0.1:${server.address().port}`),
);
for await (const change of stream) {
  if (!silent) io.emit('change', change.fullDocument);
}
