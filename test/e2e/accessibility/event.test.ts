import { eventStates } from '../../support/page-states/event-states.ts';
import { describeAccessible } from './accessible.ts';

describeAccessible('an event', eventStates);
