import type { Response } from 'express';
import { turnHeader } from '../../shared/api/http-feed.ts';

/** Pages of other sites may read the answer too, as any program can. */
export function openToAll(response: Response): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': `${turnHeader}, Retry-After`,
  });
}
