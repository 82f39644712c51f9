import { protocolVersion, versionHeader } from '../../shared/protocol-version.ts';

/** An answer of the board's API: pages believe no other. */
export function ownJson(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(body, { status, headers: { [versionHeader]: String(protocolVersion), ...headers } });
}
