import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom, fillForm, future, liveSetOf, post, row, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { atOnceMs, paceOf } from '../support/browser/pace.ts';
import { median } from '../support/median.ts';
import { until } from '../support/until.ts';

describe('posting in a browser', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[PAGE-2] a post shows at once, is confirmed by the feed, and others see it', async () => {
    const [lena, kofi] = await Promise.all([room.person(), room.person()]);
    await showsEvents(kofi, 0);
    await kofi.getByText('Nothing planned yet.').waitFor();
    await post(lena, { name: 'Choir try-outs', time: '18:30', place: 'Main hall', guest: 'Lena' });
    await row(kofi, 'Choir try-outs').waitFor();
    const shown = row(kofi, 'Choir try-outs');
    expect([
      await shown.locator('.when').innerText(),
      await shown.locator('.about').innerText(),
      await shown.locator('.pill').innerText(),
    ]).toEqual(['6:30 PM', 'Main hall · guest Lena', 'New']);
    await Promise.all([showsEvents(lena, 1), showsEvents(kofi, 1)]);
    expect(await liveSetOf(lena)).toEqual(await liveSetOf(kofi));
    await openForm(lena);
    expect(await lena.getByLabel('What').inputValue()).toBe('');
  });

  it('[PAGE-5] a post in one browser is in the other within 250 ms, the median of 50', async () => {
    const [lena, kofi] = await Promise.all([room.person(), room.person()]);
    await showsEvents(kofi, 0);
    await fillForm(lena, { name: 'First', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await row(kofi, 'First').waitFor();

    const latencies: number[] = [];
    const paces: number[] = [];
    for (let n = 1; n <= 50; n += 1) {
      const name = `Post ${n} of fifty`;
      const appeared = kofi.evaluate(
        (text) =>
          new Promise<number>((resolve) => {
            const deadline = Date.now() + 60_000;
            // Check at every drawn frame: this is the time at which a person can see it.
            const look = (): void => {
              const page = document.querySelector('board-app')!.shadowRoot!.querySelector('board-page')!;
              const list = page.shadowRoot!.querySelector('event-list');
              const groups = [...(list?.shadowRoot?.querySelectorAll('day-group') ?? [])];
              const rows = groups.flatMap((group) => [...(group.shadowRoot?.querySelectorAll('event-row') ?? [])]);
              if (rows.some((one) => one.shadowRoot?.textContent?.includes(text))) resolve(Date.now());
              else if (Date.now() > deadline) resolve(NaN);
              else requestAnimationFrame(look);
            };
            look();
          }),
        name,
      );
      await fillForm(lena, { name });
      paces.push(await paceOf(kofi, () => lena.evaluate(() => fetch('/api/session').then(({ ok }) => ok))));
      const sent = await lena.locator('event-form button.primary').evaluate((button: HTMLButtonElement) => {
        button.click();
        return Date.now();
      });
      latencies.push((await appeared) - sent);
      await lena.locator('posted-note').getByRole('link', { name, exact: true }).waitFor();
    }
    const [typical, pace] = [median(latencies), median(paces)];
    console.log(
      `post to other screen: median ${typical} ms, slowest of 50 ${Math.max(...latencies)} ms; a request and two frames ${Math.round(pace)} ms`,
    );
    expect(typical).toBeLessThan(atOnceMs(250, pace));
  });

  it('[PAGE-2] a failed post keeps what was typed, says so, and trying again makes one event', async () => {
    const lena = await room.person();
    await lena.route('**/api/boards/main/events', (route) => route.abort());
    await fillForm(lena, { name: 'Bake sale', place: 'Gym', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Not saved.').waitFor();
    expect(await lena.getByRole('dialog', { name: 'Post an event' }).isVisible()).toBe(true);
    expect(await lena.getByLabel('What').inputValue()).toBe('Bake sale');
    expect(await lena.getByLabel('Where').inputValue()).toBe('Gym');
    expect(await row(lena, 'Bake sale').count()).toBe(0);

    await lena.unroute('**/api/boards/main/events');
    await lena.getByRole('button', { name: 'Try again' }).click();
    await lena.getByText('Posted:').waitFor();
    await showsEvents(lena, 1);
  });

  it('[PAGE-2] if only the answer is lost, trying again makes no second event', async () => {
    const lena = await room.person();
    let lost = 0;
    await lena.route(
      '**/api/boards/main/events',
      async (route) => {
        await route.fetch();
        lost += 1;
        await route.abort();
      },
      { times: 1 },
    );
    await fillForm(lena, { name: 'Bake sale', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await until('the post to be stored', () => row(lena, 'Bake sale').count());
    // The button may be gone at any moment, since the feed brings what the answer would have said.
    void lena
      .getByRole('button', { name: 'Try again' })
      .click()
      .catch(() => undefined);
    await lena.getByText('Posted:').waitFor();
    expect(lost).toBe(1);
    expect((await new Visitor(room.board.url).get('/api/boards/main/events')).body.events).toHaveLength(1);
  });

  it('[PAGE-2] a double click makes one event', async () => {
    const lena = await room.person();
    await fillForm(lena, { name: 'Chess club', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).dblclick();
    await lena.getByText('Posted:').waitFor();
    await showsEvents(lena, 1);
    expect((await new Visitor(room.board.url).get('/api/boards/main/events')).body.events).toHaveLength(1);
  });

  it('[PAGE-2] errors are at their field, and the focus goes to the first', async () => {
    const lena = await room.person();
    await openForm(lena);
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Give it a title.').waitFor();
    await lena.getByText('Choose a day.').waitFor();
    expect(await lena.getByLabel('What').getAttribute('aria-invalid')).toBe('true');
    await until('the focus to be at the first error', () =>
      lena.getByLabel('What').evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    );
  });

  it('[PAGE-6] a guest’s name is remembered, and a draft survives a reload', async () => {
    const lena = await room.person();
    await post(lena, { name: 'Chess club', guest: 'Lena' });
    await openForm(lena);
    await lena.getByLabel('What').fill('Half a thought');
    await lena.reload();
    await lena.getByText('Not posted yet: Half a thought').waitFor();
    await openForm(lena);
    await lena.getByText('Posting as guest Lena.').waitFor();
    expect(await lena.getByLabel('What').inputValue()).toBe('Half a thought');
  });

  it('[PAGE-6] on a phone the form is one button away, and what was posted is shown on the board', async () => {
    for (let n = 10; n < 30; n += 1)
      await new Visitor(room.board.url).post({ name: `Before ${n}`, start: `2998-12-${n}T10:00` });
    const lena = await room.person('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await lena.getByRole('link', { name: 'Post an event' }).tap();
    await lena.getByRole('dialog', { name: 'Post an event' }).waitFor();
    await fillForm(lena, { name: 'Repair café', guest: 'Lena', day: future });
    await lena.getByRole('button', { name: 'Post', exact: true }).tap();
    await row(lena, 'Repair café').waitFor();
    await lena.getByRole('dialog', { name: 'Post an event' }).waitFor({ state: 'hidden' });
    await until('the event to be on the screen', () =>
      row(lena, 'Repair café').evaluate((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }),
    );
    expect(new URL(lena.url()).pathname).toBe('/');
  });
});
