import { Histogram, type HistogramData } from './histogram.ts';
import { RawHttpConnection, type RawRequest } from './raw-http.ts';

export type HttpLoad = {
  port: number;
  connections: number;
  seconds: number;
  request: RawRequest;
  /** In the body `{n}` stands for the number of the request. */
  expect: number;
};
export type HttpOutcome = { requests: number; unexpected: number; bytes: number; seconds: number; latency: HistogramData; cpuMs: number };

/** Asks on all connections, one request after the other, for so long. */
export async function loadHttp({ port, connections, seconds, request, expect }: HttpLoad): Promise<HttpOutcome> {
  const latency = new Histogram();
  const cpu = process.cpuUsage();
  const begunMs = performance.now();
  const endMs = begunMs + seconds * 1000;
  let [requests, unexpected, bytes] = [0, 0, 0];
  const asker = async (): Promise<void> => {
    const connection = new RawHttpConnection(port);
    while (performance.now() < endMs) {
      const askedMs = performance.now();
      const { body } = request;
      const answer = await connection.ask(body === undefined ? request : { ...request, body: body.replace('{n}', String(requests)) });
      requests += 1;
      bytes += answer.bytes;
      if (answer.status !== expect) unexpected += 1;
      latency.add(performance.now() - askedMs);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, asker));
  const { user, system } = process.cpuUsage(cpu);
  return { requests, unexpected, bytes, seconds: (performance.now() - begunMs) / 1000, latency: latency.data, cpuMs: (user + system) / 1000 };
}
