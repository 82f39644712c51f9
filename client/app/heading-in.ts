/** The first h1, in any shadow root. */
export function headingIn(root: ParentNode): HTMLElement | null {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const heading = element.matches('h1')
      ? element
      : element.shadowRoot === null
        ? null
        : headingIn(element.shadowRoot);
    if (heading !== null) return heading;
  }
  return null;
}
