import type { Drive } from '../scene.ts';
import { accountDrives } from './account-drives.ts';
import { boardDrives } from './board-drives.ts';
import { calendarDrives } from './calendar-drives.ts';
import { clearingDrives } from './clearing-drives.ts';
import { eventDrives } from './event-drives.ts';
import { linkPreviewDrives } from './link-preview-drives.ts';
import { pictureDrives } from './picture-drives.ts';
import { processDrives } from './process-drives.ts';
import { socketDrives } from './socket-drives.ts';

/** By the name in the table of costs, what drives a call or a message with its worst input. */
export const drives: Readonly<Record<string, Drive>> = {
  ...processDrives,
  ...eventDrives,
  ...boardDrives,
  ...accountDrives,
  ...calendarDrives,
  ...pictureDrives,
  ...linkPreviewDrives,
  ...clearingDrives,
  ...socketDrives,
};
