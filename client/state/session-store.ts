import type { Session } from '../../shared/session.ts';
import { readStored, writeStored } from './browser-storage.ts';
import { Listeners } from './listeners.ts';

const storedNameKey = 'board.guest-name';

/** Who this browser is, for all that shows it. */
export class SessionStore {
  readonly #fetch: () => Promise<Session>;
  readonly #listeners = new Listeners();
  #session: Session = { user: null, guest: null };

  constructor(fetchSession: () => Promise<Session>) {
    this.#fetch = fetchSession;
  }

  get session(): Session {
    return this.#session;
  }

  /** The name to post under: the account's, the session's, else the one used last in this browser; '' if none is known. */
  get name(): string {
    return this.#session.user?.username ?? this.#session.guest?.name ?? readStored('localStorage', storedNameKey) ?? '';
  }

  get isMember(): boolean {
    return this.#session.user !== null;
  }

  /** Asks the server. Without an answer what was known stays. */
  async refresh(): Promise<void> {
    const session = await this.#fetch().catch(() => null);
    if (session !== null) this.#set(session);
  }

  /** A guest has posted under this name. */
  rememberGuest(name: string): void {
    writeStored('localStorage', storedNameKey, name);
    this.#set({ user: null, guest: { name } });
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #set(session: Session): void {
    this.#session = session;
    this.#listeners.tell();
  }
}
