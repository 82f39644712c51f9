import type { Clock } from '../../shared/clock.ts';
import { versionHeader } from '../../shared/protocol-version.ts';

/** `isOurs`: the board sent it. `body` is undefined if there is none. */
export type Answer = { response: Response; isOurs: boolean; body: unknown };

/** `silenceMs`: how long nothing may come. `onProgress`: called when the answer begins, and with each part of it. */
type Waiting = { clock: Pick<Clock, 'after'>; silenceMs: number; onProgress?: (() => void) | undefined };

/**
 * Asks the board's API. What stands between may answer in its place, such as a network where one has to log in first;
 * each answer of the board names the API's version.
 *
 * A success that is not the board's, or is cut short, may be in the browser's cache by then, and every further request
 * would find it there. So it is asked for once more, past the cache. Throws if that cannot be read either. The deadline
 * counts silence: an answer takes as long as some of it keeps coming.
 */
export async function ask(
  address: string,
  { signal, ...rest }: RequestInit,
  { clock, silenceMs, onProgress }: Waiting,
): Promise<Answer> {
  const late = new AbortController();
  const init = { ...rest, signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal };
  let cancel = (): void => undefined;
  const waitOn = (): void => {
    cancel();
    cancel = clock.after(silenceMs, () => late.abort());
  };
  const heard = (): void => {
    waitOn();
    onProgress?.();
  };
  waitOn();
  try {
    return await read(await fetch(address, init), heard);
  } catch (error) {
    if (!(error instanceof SyntaxError) || (init.method ?? 'GET') !== 'GET') throw error;
    return await read(await fetch(address, { ...init, cache: 'reload' }), heard);
  } finally {
    cancel();
  }
}

async function read(response: Response, onProgress: () => void): Promise<Answer> {
  onProgress();
  const isOurs = response.headers.has(versionHeader);
  if (response.ok && !isOurs) throw new SyntaxError('not an answer of the board');
  const text = await readText(response, onProgress);
  try {
    return { response, isOurs, body: response.status === 204 ? undefined : (JSON.parse(text) as unknown) };
  } catch (error) {
    // A proxy may answer an error without JSON.
    if (response.ok) throw error;
    return { response, isOurs, body: undefined };
  }
}

/** On a slow line a large answer takes long, and that is fine as long as some of it keeps coming. */
async function readText({ body }: Response, onProgress: () => void): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let text = '';
  for (;;) {
    const part = await reader?.read();
    text += decoder.decode(part?.value, { stream: part?.value !== undefined });
    if (part?.value === undefined) return text;
    onProgress();
  }
}
