import { html, nothing, type TemplateResult } from 'lit';
import type { Submission } from '../ui/submission.ts';
import { outcome } from './outcome.ts';
import '../ui/qr-code.ts';

type JoiningOptions = {
  /** Null if it is turned off. */
  joinCode: string | null;
  /** The address of the join code. */
  joinAddress: string;
  /** The address of the board. */
  boardAddress: string;
  sending: Submission;
  renew: () => Promise<unknown>;
  drop: () => Promise<unknown>;
};

/** How to join a board: the part of its settings. */
export function joining({ joinCode, joinAddress, boardAddress, sending, renew, drop }: JoiningOptions): TemplateResult {
  return html`
    ${
      joinCode === null
        ? html`<p class="quiet">The join code is off. Anyone can still read the board at ${boardAddress}.</p>`
        : html`<div class="join">
            <qr-code .text=${joinAddress}></qr-code>
            <div>
              <div class="code">${joinCode}</div>
              <a href=${joinAddress}>${joinAddress.replace(/^https?:\/\//, '')}</a>
            </div>
          </div>`
    }
    ${outcome(sending)}
    <div class="actions">
      <button type="button" class="button" @click=${renew}>${joinCode === null ? 'Turn on' : 'New code'}</button>
      ${joinCode === null ? nothing : html`<button type="button" class="button" @click=${drop}>Turn off</button>`}
    </div>
  `;
}
