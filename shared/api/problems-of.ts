import type { ProblemCode } from '../problem.ts';
import type { Call } from './call.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET']);

/** Every code that a call can answer with: its own, and those that follow from its shape. */
export function problemsOf(name: string, { query, body, upload, needsVersion, problems = [] }: Call): ProblemCode[] {
  const codes = new Set<ProblemCode>(problems);
  const add = (applies: boolean, ...some: ProblemCode[]): void => {
    if (applies) for (const code of some) codes.add(code);
  };
  // A parameter that cannot be decoded is refused, too.
  add(name.includes(':') || query !== undefined || body !== undefined || upload !== undefined, 'invalid_request');
  // For the header `API-Version`.
  add(name.includes(' /api/'), 'client_too_old', 'client_too_new', 'invalid_request');
  add(/\/:board\b/.test(name), 'board_not_found');
  add(/\/:id\b/.test(name), 'invalid_id');
  add(needsVersion === true, 'precondition_required', 'invalid_request');
  add(body !== undefined, 'invalid_json');
  add(body !== undefined || upload !== undefined, 'payload_too_large', 'unsupported_media_type', 'request_timeout');
  // While the bodies that are under way are too many.
  add(body !== undefined, 'busy');
  add(!safeMethods.has(name.split(' ')[0] ?? ''), 'origin_forbidden', 'too_many_requests');
  add(true, 'internal', 'unavailable');
  return [...codes];
}
