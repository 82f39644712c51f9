import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../support/board/start-board.ts';
import { Classroom, future, row } from '../support/browser/classroom.ts';
import { startBalancer } from '../support/cluster/balancer.ts';
import { until } from '../support/until.ts';

async function viewersAt({ localUrl }: TestBoard): Promise<number> {
  const text = await (await fetch(`${localUrl}/metrics`)).text();
  return Number(/^board_viewers\{board="main"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

describe('a page whose server stops', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[FEED-30] says “Live” all the time, and goes on at another server', async ({ onTestFinished }) => {
    const { database } = room.board;
    const start = (): Promise<TestBoard> => startBoard({ database, pagesFolder: inject('pagesFolder') });
    const servers = await Promise.all([start(), start()]);
    onTestFinished(async () => {
      await Promise.all(servers.map((server) => server.close()));
    });
    const balancer = await startBalancer(servers.map(({ localUrl }) => Number(new URL(localUrl).port)));
    onTestFinished(balancer.close);

    const page = await room.person('about:blank');
    await page.goto(balancer.url);
    await page.getByText('Live', { exact: true }).waitFor();
    // It has the code for it by then, which the server that is left might not have.
    const code = () =>
      page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('socket-move')));
    await until('the code to be fetched', code);
    await page.evaluate(() => {
      const states = new Set<string>();
      const look = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName === 'live-status')
            states.add((element as Element & { status: { state: string } }).status.state);
          if (element.shadowRoot !== null) look(element.shadowRoot);
        }
      };
      const again = (): void => {
        look(document);
        requestAnimationFrame(again);
      };
      again();
      Object.assign(window, { states });
    });

    await until(
      'one of them to have it',
      async () => (await viewersAt(servers[0]!)) + (await viewersAt(servers[1]!)) > 0,
    );
    if ((await viewersAt(servers[0]!)) === 0) servers.reverse();
    const [stopping, other] = servers as [TestBoard, TestBoard];
    await stopping.moveScreens();
    await stopping.close();
    await new Visitor(other.url).post({ name: 'Choir', start: future });
    await row(page, 'Choir').waitFor();
    await until('the other to have it', async () => (await viewersAt(other)) === 1);
    expect(await page.evaluate(() => [...(window as unknown as { states: Set<string> }).states])).toEqual(['live']);
  });
});
