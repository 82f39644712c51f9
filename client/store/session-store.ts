import { systemClock } from '../../shared/clock.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Session } from '../../shared/session.ts';
import { ApiError } from '../api/http.ts';
import { readStored, writeStored } from '../ui/browser-storage.ts';
import { Observable } from '../../shared/observable.ts';

/** Without an answer the session stays as it was known. */
function unlessNoAnswer(error: unknown): null {
  if (!(error instanceof ApiError)) throw error;
  return null;
}

/** What happens to the session that all tabs of this browser share. `kept`: it was to be replaced, and was not. */
type TabNews = 'replacing' | 'replaced' | 'kept';

/** A tab that was closed while it replaced the session says no more. A request takes less. */
const longestReplacingMs = 20_000;

const nobody: Session = { user: null, guest: null };

const storedNameKey = 'board.guest-name';

/** Who is logged in, or which guest this is. */
export class SessionStore {
  readonly #fetch: () => Promise<Session>;
  readonly #listeners = new Observable();
  #session = nobody;
  #known = false;
  #revision = 0;
  #isReplacing = false;
  readonly #otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('board.session');
  #cancelGivingUp: (() => void) | undefined;

  constructor(fetchSession: () => Promise<Session>) {
    this.#fetch = fetchSession;
    this.#otherTabs?.addEventListener('message', ({ data }: MessageEvent<TabNews>) => this.#takeTabNews(data));
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

  /** The author of what is posted now; null if no name is known. */
  get author(): BoardEvent['author'] | null {
    const { user } = this.#session;
    if (user === null) return this.name === '' ? null : { name: this.name, member: false };
    return { name: user.username, member: true, displayName: user.displayName ?? undefined };
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
    let news: TabNews = 'kept';
    this.#isReplacing = true;
    this.#tell('replacing');
    try {
      await work();
      this.#revision += 1;
      news = 'replaced';
    } finally {
      this.#isReplacing = false;
      this.#tell(news);
      await this.refresh();
    }
  }

  /** The person has signed up or logged in. */
  enter(user: NonNullable<Session['user']>): void {
    this.#revision += 1;
    this.#tell('replaced');
    this.#set({ user, guest: null });
  }

  /**
   * The person has logged out. The server may still know the guest that they were before, so until it has said so,
   * nobody is asked to log in.
   */
  async leave(): Promise<void> {
    this.#revision += 1;
    const left = this.#revision;
    this.#tell('replaced');
    this.#session = nobody;
    this.#known = false;
    this.#listeners.notify();
    await this.refresh();
    // Without an answer, nobody is what this page knows.
    if (!this.#known && left === this.#revision) this.#set(nobody);
  }

  /** A guest has joined, or posted, under this name. */
  rememberGuest(name: string): void {
    const isNew = name !== this.#session.guest?.name;
    writeStored('localStorage', storedNameKey, name);
    this.#set({ user: null, guest: { name } });
    if (isNew) this.#tell('replaced');
  }

  /** The guest has left. The next one gets no name from them. */
  leaveAsGuest(): Promise<void> {
    writeStored('localStorage', storedNameKey, null);
    return this.leave();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  #tell(news: TabNews): void {
    this.#otherTabs?.postMessage(news);
  }

  /** Another tab replaces the session, and with it the cookie of this one: until that is done, nobody has logged out. */
  #takeTabNews(news: TabNews): void {
    this.#cancelGivingUp?.();
    this.#isReplacing = news === 'replacing';
    if (news === 'replacing')
      this.#cancelGivingUp = systemClock.after(longestReplacingMs, () => this.#takeTabNews('kept'));
    else {
      if (news === 'replaced') this.#revision += 1;
      void this.refresh();
    }
  }

  #set(session: Session): void {
    this.#session = session;
    this.#known = true;
    this.#listeners.notify();
  }
}
