import { createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const messageHeaderBytes = 16;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

/**
 * A server that speaks just enough of MongoDB's wire protocol to report a version: old versions of mongod do not exist for
 * every system on which tests run.
 */
export async function fakeMongod({
  version,
  maxWireVersion,
}: {
  version: string;
  maxWireVersion: number;
}): Promise<{ uri: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 4 && received.length >= received.readInt32LE(0)) {
        const length = received.readInt32LE(0);
        socket.write(answer(received.subarray(0, length), reply));
        received = received.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  function reply(command: Document): Document {
    if ('buildInfo' in command) return { ok: 1, version, versionArray: version.split('.').map(Number) };
    return {
      ok: 1,
      helloOk: true,
      ismaster: true,
      isWritablePrimary: true,
      secondary: false,
      setName: 'board',
      setVersion: 1,
      me: address,
      primary: address,
      hosts: [address],
      minWireVersion: 0,
      maxWireVersion,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
    };
  }

  return {
    uri: `mongodb://${address}/?replicaSet=board`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The first call of a connection may be an OP_QUERY; all others are OP_MSG. */
function answer(message: Buffer, reply: (command: Document) => Document): Buffer {
  const requestId = message.readInt32LE(4);
  if (message.readInt32LE(12) === opQuery) {
    const documentAt = message.indexOf(0, messageHeaderBytes + 4) + 1 + 8;
    const prefix = Buffer.alloc(20);
    prefix.writeInt32LE(1, 16);
    return frame(requestId, opReply, [prefix, BSON.serialize(reply(BSON.deserialize(message.subarray(documentAt))))]);
  }
  const documentAt = messageHeaderBytes + 5;
  const documentLength = message.readInt32LE(documentAt);
  const command = BSON.deserialize(message.subarray(documentAt, documentAt + documentLength));
  return frame(requestId, opMessage, [Buffer.alloc(5), BSON.serialize(reply(command))]);
}

function frame(responseTo: number, opCode: number, parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(messageHeaderBytes);
  [messageHeaderBytes + body.length, 0, responseTo, opCode].forEach((value, index) =>
    header.writeInt32LE(value, index * 4),
  );
  return Buffer.concat([header, body]);
}
