import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dropScreenKey, getScreenKey, renewScreenKey } from '../api/screen-api.ts';
import { screenAddress } from '../app/app-context.ts';
import { LoadedValue } from '../ui/loaded-value.ts';
import { loadedView } from '../ui/loaded-view.ts';
import { Submission } from '../ui/submission.ts';
import { Subscription } from '../ui/subscription.ts';
import { outcome } from './outcome.ts';
import './screen-link.ts';
import { sectionView } from './section-view.ts';
import { sectionStyles } from './section.styles.ts';

/**
 * Loads, renews and turns off the link for a board's screens.
 *
 * @property slug the board's slug; another board gets another element
 */
@customElement('screen-settings')
export class ScreenSettings extends LitElement {
  static override styles = sectionStyles;

  @property({ attribute: false }) slug = '';
  readonly #key = new LoadedValue<string | null>();
  readonly #change = new Submission();

  constructor() {
    super();
    new Subscription(this, (redraw) => this.#key.onChange(redraw));
    new Subscription(this, (redraw) => this.#change.onChange(redraw));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#key.cancel();
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load = (): Promise<void> => this.#key.load((signal) => getScreenKey(this.slug, signal));

  async #replace(work: Promise<string | null>): Promise<void> {
    this.#key.take(await work);
  }

  override render(): TemplateResult {
    return loadedView(this.#key.state, {
      ...sectionView,
      known: (key) => this.#renderLink(key),
      retry: this.#load,
    });
  }

  #renderLink(key: string | null): TemplateResult {
    const { slug } = this;
    return html`
      <screen-link
        .address=${key === null ? null : screenAddress(key)}
        .projector=${slug === 'main' ? '/projector' : `/b/${slug}/projector`}
        @screen-renew=${() => this.#change.send([], () => this.#replace(renewScreenKey(slug)))}
        @screen-drop=${() => this.#change.send([], () => this.#replace(dropScreenKey(slug).then(() => null)))}
      ></screen-link>
      ${outcome(this.#change)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'screen-settings': ScreenSettings;
  }
}
