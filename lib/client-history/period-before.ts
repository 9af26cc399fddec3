import { groupOf } from '@/lib/group-clients';
import { countOverTime, type CountOverTime, type CountPoint } from './count-over-time';
import type { ClientHistoryQuestion } from './describe-client-history';
import { groupBy } from './group-by';
import type { KeptConnection } from './kept-connection';
import { byNode } from './node-records';
import { gridBefore, type TimeGrid } from './time-grid';

/** What the connections were in the period before, at the moments at which it is compared. */
export interface PeriodBefore {
  /** The series that are shown, and all others together with `key: null` where there were any. */
  series: { key: string | null; open: CountPoint[] }[];
  total: CountOverTime & { peak: number | null };
}

/**
 * Counts the period before on the grid of the present one.
 * @param shown the groups that have a series of their own: all that the period before had beside them are the others,
 *   also those that are gone, so that the series add up to its total
 */
export function describeBefore(
  { connectionsBefore, watches, by, from, to, now }: ClientHistoryQuestion,
  grid: TimeGrid,
  shown: readonly string[],
): PeriodBefore | null {
  if (connectionsBefore === undefined) return null;
  const shiftMs = to - from;
  const earlier = gridBefore(grid, from - shiftMs);
  const count = (connections: readonly KeptConnection[]): CountOverTime => {
    const { open, ...churn } = countOverTime(byNode(connections, watches), earlier, now);
    return { open: open.map(([at, ...values]) => [at + shiftMs, ...values]), ...churn };
  };
  const byKey = groupBy(connectionsBefore, (connection) => groupOf(connection, by));
  const rest = [...byKey].flatMap(([key, group]) => (shown.includes(key) ? [] : group));
  const all = count(connectionsBefore);
  const maxima = all.open.flatMap(([, , , max]) => max ?? []);
  return {
    series: [
      ...shown.map((key) => ({ key, open: count(byKey.get(key) ?? []).open })),
      ...(rest.length === 0 ? [] : [{ key: null, open: count(rest).open }]),
    ],
    total: { ...all, peak: maxima.length === 0 ? null : maxima.reduce((a, b) => Math.max(a, b)) },
  };
}
