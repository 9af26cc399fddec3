'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import type { Point } from '@/lib/metrics/series';
import type { FingerprintsResponse } from '@/lib/schemas/slowlog';
import { formatWholeSeconds } from '@/lib/format';

/** How many were logged per step, and what they cost together: of all, or of the fingerprint that was chosen. */
export function SlowlogCharts({ data }: { data: FingerprintsResponse }) {
  const { kind, unit, steps, stepMs, from, to } = data;
  const per = `per ${formatWholeSeconds(stepMs / 1000)}`;
  const counts = steps.map(({ at, count }): Point => [at, count, count, count]);
  const totals = steps.map(({ at, total }): Point => [at, total, total, total]);
  const [counted, added] =
    kind === 'slow' ? ['Slow commands', 'Time in them'] : ['Large commands', 'Bytes in them'];
  const common = { from, to, legend: false, present: false, height: 132 };
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartPanel
        {...common}
        title={`${counted} ${per}`}
        label={`${counted} ${per}`}
        unit="count"
        series={[{ id: 'count', label: counted, colour: 'var(--series-1)', points: counts }]}
      />
      <ChartPanel
        {...common}
        title={`${added} ${per}`}
        label={`${added} ${per}`}
        unit={unit}
        series={[{ id: 'total', label: added, colour: 'var(--series-2)', points: totals }]}
      />
    </div>
  );
}
