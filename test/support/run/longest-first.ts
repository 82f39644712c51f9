import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than 15 s. One that starts last would run alone at the end. Vitest only knows how large files are. */
const longFiles = [
  'faults/faults',
  'e2e/accessibility/lesson',
  'e2e/accessibility/board',
  'e2e/projector/whole-and-large',
  'e2e/projector/pages',
  'e2e/projector/outage',
  'e2e/projector/reloading',
  'e2e/projector/contrast',
  'e2e/accessibility/event',
  'e2e/accessibility/form',
  'e2e/accessibility/account',
  'e2e/importing',
  'e2e/wide-board',
  'e2e/stillness',
  'server/costs/costs',
  'server/feed/feed',
  'server/events/review/approval-model',
  'server/events/room/full-boards',
  'server/events/permissions',
  'server/pictures/encode-picture',
  'server/pictures/pictures',
  'server/link-preview/link-previews',
  'server/moderation/board-people',
  'server/accounts/sessions',
  'server/start/workers',
  'server/http/visitor/limits',
  'server/calendars/tombstones',
  'server/commands/reset-password',
];

/** Sorts by project, since a worker keeps its modules only within one; in each project the long files come first. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = ['faults', 'e2e', 'server', 'unit'];
    const rank = ({ project, moduleId }: TestSpecification): number => {
      const place = longFiles.findIndex((name) => moduleId.includes(`/test/${name}.`));
      return projects.indexOf(project.name) * longFiles.length * 2 + (place === -1 ? longFiles.length : place);
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
