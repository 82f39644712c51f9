import { html, nothing, type TemplateResult } from 'lit';
import type { LoadedState } from './loaded-value.ts';
import './loading-rows.ts';

type LoadedViewOptions<Value> = {
  known: (value: Value) => TemplateResult;
  /** Loads it again. */
  retry: () => unknown;
  loading?: () => TemplateResult;
  /** Frames the note that says why it failed. */
  failed?: (note: TemplateResult) => TemplateResult;
};

/** Shows a value that a page loads: an outline while it is on its way, a way to try again where it failed and that can help. */
export function loadedView<Value>(
  state: LoadedState<Value>,
  { known, retry, loading = loadingRows, failed = inSheet }: LoadedViewOptions<Value>,
): TemplateResult {
  switch (state.state) {
    case 'loading':
      return loading();
    case 'known':
      return known(state.value);
    case 'failed':
      return failed(failureNote(state.detail, state.final ? null : retry));
    default:
      return state satisfies never;
  }
}

function loadingRows(): TemplateResult {
  return html`<loading-rows></loading-rows>`;
}

function inSheet(note: TemplateResult): TemplateResult {
  return html`<div class="card sheet">${note}</div>`;
}

function failureNote(detail: string, retry: (() => unknown) | null): TemplateResult {
  const again = ({ target }: Event): void => {
    focusAround(target as HTMLElement);
    void retry?.();
  };
  return html`<div role="alert"><p class="problem">${detail}</p></div>
    ${retry === null ? nothing : html`<div class="actions"><button type="button" class="button" @click=${again}>Try again</button></div>`}`;
}

/** The button goes away when it is pressed, so the focus moves to the section or page that it belongs to. */
function focusAround(button: HTMLElement): void {
  const root = button.getRootNode() as ShadowRoot;
  const section = 'section[tabindex]';
  const place =
    button.closest<HTMLElement>(section) ?? root.querySelector('h1') ?? root.host.closest<HTMLElement>(section);
  place?.focus();
}
