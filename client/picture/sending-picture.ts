import { uploadPicture } from '../api/picture-api.ts';
import { ApiError } from '../api/http.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** While a whole class sends pictures, the server asks some of them to come again. */
const maxTries = 8;
const longestWaitMs = 20_000;

/** Makes a picture smaller and uploads it. Returns its id. */
export async function sendPicture(board: string, file: Blob, signal: AbortSignal): Promise<string> {
  const picture = await shrinkPicture(file);
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return (await uploadPicture(board, picture, signal)).id;
    } catch (error) {
      if (tries === maxTries || !(error instanceof ApiError) || error.code !== 'busy') throw error;
      await pause(Math.min(error.retryAfterMs ?? 1_000, longestWaitMs) * (0.5 + Math.random()), signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
