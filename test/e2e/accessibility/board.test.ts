import { boardStates } from '../../support/page-states/board-states.ts';
import { describeAccessible } from './accessible.ts';

describeAccessible('the board', boardStates);
