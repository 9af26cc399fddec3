'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { formatWholeSeconds } from '@/lib/format';
import type { Point } from '@/lib/metrics/series';
import type { FingerprintsResponse } from '@/lib/schemas/slowlog';

/** How many were logged per step, and what they cost together: of all, or of the fingerprint that was chosen. */
export function SlowlogCharts({
  data,
  before,
  view,
}: {
  data: FingerprintsResponse;
  /** The period that is compared with; `null` where none is. */
  before: FingerprintsResponse | null;
  view: TimeView;
}) {
  const { kind, unit, stepMs, markers, absences } = data;
  const per = `per ${formatWholeSeconds(stepMs / 1000)}`;
  const [counted, added] =
    kind === 'slow' ? ['Slow commands', 'Time in them'] : ['Large commands', 'Bytes in them'];
  const series = (of: 'count' | 'total', label: string, colour: string) => [
    {
      ...{ id: of, label, colour },
      points: pointsOf(data, of, 0),
      ...(before && view.before && { previous: pointsOf(before, of, view.before.shiftMs) }),
    },
  ];
  const common = { ...view.chart, markers, absences, legend: false, present: false, height: 132 };
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartPanel
        {...common}
        title={`${counted} ${per}`}
        label={`${counted} ${per}`}
        unit="count"
        series={series('count', counted, 'var(--series-1)')}
      />
      <ChartPanel
        {...common}
        title={`${added} ${per}`}
        label={`${added} ${per}`}
        unit={unit}
        series={series('total', added, 'var(--series-2)')}
      />
    </div>
  );
}

const pointsOf = ({ steps }: FingerprintsResponse, of: 'count' | 'total', shiftMs: number): Point[] =>
  steps.map((step) => [step.at + shiftMs, step[of], step[of], step[of]]);
