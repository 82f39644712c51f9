import { formStates } from '../../support/page-states/form-states.ts';
import { describeAccessible } from './accessible.ts';

describeAccessible('the form', formStates);
