import pino, { type Level, type LoggerOptions } from 'pino';
import type { Clock } from '../../shared/clock.ts';
import { SteadyBudget } from '../base/steady-budget.ts';

/** Lines with the same message: this many at once, then this many a second. The rest is counted. */
const lines = { burst: 100, perSecond: 10 };
/** Texts of a line that are longer are cut. */
const maxTextLength = 1_000;
const maxStackLength = 8_000;
/** Messages are constant texts of ours; if there are more, they share one bound. */
const maxMessages = 500;

type Allowance = { budget: SteadyBudget; leftOut: number };

/**
 * Bounds the log in size and rate: strangers can cause lines, such as refused calls. Each message has a bound of its own,
 * so that a flood of one kind does not hide another. The next line of the kind that is written says how many were left
 * out.
 */
export function boundedLog(
  clock: Pick<Clock, 'monotonic'>,
): Pick<LoggerOptions, 'hooks' | 'formatters' | 'serializers'> {
  const allowances = new Map<string, Allowance>();

  function allowanceOf(message: string): Allowance {
    const key = allowances.has(message) || allowances.size < maxMessages ? message : '';
    let allowance = allowances.get(key);
    if (allowance === undefined)
      allowances.set(key, (allowance = { budget: new SteadyBudget(lines, clock), leftOut: 0 }));
    return allowance;
  }

  /** The number of lines left out before this one; null if this one is left out too. */
  function take(message: string): number | null {
    const allowance = allowanceOf(message);
    if (!allowance.budget.spend()) {
      allowance.leftOut += 1;
      return null;
    }
    const { leftOut } = allowance;
    allowance.leftOut = 0;
    return leftOut;
  }

  return {
    hooks: {
      logMethod(args, method, level) {
        const [first, second] = args as unknown[];
        const message = typeof first === 'string' ? first : typeof second === 'string' ? second : '';
        const leftOut = level >= pino.levels.values['fatal' satisfies Level]! ? 0 : take(message);
        if (leftOut === null) return;
        if (leftOut > 0 && typeof first === 'object' && first !== null) {
          const [, ...rest] = args as [object, ...string[]];
          return method.apply(this, [{ ...first, left_out: leftOut }, ...rest]);
        }
        if (leftOut > 0) return method.apply(this, [{ left_out: leftOut }, message]);
        method.apply(this, args);
      },
    },
    formatters: { log: cutTexts },
    serializers: {
      /** Anything can be thrown, also a text. */
      err(error: unknown) {
        if (!(error instanceof Error)) return { type: typeof error, message: cut(String(error), maxTextLength) };
        const { type, message, stack = '', ...rest } = pino.stdSerializers.err(error);
        return { type, message: cut(message, maxTextLength), stack: cut(stack, maxStackLength), ...cutTexts(rest) };
      },
    },
  };
}

function cutTexts(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? cut(value, maxTextLength) : value,
    ]),
  );
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
