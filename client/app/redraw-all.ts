import { LitElement } from 'lit';

/**
 * Redraws all components within `root`, in all shadow roots, after a change of preferences: what they show depends on
 * more than their properties.
 */
export function redrawAll(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) element.requestUpdate();
    if (element.shadowRoot !== null) redrawAll(element.shadowRoot);
  }
}
