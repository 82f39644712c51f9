/**
 * The version of what pages and servers say to each other: `/api`, and the messages of the feed. Raise it with a change
 * that breaks a client of the version before. A field that clients may ignore does not need a new version.
 */
export const protocolVersion = 2;

/** Servers still serve clients from this version on. Raise it to make older pages reload. */
export const oldestProtocolVersion = 1;

/** Names the version in requests, where it may be left out (then it is 1), and in answers. */
export const versionHeader = 'API-Version';

/** `newer`: the client comes from a server that is updated already, and has to wait for this one. */
export function serves(version: number): 'yes' | 'older' | 'newer' {
  if (version < oldestProtocolVersion) return 'older';
  return version > protocolVersion ? 'newer' : 'yes';
}
