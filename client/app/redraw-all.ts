import { LitElement } from 'lit';

/** Draws all components within anew, in whichever shadow they stand: what they say depends on more than their properties. */
export function redrawAll(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) element.requestUpdate();
    if (element.shadowRoot !== null) redrawAll(element.shadowRoot);
  }
}
