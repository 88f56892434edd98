/** Figures of a benchmark as a table with ratios. */

export interface Row {
  readonly name: string;
  readonly measured: number;
  /** What is aimed at. */
  readonly limit: number;
  readonly unit: string;
  readonly remark?: string;
}

/** A ratio under 1 keeps within what is aimed at. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, measured, limit, unit, remark = "" }) => [
    name,
    `${amount(measured)} ${unit}`,
    `${amount(limit)} ${unit}`,
    amount(measured / limit),
    remark,
  ]);
  const table = [["", "measured", "aim", "ratio", ""], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

function amount(value: number): string {
  return Number.isNaN(value) ? "unknown" : value.toFixed(2);
}
