import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photo } from '../support/board/hostile-pictures.ts';
import { Classroom, future } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { until } from '../support/until.ts';

/** On a busy machine, the process that encodes a picture takes a while to begin. */
const patience = { timeout: 60_000 };

describe('[PICTURE-11] a picture in a browser', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** On the page of the form, with the required fields filled in. */
  async function writing(name: string): Promise<Page> {
    const page = await room.person('/events/new');
    await openForm(page);
    await page.getByLabel('What', { exact: true }).fill(name);
    await page.getByRole('textbox', { name: 'Day' }).fill(future);
    await page.getByLabel('Your name').fill('Lena');
    await page.getByLabel('Add a picture').waitFor();
    return page;
  }

  const choose = (page: Page, buffer: Buffer, mimeType = 'image/jpeg') =>
    page.getByLabel('Add a picture').setInputFiles({ name: 'poster', mimeType, buffer });

  it('is chosen, described and posted, and the event’s page shows it', async () => {
    const large = await photo(3_000, 1_500).jpeg().toBuffer();
    const page = await writing('Lantern walk');
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.url().endsWith('/pictures')),
      choose(page, large),
    ]);
    // Smaller, and in another form: it was drawn again before it was sent.
    expect(sent.headers()['content-type']).toBe('image/webp');
    expect((await sent.sizes()).requestBodySize).toBeLessThan(large.length / 2);
    const words = page.getByLabel('What does the picture show?');
    await words.waitFor(patience);
    await until('the focus to be in the field', () =>
      words.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    );
    await words.fill('Lanterns on a bridge');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted:').waitFor();
    await page.getByRole('link', { name: 'Lantern walk' }).first().click();
    const shown = page.getByRole('img', { name: 'Lanterns on a bridge' });
    await shown.waitFor();
    await until('the picture to be loaded', () =>
      shown.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
    );
    expect([await shown.getAttribute('width'), await shown.getAttribute('height')]).toEqual(['1600', '800']);
    const html = await (await fetch(page.url())).text();
    expect(html).toMatch(/"image":"http[^"]+\/pictures\/[\w-]{22}\/1600"/);
  });

  it('is pasted or dropped anywhere in the form, and removed again', async () => {
    const page = await writing('Pasted');
    for (const kind of ['paste', 'drop'] as const) {
      await page.getByLabel('Where').evaluate(async (input, how) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 });
        canvas.getContext('2d')!.fillRect(0, 0, 40, 30);
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
        const data = new DataTransfer();
        data.items.add(new File([blob!], 'pasted.png', { type: 'image/png' }));
        const options = { bubbles: true, cancelable: true, composed: true };
        input.dispatchEvent(
          how === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: data })
            : new DragEvent('drop', { ...options, dataTransfer: data }),
        );
      }, kind);
      await page.getByLabel('What does the picture show?').waitFor(patience);
      await page.getByRole('button', { name: 'Remove the picture' }).click();
      await page.getByLabel('Add a picture').waitFor();
    }
  });

  it('that cannot be taken says what to do, and does not keep anybody from posting', async () => {
    const page = await writing('Without');
    await choose(page, Buffer.from('no picture'), 'image/png');
    await page.getByText('This is no picture that can be shown here. Choose a JPEG').waitFor(patience);
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted:').waitFor();
  });

  it('is changed and removed in an edit', async () => {
    const page = await writing('Edited');
    await choose(page, await photo(300, 200).png().toBuffer(), 'image/png');
    await page.getByLabel('What does the picture show?').fill('One', patience);
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted:').waitFor();
    await page.getByRole('link', { name: 'Edited' }).first().click();
    await page.getByRole('img', { name: 'One' }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What does the picture show?').fill('Two');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('img', { name: 'Two' }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove the picture' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Edited', level: 1 }).waitFor();
    expect(await page.getByRole('img', { name: 'Two' }).count()).toBe(0);
  });
});
