import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../client/api/http.ts';
import { BoardStore } from '../../../client/store/board-store.ts';
import { emptyValues } from '../../../client/event-form/form-values.ts';
import { fieldProblems, remarksOnClocks } from '../../../client/event-form/field-problems.ts';
import { Outbox, type Post } from '../../../client/feed/outbox.ts';
import { Posting } from '../../../client/posting/posting.ts';
import { SessionStore } from '../../../client/store/session-store.ts';
import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const fields = { ...emptyValues, name: 'Choir try-outs', day: '2026-12-01', time: '18:30' };

function posting(
  submit: (post: Post) => Promise<BoardEvent>,
  find: (id: string) => BoardEvent | undefined = () => undefined,
  timeZone?: () => string | undefined,
) {
  const onGuest = vi.fn();
  return {
    onGuest,
    posting: new Posting({
      board: 'main',
      storageKey: 'test',
      submit,
      find,
      onGuest,
      ...(timeZone === undefined ? {} : { timeZone }),
    }),
  };
}

describe('posting an event', () => {
  it('[PAGE-2] sends what was typed and empties the form once it is posted', async () => {
    const submit = vi.fn(async (post: Post) => boardEvent({ id: post.id, name: post.name }));
    const { posting: form, onGuest } = posting(submit);
    form.write(fields);
    await form.send(' Lena ');
    expect(submit.mock.calls[0]![0]).toMatchObject({
      name: 'Choir try-outs',
      start: '2026-12-01T18:30',
      end: null,
      guestName: ' Lena ',
    });
    expect(form.state).toMatchObject({ state: 'posted', event: { name: 'Choir try-outs' } });
    expect(form.fields).toEqual(emptyValues);
    expect(onGuest).toHaveBeenCalledWith('Lena');
  });

  it('[PAGE-2] a failed post keeps what was typed; trying again sends the same id', async () => {
    const ids: string[] = [];
    const { posting: form } = posting(async (post) => {
      ids.push(post.id);
      if (ids.length === 1) throw new ApiError('unavailable', 'The database is away.');
      return boardEvent({ id: post.id });
    });
    form.write(fields);
    await form.send('Lena');
    expect(form.state).toEqual({
      state: 'failed',
      problem: { detail: 'The database is away.', errors: [], retries: false },
    });
    expect(form.fields).toEqual(fields);
    await form.send('Lena');
    expect(form.state.state).toBe('posted');
    expect(ids[1]).toBe(ids[0]);
  });

  it('[PAGE-2] a second click while the first is under way sends nothing', async () => {
    const submit = vi.fn(async (post: Post) => boardEvent({ id: post.id }));
    const { posting: form } = posting(submit);
    form.write(fields);
    await Promise.all([form.send('Lena'), form.send('Lena')]);
    expect(submit).toHaveBeenCalledTimes(1);
  });

  it('[LIMIT-5] a post that came too early is sent again when the server says, unless the person keeps writing', async () => {
    vi.useFakeTimers();
    const submit = vi.fn(async (post: Post) => {
      if (submit.mock.calls.length < 3)
        throw new ApiError('too_many_requests', 'Please wait.', {}, { retryAfterMs: 2_000 });
      return boardEvent({ id: post.id });
    });
    const { posting: form } = posting(submit);
    form.write(fields);
    await form.send('Lena');
    expect(form.state).toMatchObject({ state: 'failed', problem: { retries: true } });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(submit).toHaveBeenCalledTimes(2);
    form.write({ ...fields, name: 'Choir, again' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(submit).toHaveBeenCalledTimes(2);
    await form.send('Lena');
    expect(form.state.state).toBe('posted');
    expect(new Set(submit.mock.calls.map(([post]) => post.id)).size).toBe(1);
    vi.useRealTimers();
  });

  it('[LIMIT-5] writing the same values again does not count as writing: the draft is still sent again', async () => {
    vi.useFakeTimers();
    const submit = vi.fn(async (post: Post) => {
      if (submit.mock.calls.length === 1)
        throw new ApiError('too_many_requests', 'Please wait.', {}, { retryAfterMs: 2_000 });
      return boardEvent({ id: post.id });
    });
    const { posting: form } = posting(submit);
    form.write(fields);
    await form.send('Lena');
    form.write({ ...fields });
    expect(form.fields).toBe(fields);
    await vi.advanceTimersByTimeAsync(4_000);
    expect([form.state.state, form.fields]).toEqual(['posted', emptyValues]);
    form.write({ ...emptyValues });
    expect(form.state.state).toBe('posted');
    vi.useRealTimers();
  });

  it('[PAGE-2] what is typed during sending is not lost: it becomes the next event', async () => {
    const sent: Post[] = [];
    let answer!: () => void;
    const { posting: form } = posting((post) => {
      sent.push(post);
      return new Promise((resolve) => {
        answer = () => resolve(boardEvent({ id: post.id }));
      });
    });
    form.write(fields);
    const done = form.send('Lena');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    form.write({ ...emptyValues, name: 'Chess club' });
    answer();
    await done;
    expect(form.state.state).toBe('posted');
    expect(form.fields.name).toBe('Chess club');
    form.write({ ...form.fields, day: '2026-12-02' });
    void form.send('Lena');
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.id).not.toBe(sent[0]!.id);
  });

  it('[PAGE-2] if only the answer was lost, the event in the feed counts as the answer', async () => {
    let arrived: BoardEvent | undefined;
    const { posting: form } = posting(
      async ({ id, name, start }) => {
        arrived = boardEvent({ id, name, start, place: null });
        throw new ApiError('unreachable', 'No answer.');
      },
      (id) => (arrived?.id === id ? arrived : undefined),
    );
    form.write(fields);
    await form.send('Lena');
    expect([form.state.state, form.fields]).toEqual(['posted', emptyValues]);
  });

  it('[PAGE-2] shows the errors of fields before anything is sent', async () => {
    const submit = vi.fn();
    const { posting: form } = posting(submit);
    form.write({ ...emptyValues, link: 'example.org' });
    await form.send('');
    expect(form.state).toMatchObject({
      state: 'failed',
      problem: {
        errors: [
          { path: 'name', message: 'Give it a title.' },
          { path: 'start', message: 'Choose a day.' },
          { path: 'link' },
          { path: 'guestName' },
        ],
      },
    });
    expect(submit).not.toHaveBeenCalled();
  });
});

describe('a check that fails', () => {
  /** An unknown zone: computing with it throws. */
  const nowhere = 'Nowhere/Land';

  it('[PAGE-2] leaves checking to the server', async () => {
    expect(await fieldProblems({ ...fields, name: '' }, undefined, nowhere)).toEqual([]);
    expect(await fieldProblems({ ...fields, name: '' }, ' ', nowhere)).toMatchObject([{ path: 'guestName' }]);
    expect(await remarksOnClocks(fields, nowhere)).toEqual([]);
    const submit = vi.fn(async (post: Post) => boardEvent({ id: post.id }));
    const { posting: form } = posting(submit, undefined, () => nowhere);
    form.write(fields);
    await form.send('Lena');
    expect([submit.mock.calls.length, form.state.state]).toEqual([1, 'posted']);
  });

  it('[EVENT-13] until the board is known, no time is refused by this browser’s clock', async () => {
    const ownZone = process.env.TZ;
    process.env.TZ = 'Europe/Berlin';
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        throw new TypeError('away');
      }),
    );
    try {
      const store = new BoardStore('main', new SessionStore(() => Promise.reject(new Error('away'))));
      store.posting.write({ ...fields, day: '2027-03-28', time: '02:30' });
      await store.posting.send('Lena');
      expect(store.posting.state).toMatchObject({ state: 'failed', problem: { errors: [] } });
      store.take({ timeZone: 'Europe/Berlin' } as Board);
      await store.posting.send('Lena');
      expect(store.posting.state).toMatchObject({ state: 'failed', problem: { errors: [{ path: 'start' }] } });
    } finally {
      vi.unstubAllGlobals();
      if (ownZone === undefined) delete process.env.TZ;
      else process.env.TZ = ownZone;
    }
  });

  it('[PAGE-2] an error within the page is shown, and the post can be sent again', async () => {
    const { posting: form } = posting(vi.fn(), undefined, () => {
      throw new Error('no zone');
    });
    form.write(fields);
    await form.send('Lena');
    expect(form.state).toMatchObject({
      state: 'failed',
      problem: { detail: expect.stringContaining('Something went wrong') as string },
    });
    expect(form.fields).toEqual(fields);
  });
});

