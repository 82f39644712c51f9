import { css } from 'lit';

/** The arrow of a `summary`, instead of the browser's. It points down while the `details` is open. */
export const disclosure = css`
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    margin: 0 0.3rem;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    rotate: -45deg;
    transition: rotate 0.15s;
  }
  summary:dir(rtl)::before {
    rotate: 135deg;
  }
  details[open] summary::before {
    rotate: 45deg;
  }
`;
