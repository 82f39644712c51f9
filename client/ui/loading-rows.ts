import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from './styles/controls.ts';

/** The outline of a board while its events are loading. */
@customElement('loading-rows')
export class LoadingRows extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
      }
      .group {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: var(--space-3);
        animation: breathe 1.6s ease-in-out infinite alternate;
      }
      .day {
        justify-self: center;
        width: 3rem;
        height: 3.2rem;
        margin-top: 0.4rem;
        border-radius: var(--radius-field);
        background: var(--line);
      }
      .row {
        display: grid;
        grid-template-columns: 4.5rem 1fr;
        gap: 0.7rem 2rem;
        padding: 1.3rem var(--space-4);
        border-top: 1px solid var(--line);
      }
      .row:first-child {
        border-top: 0;
      }
      .bar {
        height: 0.9rem;
        border-radius: var(--round);
        background: var(--line);
      }
      .name {
        width: min(18rem, 80%);
      }
      .about {
        grid-column: 2;
        width: min(11rem, 50%);
        height: 0.65rem;
      }
      @keyframes breathe {
        to {
          opacity: 0.5;
        }
      }
      @media (max-width: 44rem) {
        .group {
          grid-template-columns: minmax(0, 1fr);
        }
        .day {
          justify-self: start;
          height: 1.8rem;
        }
        .row {
          grid-template-columns: 1fr;
        }
        .about {
          grid-column: 1;
        }
        .time {
          width: 4rem;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <p class="visually-hidden" role="status">Loading the events</p>
      ${[2, 3, 1].map(
        (rows) => html`
          <div class="group" aria-hidden="true">
            <div class="day"></div>
            <div class="card">
              ${Array.from(
                { length: rows },
                () =>
                  html`<div class="row">
                    <div class="bar time"></div>
                    <div class="bar name"></div>
                    <div class="bar about"></div>
                  </div>`,
              )}
            </div>
          </div>
        `,
      )}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'loading-rows': LoadingRows;
  }
}
