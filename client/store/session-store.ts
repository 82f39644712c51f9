import type { Session } from '../../shared/session.ts';
import { ApiError } from '../api/http.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { Observable } from '../../shared/observable.ts';

/** Without an answer the session stays as it was known. */
function unlessNoAnswer(error: unknown): null {
  if (!(error instanceof ApiError)) throw error;
  return null;
}

const storedNameKey = 'board.guest-name';

/** Who is logged in, or which guest this is. */
export class SessionStore {
  readonly #fetch: () => Promise<Session>;
  readonly #listeners = new Observable();
  #session: Session = { user: null, guest: null };
  #known = false;
  #revision = 0;
  #isReplacing = false;

  constructor(fetchSession: () => Promise<Session>) {
    this.#fetch = fetchSession;
  }

  get session(): Session {
    return this.#session;
  }

  /** Grows with each session that the page begins or ends: the same person can have another one. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the server has answered who this is. */
  get known(): boolean {
    return this.#known;
  }

  /** The name to post under: the account's, the guest's, or the one used last in this browser; '' if no name is known. */
  get name(): string {
    return this.#session.user?.username ?? this.#session.guest?.name ?? readStored('localStorage', storedNameKey) ?? '';
  }

  get isMember(): boolean {
    return this.#session.user !== null;
  }

  /** Asks the server. An answer about a cookie that was replaced meanwhile counts for nothing. */
  async refresh(): Promise<void> {
    if (this.#isReplacing) return;
    const asked = this.#revision;
    const session = await this.#fetch().catch(unlessNoAnswer);
    if (session !== null && asked === this.#revision && !this.#isReplacing) this.#set(session);
  }

  /**
   * Does something that ends this session and begins another. The server says that the old one has ended before the
   * cookie of the new one is here, so it is asked only afterwards.
   */
  async replace(work: () => Promise<void>): Promise<void> {
    this.#isReplacing = true;
    try {
      await work();
      this.#revision += 1;
    } finally {
      this.#isReplacing = false;
      await this.refresh();
    }
  }

  /** The person has signed up or logged in. */
  enter(user: NonNullable<Session['user']>): void {
    this.#revision += 1;
    this.#set({ user, guest: null });
  }

  /** The person has logged out. The server may still know the guest that they were before. */
  leave(): void {
    this.#revision += 1;
    this.#set({ user: null, guest: null });
    void this.refresh();
  }

  /** A guest has posted under this name. */
  rememberGuest(name: string): void {
    writeStored('localStorage', storedNameKey, name);
    this.#set({ user: null, guest: { name } });
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  #set(session: Session): void {
    this.#session = session;
    this.#known = true;
    this.#listeners.notify();
  }
}
