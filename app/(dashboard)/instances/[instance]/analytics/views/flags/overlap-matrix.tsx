import { Panel } from '@/components/ui/panel';
import { SeverityIcon } from '@/components/ui/severity-icon';
import { toShown } from '@/components/ui/wire-name';
import { Sideways } from '@/components/ui/sideways';
import { formatCount, formatValue, share } from '@/lib/format';
import type { BitmapRow, FlagsResponse } from '@/lib/patterns/flags/model';

type Overlaps = Extract<FlagsResponse, { kind: 'bitmaps' }>['overlaps'];

/** How many ids two groups of an experiment share: none should be in two at once. */
export function OverlapMatrix({
  overlaps,
  rows,
  nameOf,
}: {
  overlaps: Overlaps;
  rows: readonly BitmapRow[];
  nameOf: (wire: string) => string;
}) {
  if (overlaps.length === 0) return null;
  const groups = [...new Set(overlaps.flatMap(({ a, b }) => [a, b]))];
  const sizeOf = (wire: string) => rows.find(({ key }) => key === wire)?.ones ?? null;
  const bothOf = (one: string, other: string) =>
    overlaps.find(({ a, b }) => (a === one && b === other) || (a === other && b === one))?.both ?? null;
  const shared = overlaps.filter(({ both }) => both > 0).length;
  return (
    <Panel title="In two groups at once">
      <p className="mb-3 flex items-center gap-2 text-sm text-muted">
        <SeverityIcon severity={shared > 0 ? 'warning' : 'fine'} className="size-4 shrink-0" />
        {shared > 0
          ? `${shared === 1 ? 'Two groups share' : `${shared} pairs of groups share`} ids; whoever is in two groups spoils both results.`
          : 'No id is in two groups.'}
      </p>
      <Sideways label="Ids in two groups">
        <table className="text-sm tabular-nums">
          <thead>
            <tr>
              <td />
              {groups.map((group) => (
                <th
                  key={group}
                  scope="col"
                  title={toShown(group)}
                  className="max-w-28 truncate px-2 pb-1 text-right font-mono text-xs font-normal text-muted"
                >
                  {nameOf(group)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((row) => (
              <tr key={row}>
                <th
                  scope="row"
                  title={toShown(row)}
                  className="max-w-28 truncate py-1 pr-3 text-left font-mono text-xs font-normal text-muted"
                >
                  {nameOf(row)}
                </th>
                {groups.map((column) => (
                  <Cell
                    key={column}
                    both={row === column ? null : bothOf(row, column)}
                    size={sizeOf(row)}
                    isSelf={row === column}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
      <p className="mt-2 text-xs text-muted">
        Ids in both, and how much that is of the group at the left; a group itself at the crossing.
      </p>
    </Panel>
  );
}

function Cell({ both, size, isSelf }: { both: number | null; size: number | null; isSelf: boolean }) {
  if (isSelf) {
    return <td className="bg-sunken px-2 py-1 text-right text-muted">{formatCount(size)}</td>;
  }
  const part = share(both, size);
  return (
    <td className={both ? 'bg-warning-soft px-2 py-1 text-right text-warning' : 'px-2 py-1 text-right'}>
      {formatCount(both)}
      {both !== null && both > 0 && part !== null && (
        <span className="ml-1.5 text-xs">{formatValue(part, 'ratio')}</span>
      )}
    </td>
  );
}
