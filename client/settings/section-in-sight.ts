import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Which of a page's sections people look at, for a menu beside them: the one with the focus while its beginning is in
 * sight, so that a link leads to its own section; otherwise the one at a line that moves down the window as the page is
 * scrolled, so that the first and the last section have their turn. Redraws the host when it changes.
 */
export class SectionInSight implements ReactiveController {
  current = '';
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const [target, kind] of this.#signals()) target.addEventListener(kind, this.#look, { passive: true });
  }

  hostDisconnected(): void {
    for (const [target, kind] of this.#signals()) target.removeEventListener(kind, this.#look);
  }

  hostUpdated(): void {
    this.#look();
  }

  /** Brings a section to the top of the window, and the focus to it. */
  goTo(id: string): void {
    const section = this.#sections().find((one) => one.id === id);
    section?.focus({ preventScroll: true });
    section?.scrollIntoView({ block: 'start' });
    this.#look();
  }

  #signals(): [EventTarget, string][] {
    return [
      [window, 'scroll'],
      [window, 'resize'],
      [this.#host, 'focusin'],
    ];
  }

  #sections(): HTMLElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('section[id]') ?? [])];
  }

  #look = (): void => {
    const sections = this.#sections();
    const room = document.documentElement.scrollHeight - innerHeight;
    const line = room <= 0 ? 0 : (scrollY / room) * innerHeight;
    const top = (section: HTMLElement): number => section.getBoundingClientRect().top;
    const focused = sections.find((section) => section.matches(':focus-within'));
    const focusSeen = focused !== undefined && top(focused) >= 0 && top(focused) < innerHeight;
    const seen = focusSeen ? focused : (sections.findLast((section) => top(section) <= line) ?? sections[0]);
    if ((seen?.id ?? '') === this.current) return;
    this.current = seen?.id ?? '';
    this.#host.requestUpdate();
  };
}
