import { css } from 'lit';
import { smallPictureStyles } from '../picture/small-picture.ts';

/** For `reviewChanges`. */
export const changesStyles = css`
  ${smallPictureStyles}
  .changes {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    font-size: var(--text-2);
  }
  .changes dt {
    color: var(--ink-quiet);
  }
  .changes dd {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .changes del {
    color: var(--ink-quiet);
  }
  .changes ins {
    display: block;
    font-weight: 600;
    text-decoration: none;
  }
`;
