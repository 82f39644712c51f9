import type { BenchMongod } from '../machinery/bench-mongod.ts';
import type { Findings } from '../report/findings.ts';

export type BenchContext = {
  mongod: BenchMongod;
  /** Shorter, for a look; the figures are rougher. */
  quick: boolean;
  /** Says what is going on. */
  say: (line: string) => void;
};

export type Scenario = {
  number: number;
  title: string;
  run: (context: BenchContext) => Promise<Omit<Findings, 'number' | 'title'>>;
};
