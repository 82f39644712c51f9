import type { Page } from 'playwright-core';

/** A piece of text on the screen. */
export type ScreenText = { text: string; fontSize: number; problem: string | null };

/**
 * Returns all visible text of a page, shadow roots included. `problem` says why a person cannot read all of it: a line
 * outside the screen or outside a box that cuts it off, an element whose content is larger than the element, or other text
 * on top of it.
 */
export function textsOnScreen(page: Page): Promise<ScreenText[]> {
  return page.evaluate(() => {
    type Box = { left: number; top: number; right: number; bottom: number };
    const slack = 1;
    /** Line boxes reach beyond tightly set lines by this share of the font size, without any ink. */
    const air = 0.13;

    function* textNodes(root: Node): Generator<Text> {
      for (const node of root.childNodes) {
        if (node instanceof Text && node.data.trim() !== '') yield node;
        if (!(node instanceof Element) || ['STYLE', 'SCRIPT', 'NOSCRIPT'].includes(node.tagName)) continue;
        if (node.shadowRoot !== null) yield* textNodes(node.shadowRoot);
        yield* textNodes(node);
      }
    }

    function* ancestors(element: Element): Generator<Element> {
      for (let at: Element | null = element; at !== null;) {
        yield at;
        const root: Node = at.getRootNode();
        at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      }
    }

    /** The lines without the space above and below the letters, which may overlap. */
    function linesOf(text: Text): Box[] {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()]
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ left, top, right, bottom, height }) => ({
          left,
          right,
          top: top + height * 0.2,
          bottom: bottom - height * 0.15,
        }));
    }

    const sticksOut = (inner: Box, outer: Box): boolean =>
      inner.left < outer.left - slack ||
      inner.top < outer.top - slack ||
      inner.right > outer.right + slack ||
      inner.bottom > outer.bottom + slack;
    const overlap = (a: Box, b: Box): boolean =>
      a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;

    const visible = [...textNodes(document.body)]
      .map((node) => ({
        node,
        element: node.parentElement ?? (node.getRootNode() as ShadowRoot).host,
        lines: linesOf(node),
      }))
      .filter(({ element, lines }) => lines.length > 0 && getComputedStyle(element).visibility === 'visible');
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

    function problemOf({ element, lines }: (typeof visible)[number]): string | null {
      if (lines.some((line) => sticksOut(line, screen))) return 'outside of the screen';
      for (const ancestor of ancestors(element)) {
        const { overflowX, overflowY, display, fontSize } = getComputedStyle(ancestor);
        const spare = slack + air * Math.max(parseFloat(fontSize), parseFloat(getComputedStyle(element).fontSize));
        if (display === 'inline' || display === 'contents') continue;
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = ancestor;
        if (scrollHeight > clientHeight + spare || scrollWidth > clientWidth + slack)
          return `more in ${ancestor.tagName} ${ancestor.className} than it shows: ${scrollWidth}×${scrollHeight} in ${clientWidth}×${clientHeight}`;
        if (
          (overflowX !== 'visible' || overflowY !== 'visible') &&
          lines.some((line) => sticksOut(line, ancestor.getBoundingClientRect()))
        )
          return `cut off by ${ancestor.tagName}`;
      }
      const other = visible.find(
        (one) => one.element !== element && one.lines.some((line) => lines.some((mine) => overlap(line, mine))),
      );
      return other === undefined ? null : `lies on “${other.node.data.trim()}”`;
    }

    return visible.map((one) => ({
      text: one.node.data.trim(),
      fontSize: parseFloat(getComputedStyle(one.element).fontSize),
      problem: problemOf(one),
    }));
  });
}
