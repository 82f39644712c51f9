/** A client that comes back from a bad network asks a few times in a row; nobody has cause to ask more than this. */
const burst = 30;
const perSecond = 5;

/** A token bucket for the messages of one socket. */
export class MessageBudget {
  #left = burst;
  #atMs = Date.now();

  /** Takes one message from the budget; false when it is used up. */
  spend(): boolean {
    const nowMs = Date.now();
    this.#left = Math.min(burst, this.#left + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
