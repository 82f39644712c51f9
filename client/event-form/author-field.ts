import { html, type TemplateResult } from 'lit';
import { inputField } from '../ui/form-fields.ts';

type AuthorFieldOptions = {
  name: string;
  /** What was typed over the name; null if nothing was. */
  typedName: string | null;
  member: boolean;
  renaming: boolean;
  rename: () => void;
  error: string;
};

/** Always shows the name to post under. Guests can change it. */
export function authorField({ name, typedName, member, renaming, rename, error }: AuthorFieldOptions): TemplateResult {
  if (member) return html`<p class="as">Posting as <strong>${name}</strong>.</p>`;
  if (name !== '' && !renaming) {
    return html`<p class="as">
      Posting as guest <strong>${name}</strong>.
      <button type="button" class="text-button" @click=${rename}>Change name</button>
    </p>`;
  }
  return inputField({
    id: 'guestName',
    label: 'Your name',
    value: typedName ?? name,
    max: 60,
    required: true,
    autocomplete: 'nickname',
    hint: 'Shown with your posts.',
    error,
  });
}
