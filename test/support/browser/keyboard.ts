import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses Tab until the element with this name has the focus. If it never has, the error lists the elements that had. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
      const labels =
        element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement
          ? [...(element.labels ?? [])].map(({ textContent }) => textContent.trim())
          : [];
      const labelledBy = element?.getAttribute('aria-labelledby');
      const labelled =
        labelledBy == null ? null : (element!.getRootNode() as ShadowRoot).getElementById(labelledBy)?.textContent;
      return {
        name: element?.getAttribute('aria-label') ?? labelled ?? labels[0] ?? element?.textContent.trim() ?? '',
        seen: element?.matches(':focus-visible') ?? false,
      };
    });
    names.push(at.name);
    if (!at.name.startsWith(name)) continue;
    expect([name, at.seen]).toEqual([name, true]);
    return;
  }
  throw new Error(`Tab never came to “${name}”, but to: ${names.join(' | ')}`);
}
