import { accountStates } from './account-states.ts';
import { boardStates } from './board-states.ts';
import { eventStates } from './event-states.ts';
import { formStates } from './form-states.ts';
import { lessonStates } from './lesson-states.ts';
import { reviewStates } from './review-states.ts';
import type { PageState } from './page-state.ts';

/** Everything a page can look like. */
export const pageStates: PageState[] = [
  ...boardStates,
  ...formStates,
  ...eventStates,
  ...accountStates,
  ...lessonStates,
  ...reviewStates,
];
