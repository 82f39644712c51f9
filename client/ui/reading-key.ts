const mirrored: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** A key in the order of reading: where people read from the right, the left arrow goes on and the right one back. */
export function readingKey(key: string, direction: string): string {
  return direction === 'rtl' ? (mirrored[key] ?? key) : key;
}

/** The direction in which an element is read: `ltr` or `rtl`. */
export function directionOf(element: Element): string {
  return getComputedStyle(element).direction;
}
