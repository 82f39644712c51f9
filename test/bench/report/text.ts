import { isReached, type Findings, type Table } from './findings.ts';

/** Formats a number with the digits that matter: 0.86, 15.9, 2,204. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function cell(value: string | number): string {
  return typeof value === 'number' ? figure(value) : value;
}

/** The findings as plain text, tables aligned. */
export function asText({ number, title, tables, aims, notes }: Findings): string {
  const lines = [`${number}. ${title}`];
  for (const table of tables)
    lines.push(
      '',
      ...(table.title === undefined ? [] : [`  ${table.title}`]),
      ...aligned(table).map((line) => `  ${line}`),
    );
  if (aims.length > 0) lines.push('');
  for (const aim of aims) {
    lines.push(
      `  ${isReached(aim) ? 'reached  ' : 'NOT YET  '}${aim.what}: ${figure(aim.measured)}${aim.unit} (${aim.relation} ${figure(aim.limit)}${aim.unit})`,
    );
  }
  for (const note of notes) lines.push(`  ${note}`);
  return `${lines.join('\n')}\n`;
}

function aligned({ columns, rows }: Table): string[] {
  const cells = [columns, ...rows.map((row) => row.map(cell))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
