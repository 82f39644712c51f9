type Message = { asks: string } | { mine: string };

/** Long enough for a tab in the background; nobody waits for it but a form that was loaded with a post under way. */
const answerMs = 150;

/**
 * The other tabs of this browser that have the board open. A duplicated tab has a copy of everything, also of the ids
 * under which something was sent, so the tabs ask each other whose an id is.
 */
export class OtherTabs {
  readonly #own = new Set<string>();
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('board.sent-posts');

  constructor() {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if ('asks' in data && this.#own.has(data.asks)) this.#say({ mine: data.asks });
    });
  }

  claim(id: string): void {
    this.#own.add(id);
  }

  /** Whether another tab has claimed this id. If none has, it is this tab's from now on. */
  async have(id: string): Promise<boolean> {
    const channel = this.#channel;
    if (channel === null) return false;
    const isTaken = await new Promise<boolean>((resolve) => {
      const listen = ({ data }: MessageEvent<Message>): void => {
        if ('mine' in data && data.mine === id) done(true);
      };
      const done = (taken: boolean): void => {
        clearTimeout(timer);
        channel.removeEventListener('message', listen);
        resolve(taken);
      };
      const timer = setTimeout(() => done(false), answerMs);
      channel.addEventListener('message', listen);
      this.#say({ asks: id });
    });
    if (!isTaken) this.claim(id);
    return isTaken;
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
