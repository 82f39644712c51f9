import { accountCalls } from './account.ts';
import { boardPeopleCalls } from './board-people.ts';
import { boardCalls } from './boards.ts';
import { calendarCalls } from './calendars.ts';
import { categoryCalls } from './categories.ts';
import { clearingCalls } from './clearings.ts';
import { eventCalls } from './events.ts';
import { httpFeedCalls } from './http-feed.ts';
import { importCalls } from './imports.ts';
import { joinCalls } from './joining.ts';
import { linkPreviewCalls } from './link-previews.ts';
import { pictureCalls } from './pictures.ts';
import { screenCalls } from './screens.ts';
import { userCalls } from './users.ts';

/**
 * Every call of the HTTP interface. Pages import only its type: the schemas behind it are more code than the board page
 * may load.
 */
export const contract = {
  ...accountCalls,
  ...boardCalls,
  ...boardPeopleCalls,
  ...calendarCalls,
  ...categoryCalls,
  ...clearingCalls,
  ...eventCalls,
  ...httpFeedCalls,
  ...importCalls,
  ...joinCalls,
  ...linkPreviewCalls,
  ...pictureCalls,
  ...screenCalls,
  ...userCalls,
};
export type Contract = typeof contract;
