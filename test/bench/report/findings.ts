/** What a scenario found, for the console, the JSON file and the page. */
export type Findings = {
  /** The scenario's number, for `--only`. */
  number: number;
  title: string;
  tables: Table[];
  aims: Aim[];
  plots: Plot[];
  notes: string[];
};

export type Table = { title?: string; columns: string[]; rows: (string | number)[][] };

/** One figure to reach. `measured` is `NaN` if it could not be measured. */
export type Aim = { what: string; limit: number; relation: 'at most' | 'at least'; measured: number; unit: string };

export type Series = { name: string; points: [number, number][] };
export type Plot = {
  title: string;
  x: string;
  y: string;
  logarithmicX?: boolean;
  logarithmicY?: boolean;
  series: Series[];
};

export function isReached({ limit, relation, measured }: Aim): boolean {
  return relation === 'at most' ? measured <= limit : measured >= limit;
}
