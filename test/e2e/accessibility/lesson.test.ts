import { lessonStates } from '../../support/page-states/lesson-states.ts';
import { describeAccessible } from './accessible.ts';

describeAccessible('a lesson, boards and settings', lessonStates);
