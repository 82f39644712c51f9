/**
 * Completes a MongoDB URI with a user name and password that stand in the settings by themselves. They are
 * percent-encoded, so that any character may be in them; the placeholders that Atlas shows are filled in too.
 */
export function completeMongoUri(uri: string, username: string | null, password: string | null): string {
  const match = /^(mongodb(?:\+srv)?:\/\/)(?:([^@/]*)@)?(.*)$/s.exec(uri);
  if (match === null || username === null) return fillPlaceholder(uri, password);
  const [, scheme, , rest] = match;
  const credentials = encodeURIComponent(username) + (password === null ? '' : `:${encodeURIComponent(password)}`);
  return `${scheme}${credentials}@${rest}`;
}

function fillPlaceholder(uri: string, password: string | null): string {
  return password === null ? uri : uri.replace(/<(?:db_)?password>/, encodeURIComponent(password));
}

/** The URI without its credentials, for messages. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}
