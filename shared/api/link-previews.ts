import type { Calls } from './call.ts';

const drawn = { description: 'The picture, 1200 × 630.', file: 'image/jpeg' } as const;
const notModified = { description: 'The picture named in `If-None-Match` still shows what there is.' } as const;

/** What messengers show beside a link. The pages name these addresses as `og:image`. */
export const linkPreviewCalls = {
  'GET /boards/:board.jpg': {
    operationId: 'getBoardPreview',
    tag: 'boards',
    summary:
      'A picture of the board for messengers that preview links, as everybody sees it: mark, title, line, cover and what comes next.',
    answers: { 200: drawn, 304: notModified },
    problems: ['busy', 'too_many_requests'],
  },
  'GET /events/:id.jpg': {
    operationId: 'getEventPreview',
    tag: 'events',
    summary:
      'A picture of an event that everybody may see, for messengers that preview links: name, time, place, category and picture.',
    answers: { 200: drawn, 304: notModified },
    problems: ['event_not_found', 'busy', 'too_many_requests'],
  },
} as const satisfies Calls;
