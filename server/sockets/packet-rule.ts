import type { BudgetRule } from '../base/steady-budget.ts';

/**
 * What one connection can send of everything: messages, acknowledgements, heartbeats, frames. Wider than the budget for
 * messages, so that a client that sends too many is told why it is closed.
 */
export const packetRule: BudgetRule = { burst: 60, perSecond: 6 };
