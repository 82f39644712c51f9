import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Subscribes a component to something while it is connected, and redraws it on changes. */
export class Subscription implements ReactiveController {
  readonly #subscribe: (tell: () => void) => () => void;
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | undefined;

  /** `subscribe` runs when the component is connected, after its properties are set. It returns a function that ends the subscription. */
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
