import { css, html, type TemplateResult } from 'lit';

/**
 * Parts of a line with a dot between them: “Main hall · guest Lena”. A part that does not fit goes to the next line as a
 * whole, and is broken only where it is longer than a line. No dot begins or ends a line. They stand in a block of the class
 * `dotted`, with the styles `dottedStyles`; marks stand before them, without a dot.
 */
export function dotted(parts: readonly unknown[], marks: unknown = ''): TemplateResult {
  return html`<span
    >${marks}${parts.map((part, n) => html` <span>${n > 0 ? html`<i>·</i> ` : ''}${part}</span>`)}</span
  >`;
}

export const dottedStyles = css`
  /* The dot of a part that begins a line is outside. */
  .dotted {
    overflow-x: clip;
  }
  .dotted > span {
    display: block;
    margin-inline-start: -0.55em;
  }
  /* As wide as a dot and a space. */
  .dotted > span > span {
    display: inline-block;
    padding-inline-start: 0.55em;
  }
  .dotted i {
    margin-inline-start: -0.55em;
  }
`;
