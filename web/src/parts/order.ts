// Putting things in order by rank: which of them get another one.

const STEP = 10;

export interface Ranked<Row> {
  row: Row;
  rank: number;
}

/** Ranks in steps for rows in this order; only those that change. */
export function newRanks<Row extends { rank: number }>(ordered: Row[]): Ranked<Row>[] {
  const ranks = ordered.map((row, at) => ({ row, rank: (at + 1) * STEP }));
  return ranks.filter(({ row, rank }) => row.rank !== rank);
}

/** The list with one of its rows at another place; the list itself where that is none. */
export function moved<Row>(rows: Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length || from === to) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
