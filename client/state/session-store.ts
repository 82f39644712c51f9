import type { Session } from '../../shared/session.ts';

const storedNameKey = 'board.guest-name';

/** Who this browser is, for all components that show it. */
export class SessionStore {
  #session: Session = { user: null, guest: null };
  readonly #fetch: () => Promise<Session>;
  readonly #listeners = new Set<() => void>();

  constructor(fetchSession: () => Promise<Session>) {
    this.#fetch = fetchSession;
  }

  get session(): Session {
    return this.#session;
  }

  /** The name to post under: the session's, else the one used last in this browser; empty if none is known. */
  get name(): string {
    return this.#session.user?.username ?? this.#session.guest?.name ?? localStorage.getItem(storedNameKey) ?? '';
  }

  /** Asks the server. Without an answer what was known stays. */
  async refresh(): Promise<void> {
    const session = await this.#fetch().catch(() => null);
    if (session !== null) this.#set(session);
  }

  /** A guest posted under this name. */
  rememberGuest(name: string): void {
    localStorage.setItem(storedNameKey, name);
    this.#set({ user: null, guest: { name } });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(session: Session): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }
}
