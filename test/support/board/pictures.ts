import { expect } from 'vitest';
import type { EventPicture } from '../../../shared/picture.ts';
import type { Answer, Visitor } from './http-client.ts';
import { photo } from './hostile-pictures.ts';

let made: Promise<Buffer> | undefined;

/** A small photo as a JPEG. */
export function someJpeg(): Promise<Buffer> {
  return (made ??= photo(64, 48).jpeg().toBuffer());
}

export function sendPicture(
  by: Visitor,
  file: Buffer,
  { board = 'main', type = 'image/jpeg' }: { board?: string; type?: string } = {},
): Promise<Answer> {
  return by.call('POST', `/api/boards/${board}/pictures`, {
    raw: Buffer.from(file),
    headers: { 'content-type': type },
  });
}

/** Uploads a picture that a test needs, and returns its id. */
export async function uploaded(by: Visitor, board = 'main'): Promise<string> {
  const { status, body } = await sendPicture(by, await someJpeg(), { board });
  expect([status, body.detail]).toEqual([201, undefined]);
  return (body.picture as EventPicture).id;
}

/** What this person gets of a picture. */
export async function pictureFor(
  by: Visitor,
  url: string,
  id: string,
  { width = 320, headers = {} }: { width?: number | string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${url}/pictures/${id}/${width}`, {
    headers: { ...(by.cookie === '' ? {} : { cookie: by.cookie }), ...headers },
  });
}
