import { css, html, type TemplateResult } from 'lit';
import { pictureAddress } from '../../shared/picture-address.ts';

/** For `smallPicture`. */
export const smallPictureStyles = css`
  .small-picture {
    display: block;
    width: auto;
    max-width: min(10rem, 100%);
    height: 7rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-small, 8px);
    object-fit: contain;
    background: var(--sunk);
  }
`;

/** A picture at the size of a stamp, for people who decide about it. */
export function smallPicture({ id, alt }: { id: string; alt: string }): TemplateResult {
  return html`<img
    class="small-picture"
    src=${pictureAddress(id, 320)}
    alt=${alt === '' ? 'Picture' : alt}
    loading="lazy"
  />`;
}
