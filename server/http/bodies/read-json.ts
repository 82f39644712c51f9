import { invalidJson, unsupportedMediaType } from '../../base/problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a JSON body; an empty body is an empty object. */
export function readJson(body: Buffer, contentType: string): unknown {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw unsupportedMediaType('Send JSON in UTF-8.');
  if (body.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch {
    // Not UTF-8, or not JSON.
    throw invalidJson();
  }
}
