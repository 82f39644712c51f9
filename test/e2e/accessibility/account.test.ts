import { accountStates } from '../../support/page-states/account-states.ts';
import { describeAccessible } from './accessible.ts';

describeAccessible('accounts and dead ends', accountStates);
