import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { shownName } from '../../shared/shown-name.ts';
import type { PeopleHere, PersonHere } from '../../shared/presence.ts';
import { controls } from '../ui/styles/controls.ts';
import { dialogs } from '../ui/styles/dialogs.ts';

export type PeopleAct = { do: 'remove'; person: PersonHere; events: 'keep' | 'hide' } | { do: 'let-in'; id: string };

/**
 * The people who have the board open, and those who were removed from it.
 *
 * @property people the list as last loaded
 * @property myName this member's name: people cannot remove themselves
 * @fires people-act with a `PeopleAct`
 */
@customElement('people-here')
export class PeopleHereList extends LitElement {
  static override styles = [
    controls,
    dialogs,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 3.25rem;
        padding: var(--space-1) var(--space-2) var(--space-1) var(--space-4);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .quiet {
        color: var(--ink-quiet);
        font-size: var(--text-2);
        font-weight: 400;
      }
      .me {
        margin-inline-end: var(--space-2);
      }
      h3 {
        font-size: var(--text-4);
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      dialog p {
        margin: var(--space-2) 0 var(--space-4);
        color: var(--ink-quiet);
      }
      dialog .actions {
        display: grid;
        justify-content: stretch;
        margin-top: 0;
      }
    `,
  ];

  @property({ attribute: false }) people!: PeopleHere;
  @property({ attribute: false }) myName = '';
  @state() private removing: PersonHere | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;

  async #ask(person: PersonHere): Promise<void> {
    this.removing = person;
    await this.updateComplete;
    this.dialog.returnValue = '';
    this.dialog.showModal();
  }

  #decide = (): void => {
    const {
      removing,
      dialog: { returnValue },
    } = this;
    if (removing !== null && (returnValue === 'hide' || returnValue === 'keep'))
      this.#act({ do: 'remove', person: removing, events: returnValue });
  };

  #act(act: PeopleAct): void {
    this.dispatchEvent(new CustomEvent<PeopleAct>('people-act', { detail: act }));
  }

  override render(): TemplateResult {
    const { nameless, people, removed } = this.people;
    return html`
      ${
        people.length === 0
          ? nothing
          : html`<ul class="card">
              ${repeat(
                people,
                ({ id }) => id,
                (person) =>
                  html`<li>
                    <span class="name"
                      >${shownName(person)}
                      <span class="quiet"
                        >${person.displayName === undefined ? '' : `${person.name}, `}${person.member ? 'member' : 'guest'}</span
                      ></span
                    >
                    ${person.member && person.name === this.myName ? html`<span class="quiet me">You</span>` : html`<button type="button" class="button" aria-label="Remove ${person.name}" @click=${() => this.#ask(person)}>Remove</button>`}
                  </li>`,
              )}
            </ul>`
      }
      ${nameless === 0 ? nothing : html`<p class="quiet">${nameless} ${nameless === 1 ? 'screen' : 'screens'} without a name (projector, guests who haven’t joined)</p>`}
      ${people.length + nameless === 0 ? html`<p class="quiet">Nobody has the board open.</p>` : nothing}
      ${
        removed.length === 0
          ? nothing
          : html` <h3>Removed</h3>
              <ul class="card">
                ${repeat(
                  removed,
                  ({ id }) => id,
                  ({ id, name }) =>
                    html`<li>
                      <span class="name">${name}</span>
                      <button
                        type="button"
                        class="button"
                        aria-label="Let ${name} in again"
                        @click=${() => this.#act({ do: 'let-in', id })}
                      >
                        Let in again
                      </button>
                    </li>`,
                )}
              </ul>`
      }
      <dialog aria-labelledby="remove-heading" @close=${this.#decide}>
        <form method="dialog">
          <h3 id="remove-heading">Remove ${this.removing?.name ?? ''}?</h3>
          <p>They can’t post for a day, but can still read.</p>
          <div class="actions">
            <button class="button danger" value="hide">Remove and hide posts</button>
            <button class="button danger" value="keep">Remove, keep posts</button>
            <button class="button" value="" autofocus>Cancel</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'people-here': PeopleHereList;
  }
}
