import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardEvent } from '../../shared/event.ts';
import { controls } from '../ui/styles/controls.ts';
import { calendarLinks } from './calendar-links.ts';
import '../ui/menu-button.ts';

/**
 * A menu of ways to take an event into one's own calendar: its file, and the forms of web calendars.
 *
 * @property event the event
 * @property address the absolute address of its page
 * @attribute primary whether it is the page's main action
 */
@customElement('calendar-menu')
export class CalendarMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) event!: BoardEvent;
  @property({ attribute: false }) address = '';
  @property({ type: Boolean, reflect: true }) primary = false;

  override render(): TemplateResult {
    return html`<menu-button
      .label=${'Add to calendar'}
      .icon=${'calendar'}
      ?primary=${this.primary}
      ?bare-on-phones=${!this.primary}
    >
      <a href="/events/${this.event.id}.ics" download>Calendar file (.ics)</a>
      ${calendarLinks(this.event, this.address).map(
        ({ name, href }) => html`<a href=${href} target="_blank" rel="noopener">${name}</a>`,
      )}
    </menu-button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'calendar-menu': CalendarMenu;
  }
}
