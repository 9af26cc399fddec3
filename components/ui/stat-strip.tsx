import type { ReactNode } from 'react';

/** The few numbers of a view in one strip. */
export function StatStrip({
  stats,
}: {
  stats: readonly { label: string; value: ReactNode; note?: ReactNode }[];
}) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border bg-surface sm:grid-flow-col sm:auto-cols-fr sm:grid-cols-none">
      {stats.map(({ label, value, note }) => (
        <div
          key={label}
          className="-mb-px min-w-0 border-b px-4 py-3 max-sm:odd:last:col-span-2 sm:-mr-px sm:border-r"
        >
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="truncate text-2xl tracking-tight tabular-nums max-sm:text-xl">{value}</dd>
          {note && <dd className="truncate text-xs text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
