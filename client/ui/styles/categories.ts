import { css } from 'lit';

/**
 * The colours of a category, on each element with `data-category` and a colour of `shared/category.ts`: a solid one, one for
 * words, a soft ground, and a ground for bars through a month with the words on it. All follow from the hue.
 */
export const categories = css`
  [data-category] {
    --category: light-dark(oklch(0.6 0.14 var(--category-hue)), oklch(0.74 0.13 var(--category-hue)));
    --category-ink: light-dark(oklch(0.42 0.115 var(--category-hue)), oklch(0.865 0.085 var(--category-hue)));
    --category-soft: light-dark(oklch(0.938 0.042 var(--category-hue)), oklch(0.315 0.062 var(--category-hue)));
    --category-bar: light-dark(oklch(0.882 0.068 var(--category-hue)), oklch(0.43 0.09 var(--category-hue)));
    --on-category-bar: light-dark(oklch(0.3 0.09 var(--category-hue)), oklch(0.985 0.015 var(--category-hue)));
  }
  [data-category='orange'] {
    --category-hue: 55;
  }
  [data-category='yellow'] {
    --category-hue: 95;
  }
  [data-category='green'] {
    --category-hue: 145;
  }
  [data-category='teal'] {
    --category-hue: 205;
  }
  [data-category='blue'] {
    --category-hue: 250;
  }
  [data-category='violet'] {
    --category-hue: 285;
  }
  [data-category='purple'] {
    --category-hue: 320;
  }
  [data-category='pink'] {
    --category-hue: 355;
  }
  .category {
    color: var(--category-ink);
    font-weight: 600;
  }
`;
