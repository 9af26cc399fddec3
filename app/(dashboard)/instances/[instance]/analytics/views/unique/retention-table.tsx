import { Panel } from '@/components/ui/panel';
import { Sideways } from '@/components/ui/sideways';
import { formatCount, formatValue } from '@/lib/format';
import type { Retention } from '@/lib/patterns/uniques/model';
import { periodNames } from '../periods/period-names';

/** Of those who were active in one period, how many were in a later one. */
export function RetentionTable({
  retention: { periods, both, reason },
  granularity,
  timeZone,
}: {
  retention: Retention;
  granularity: 'hour' | 'day' | 'month';
  timeZone: string | null;
}) {
  const names = periodNames(granularity, timeZone);
  if (reason !== null) return <Panel title="Who came again">{reason}</Panel>;
  return (
    <Panel title="Who came again">
      <p className="mb-3 text-sm text-muted">
        Of those active in the {granularity} of the row, the share that was active in the one of the column
        too.
      </p>
      <Sideways label="Who came again">
        <table className="w-full min-w-150 border-separate border-spacing-0.5 text-sm tabular-nums">
          <thead className="text-xs text-muted">
            <tr>
              <th className="pr-2 text-left font-normal">Active in</th>
              <th className="px-2 text-right font-normal">Visitors</th>
              {periods.slice(1).map(({ startsAt }) => (
                <th key={startsAt} className="px-1 text-center font-normal whitespace-nowrap">
                  {names.short(startsAt)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {periods.slice(0, -1).map(({ startsAt, active }, row) => (
              <tr key={startsAt}>
                <th className="pr-2 text-left font-normal whitespace-nowrap">{names.short(startsAt)}</th>
                <td className="px-2 text-right">{formatCount(active)}</td>
                {periods.slice(1).map((later, index) => (
                  <Cell
                    key={later.startsAt}
                    count={index < row ? undefined : (both[row]?.[index + 1] ?? null)}
                    of={active}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </Panel>
  );
}

/** `undefined`: a period before the row's, which says nothing. */
function Cell({ count, of }: { count: number | null | undefined; of: number | null }) {
  if (count === undefined) return <td aria-hidden />;
  const share = count === null || !of ? null : count / of;
  return (
    <td
      title={count === null ? 'Unknown' : `${formatCount(count)} of ${formatCount(of)}`}
      className="h-8 rounded-sm px-1 text-center"
      style={
        share === null
          ? undefined
          : { background: `color-mix(in oklab, var(--series-1) ${Math.round(8 + share * 42)}%, transparent)` }
      }
    >
      {formatValue(share, 'ratio')}
    </td>
  );
}
