import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row } from '../support/browser/classroom.ts';
import { CountedActions } from '../support/browser/counted-actions.ts';
import { goodPassword } from '../support/board/people.ts';
import { someJpeg } from '../support/board/pictures.ts';
import { Visitor } from '../support/board/http-client.ts';

/** Each more is one more place where somebody gives up. */
const maxActions = 12;

describe('a newcomer', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open({ settings: { BOARD_TITLE: 'Community Board' } });
  });
  afterAll(() => room.close());

  it(`[PAGE-56] comes from the first start to a post with a picture on the projector in ${maxActions} actions`, async () => {
    const actions = new CountedActions();
    const desk = await room.person('about:blank');
    // The start prints this address.
    await actions.open(desk, room.board.signUpUrl!);
    await actions.type(desk.getByLabel('Name'), 'Ms.Okafor');
    await actions.type(desk.getByLabel('Password', { exact: true }), goodPassword);
    await actions.press(desk.getByRole('button', { name: 'Sign up' }));
    const steps = desk.getByRole('region', { name: 'This board is yours' });
    await actions.press(steps.getByRole('button', { name: 'Plum' }));
    await desk.locator('html[data-theme="plum"]').waitFor();

    const { joinCode } = (await new Visitor(room.board.url).get('/api/boards/main')).body.board as { joinCode: string };
    const phone = await room.person('about:blank', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await actions.open(phone, `/j/${joinCode}`);
    await actions.press(phone.getByRole('button', { name: 'Join' }));
    await actions.press(phone.getByRole('link', { name: 'Post an event' }));
    const form = phone.getByRole('dialog', { name: 'Post an event' });
    await actions.type(form.getByRole('textbox').first(), 'Volcano model tomorrow 10 am in Room 1');
    await actions.chooseFile(form.getByLabel('Add a picture'), {
      name: 'volcano.jpg',
      mimeType: 'image/jpeg',
      buffer: await someJpeg(),
    });
    await actions.press(form.getByRole('button', { name: 'Post', exact: true }));
    await row(phone, 'Volcano model').waitFor();

    const opened = desk.context().waitForEvent('page');
    await actions.press(steps.getByRole('link', { name: 'Open the projector' }));
    const projector = await opened;
    await projector.locator('projector-page').getByText('Volcano model').first().waitFor();

    const [event] = (await new Visitor(room.board.url).get('/api/boards/main/events')).body.events;
    expect(event).toMatchObject({
      name: 'Volcano model',
      place: 'Room 1',
      picture: { id: expect.any(String) as string },
    });
    expect(actions.count, `These are more than ${maxActions}:\n${String(actions)}\n`).toBeLessThanOrEqual(maxActions);
  });
});
