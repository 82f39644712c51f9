import { versionHeader } from '../../shared/protocol-version.ts';

/** `isOurs`: the board sent it. `body` is undefined if there is none. */
export type Answer = { response: Response; isOurs: boolean; body: unknown };

/**
 * Asks the board's API. What stands between may answer in its place, such as a network where one has to log in first;
 * each answer of the board names the API's version.
 *
 * A success that is not the board's, or is cut short, may be in the browser's cache by then, and every further request
 * would find it there. So it is asked for once more, past the cache. Throws if that cannot be read either.
 */
export async function ask(address: string, init: RequestInit, onProgress: () => void): Promise<Answer> {
  try {
    return await read(await fetch(address, init), onProgress);
  } catch (error) {
    if (!(error instanceof SyntaxError) || (init.method ?? 'GET') !== 'GET') throw error;
    return read(await fetch(address, { ...init, cache: 'reload' }), onProgress);
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
