import type { ElementHandle, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The element that has the focus, inside whatever component; its page's body if none has. */
export async function focusedElement(page: Page): Promise<ElementHandle<HTMLElement>> {
  const found = await page.evaluateHandle(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
    return (element ?? document.body) as HTMLElement;
  });
  return found.asElement();
}

/** Presses Tab until the element with this name has the focus. If it never has, the error lists the elements that had. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedElement(page);
    const at = await focused.evaluate((element) => {
      const labels =
        element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement
          ? [...(element.labels ?? [])].map(({ textContent }) => textContent.trim())
          : [];
      const labelledBy = element.getAttribute('aria-labelledby');
      const labelled =
        labelledBy == null ? null : (element.getRootNode() as ShadowRoot).getElementById(labelledBy)?.textContent;
      return {
        name: element.getAttribute('aria-label') ?? labelled ?? labels[0] ?? element.textContent.trim(),
        seen: element.matches(':focus-visible'),
      };
    });
    names.push(at.name);
    if (!at.name.startsWith(name)) continue;
    expect([name, at.seen]).toEqual([name, true]);
    return;
  }
  throw new Error(`Tab never came to “${name}”, but to: ${names.join(' | ')}`);
}
