import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws its host anew on news; listens only while the host is in the page. */
export class Subscription implements ReactiveController {
  readonly #subscribe: (tell: () => void) => () => void;
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | undefined;

  /** `subscribe` answers how to stop. It is called once the host's properties are set. */
  constructor(host: ReactiveControllerHost, subscribe: (tell: () => void) => () => void) {
    this.#host = host;
    this.#subscribe = subscribe;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
