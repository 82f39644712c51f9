import { ImportOutcome, ImportQuery } from '../import.ts';
import { maxImportBytes } from '../import-rules.ts';
import type { Calls } from './call.ts';

export const importCalls = {
  'POST /api/boards/:board/import': {
    operationId: 'importCalendar',
    tag: 'calendars',
    summary:
      'Brings the events of an iCalendar file onto the board. The same file again changes nothing; `dryRun=true` never does. For moderators.',
    query: ImportQuery,
    upload: { type: 'text/calendar', maxBytes: maxImportBytes },
    personal: true,
    answers: {
      200: {
        description: 'How many events are new, changed and unchanged, and which are not as the file has them.',
        body: ImportOutcome,
      },
    },
    problems: ['login_required', 'forbidden', 'board_full', 'busy'],
  },
} as const satisfies Calls;
