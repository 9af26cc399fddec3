'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import { Select } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount, formatDuration } from '@/lib/format';
import type { StreamResponse } from '@/lib/patterns/streams/model';

/** One of the numbers that the entries hold, over time. */
export function NumbersPanel({
  chart,
  pending,
  onField,
}: {
  chart: StreamResponse['chart'];
  pending: boolean;
  onField: (field: string) => void;
}) {
  const { field, fields, values, from, to, stepMs, gaps, read, coverage } = chart;
  if (field === null || from === null || to === null || stepMs === null) {
    return (
      <Panel title="Numbers">
        {pending ? (
          <Skeleton className="h-60" />
        ) : (
          <p className="py-6 text-muted">
            No field of these entries is a number. Fields that are numbers, also within JSON, are drawn here.
          </p>
        )}
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={field}
      label={`Values of ${field}`}
      aside={
        fields.length > 1 && (
          <Select
            aria-label="Number"
            value={field}
            onChange={(event) => onField(event.target.value)}
            className="w-auto max-w-56 font-mono"
          >
            {fields.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )
      }
      fitted
      present={false}
      unit="count"
      height={260}
      from={from}
      to={Math.max(to, values.at(-1)?.[0] ?? to)}
      series={[{ id: field, label: field, colour: 'var(--series-1)', points: values }]}
    >
      <p className="mt-1 text-xs text-muted">
        {`Each point is the mean of ${formatDuration(stepMs / 1000)}, the shade from its least to its greatest value. `}
        {formatCount(read)} entries were read{coverage === 'sampled' && ', the first ones of each step'}.{' '}
        {gaps > 0 && `The line breaks ${formatCount(gaps)} ${gaps === 1 ? 'time' : 'times'}.`}
      </p>
    </ChartPanel>
  );
}
