/** Rows by what they have in common, in the order in which it comes up; `null` has none. */
export function groupBy<Row>(rows: readonly Row[], of: (row: Row) => string | null): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = of(row);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups];
}
