const parts = /^(mongodb(?:\+srv)?:\/\/)(?:(.*)@)?([^@]*)$/s;
const usernamePlaceholder = /^<(?:db_)?user(?:name)?>$/;
const passwordPlaceholder = /^<(?:db_)?password>$/;

type Credentials = { username: string | null; password: string | null };

/**
 * Completes a MongoDB URI with the user name and password that are settings of their own. They are percent-encoded, so
 * they can contain any character. They are filled in where the URI has none, has only the user name, or still has the
 * placeholders that Atlas shows (`<db_password>`). A URI with another user name is a mistake.
 */
export function completeMongoUri(
  uri: string,
  { username, password }: Credentials,
): { uri: string } | { mistake: string } {
  const match = parts.exec(uri);
  const rest = match?.[3];
  if (match === null || rest === undefined || rest === '' || /\s/.test(uri)) {
    return { mistake: 'MONGODB_URI must have the form mongodb://host:27017/ or mongodb+srv://host/.' };
  }
  const colon = match[2]?.indexOf(':') ?? -1;
  const inUri =
    match[2] === undefined
      ? { username: null, password: null }
      : {
          username: known(colon < 0 ? match[2] : match[2].slice(0, colon), usernamePlaceholder),
          password: known(colon < 0 ? '' : match[2].slice(colon + 1), passwordPlaceholder),
        };
  const named = username === null ? null : encodeURIComponent(username);
  const proof = password === null ? null : encodeURIComponent(password);

  if (named !== null && inUri.username !== null && decoded(inUri.username) !== username)
    return { mistake: 'MONGODB_URI and MONGO_USERNAME name different users: set one of them only.' };
  if (proof !== null && inUri.password !== null && decoded(inUri.password) !== password)
    return { mistake: 'MONGODB_URI and MONGO_PASSWORD have different passwords: set one of them only.' };
  const user = inUri.username ?? named;
  const secret = inUri.password ?? proof;
  if (user === null) {
    if (match[2] !== undefined)
      return { mistake: 'MONGODB_URI still has a placeholder for the user name: set MONGO_USERNAME.' };
    return secret === null ? { uri } : { mistake: 'MONGO_PASSWORD is set, but no user name: set MONGO_USERNAME.' };
  }
  // Some ways to log in need no password (X.509, IAM). Here one is expected.
  if (secret === null && (match[2]?.includes('<') || named !== null))
    return { mistake: 'The password for MONGODB_URI is missing: set MONGO_PASSWORD.' };
  return { uri: `${match[1]}${user}${secret === null ? '' : `:${secret}`}@${rest}` };
}

/** Null for nothing, and for a placeholder. */
function known(part: string, placeholder: RegExp): string | null {
  return part === '' || placeholder.test(part) ? null : part;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The URI's host, for messages: without credentials, and without options, since some of them are secret too. */
export function placeOf(uri: string): string {
  const match = parts.exec(uri);
  return match === null ? 'MONGODB_URI' : `${match[1]}${match[3]?.split('?')[0] ?? ''}`;
}
