import { Histogram, type HistogramData } from './histogram.ts';
import { RawHttpConnection, type RawRequest } from './raw-http.ts';

export type HttpLoad = {
  port: number;
  connections: number;
  seconds: number;
  /** In the body `{n}` stands for the number of the request, in the path `{day}` for a day of long ago, another each time. */
  request: RawRequest;
  expect: number;
};
export type HttpOutcome = {
  requests: number;
  unexpected: number;
  bytes: number;
  seconds: number;
  latency: HistogramData;
  cpuMs: number;
};

/** Sends requests on all connections, one after the other, for this long. */
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
      const answer = await connection.ask(numbered(request, requests));
      requests += 1;
      bytes += answer.bytes;
      if (answer.status !== expect) unexpected += 1;
      latency.add(performance.now() - askedMs);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, asker));
  const { user, system } = process.cpuUsage(cpu);
  return {
    requests,
    unexpected,
    bytes,
    seconds: (performance.now() - begunMs) / 1000,
    latency: latency.data,
    cpuMs: (user + system) / 1000,
  };
}

function numbered(request: RawRequest, number: number): RawRequest {
  const { path, body } = request;
  const day = new Date((number % 10_000) * 86_400_000).toISOString().slice(0, 10);
  return {
    ...request,
    path: path.replace('{day}', day),
    ...(body === undefined ? {} : { body: body.replace('{n}', String(number)) }),
  };
}