describe('the outbox', () => {
  const post: Post = { id: 'a'.repeat(24), name: 'Choir', start: '2026-12-01' };

  it('[PAGE-2] shows a post until the feed brings it, also when the feed is faster than the answer', async () => {
    let answer!: (event: BoardEvent) => void;
    const outbox = new Outbox(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const done = outbox.submit(post);
    expect(outbox.pending).toMatchObject([{ state: 'sending' }]);
    outbox.confirm([{ put: boardEvent({ id: post.id }) }]);
    expect(outbox.pending).toEqual([]);
    answer(boardEvent({ id: post.id }));
    await done;
    expect(outbox.pending).toEqual([]);
  });

  it('[PAGE-2] two submissions of one id are one call', async () => {
    const send = vi.fn(async () => boardEvent({ id: post.id }));
    const outbox = new Outbox(send);
    expect(await outbox.submit(post)).toBe(await outbox.submit(post));
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('[PAGE-2] a refused post is no longer pending and can be sent again', async () => {
    const send = vi
      .fn()
      .mockRejectedValueOnce(new Error('no'))
      .mockResolvedValueOnce(boardEvent({ id: post.id }));
    const outbox = new Outbox(send);
    await expect(outbox.submit(post)).rejects.toThrow('no');
    expect(outbox.pending).toEqual([]);
    await outbox.submit(post);
    expect(outbox.pending).toMatchObject([{ state: 'sent' }]);
  });
});
