import * as z from 'zod/mini';
import type { Call } from '../../../shared/api/call.ts';
import { contract } from '../../../shared/api/contract.ts';
import { problemsOf } from '../../../shared/api/problems-of.ts';
import type { ProblemCode } from '../../../shared/problem.ts';

const calls = Object.entries<Call>(contract).map(([name, call]) => {
  const [method, path = ''] = name.split(' ');
  return { name, call, method, pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+').replace('.', '\\.')}$`) };
});

/** What any address can answer, before its call is looked at. */
const answeredBefore: ReadonlySet<string> = new Set<ProblemCode>([
  'invalid_request',
  'invalid_json',
  'payload_too_large',
  'unsupported_media_type',
  'not_found',
]);

/** What is wrong with an answer by the contract: a status, a code or a body that it does not declare. Null: nothing. */
export function undeclared(
  method: string,
  path: string,
  { status, body }: { status: number; body: unknown },
): string | null {
  const found = calls.find((one) => one.method === method && one.pattern.test(path.replace(/\?.*$/s, '')));
  if (found === undefined) return null;
  const { name, call } = found;
  if (status >= 400) {
    const code = (body as { code?: ProblemCode }).code ?? 'internal';
    return answeredBefore.has(code) || problemsOf(name, call).includes(code)
      ? null
      : `${name} does not declare ${code}`;
  }
  const answer = call.answers[status];
  if (answer === undefined) return `${name} does not declare ${status}`;
  const result = answer.body === undefined ? null : z.safeParse(answer.body, body);
  return result === null || result.success
    ? null
    : `${name} declares another body for ${status}: ${JSON.stringify(result.error.issues)}`;
}
