import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As wide as a phone: one column. */
export const narrowScreen = '(max-width: 44rem)';

/** Whether a media query matches; redraws the host when that changes. */
export class Media implements ReactiveController {
  readonly #list: MediaQueryList;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  hostConnected(): void {
    this.#list.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#changed);
  }

  #changed = (): void => this.#host.requestUpdate();
}
