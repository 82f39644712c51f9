import type { Locator, Page } from 'playwright-core';

/** Does what a person does with a page, and counts it: each address opened, tap, typed field and chosen file is one. */
export class CountedActions {
  readonly #done: string[] = [];

  get count(): number {
    return this.#done.length;
  }

  /** What was done, one a line, for the message of a test. */
  toString(): string {
    return this.#done.map((what, index) => `${index + 1}. ${what}`).join('\n');
  }

  async open(page: Page, address: string): Promise<void> {
    this.#done.push(`opens ${address}`);
    await page.goto(address);
  }

  /** On a phone with a finger, else with the mouse. */
  async press(target: Locator): Promise<void> {
    this.#done.push(`presses ${String(target)}`);
    await target.click();
  }

  async type(field: Locator, text: string): Promise<void> {
    this.#done.push(`types “${text}” into ${String(field)}`);
    await field.fill(text);
  }

  async chooseFile(input: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    this.#done.push(`chooses ${file.name} at ${String(input)}`);
    await input.setInputFiles(file);
  }
}
