import type { Board, BoardPatch } from '../../shared/board.ts';

/** A board's rules as the form holds them: as texts. */
export type RuleTexts = Record<'title' | 'timeZone' | 'posting' | 'approval' | 'guestNames', string>;

export function ruleTextsOf({ title, timeZone, posting, approval, guestNames }: Board): RuleTexts {
  return { title, timeZone, posting, approval: String(approval), guestNames };
}

/** Some of the rules, as the API takes them. */
export function rulesPatchOf({ approval, ...texts }: Partial<RuleTexts>): BoardPatch {
  return { ...texts, ...(approval === undefined ? {} : { approval: approval === 'true' }) } as BoardPatch;
}
