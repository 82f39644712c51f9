import { ask, flood, openRaw, type Drive } from '../scene.ts';

const headOf = (name: string, more: string[] = []): string => [`${name} HTTP/1.1`, 'Host: x', ...more].join('\r\n');

/** What is served beside the calls of the contract, and what is no whole request. */
export const processDrives = {
  'GET /healthz': (scene) => flood(300, () => ask(scene, 'GET /healthz')),
  'GET /readyz': (scene) => flood(200, () => ask(scene, 'GET /readyz')),
  'GET /metrics': (scene) => flood(30, () => ask(scene, 'GET /metrics')),
  'GET /api/openapi.json': (scene) => flood(50, () => ask(scene, 'GET /api/openapi.json')),
  'a page': (scene) =>
    flood(200, (n) => ask(scene, `GET ${['/', '/b/main', `/b/none-${n}`, `/events/${scene.event}`][n % 4]}`)),
  'a built file': (scene) =>
    flood(200, (n) =>
      ask(scene, `GET /assets/${n % 2 === 0 ? 'page-abc.js' : `none-${n}.js`}`, {
        headers: { range: `bytes=${Array.from({ length: 100 }, (_, m) => `${m}-${m}`).join(',')}` },
      }),
    ),
  'an unknown address': async (scene) => {
    await flood(300, (n) => ask(scene, `GET /api/${'x'.repeat(15_000)}${n}`));
    await flood(300, (n) => ask(scene, `DELETE /api/boards/main/${n}`));
  },
  'a half-sent head': async (scene) =>
    (await openRaw(scene, 1_500, () => headOf('GET /', [`X-Half: ${'x'.repeat(15_000)}`]))).close,
  'a half-sent body': async (scene) => {
    const type = 'Content-Type: application/json';
    const large = headOf('POST /api/boards/main/events', [type, 'Content-Length: 40000', '', 'x'.repeat(39_000)]);
    const small = headOf('POST /api/login', [type, 'Content-Length: 8000', '', '{']);
    return (await openRaw(scene, 1_500, (n) => (n % 3 === 0 ? large : small))).close;
  },
  'requests in a row': async (scene) => {
    const one = `${headOf('GET /api/boards/main/events?limit=200')}\r\n\r\n`;
    return (await openRaw(scene, 10, () => one.repeat(2_000))).close;
  },
  'an unread answer': async (scene) =>
    (await openRaw(scene, 600, (n) => `${headOf(`GET /api/boards/main/events?limit=${1 + (n % 200)}`)}\r\n\r\n`)).close,
} satisfies Record<string, Drive>;
