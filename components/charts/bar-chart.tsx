'use client';

import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { memo } from 'react';
import { formatCount, formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import { niceCeiling, tickLabel } from './nice-ceiling';
import { Tick } from './tick';

/** One bar. */
export interface ChartBar {
  /** Unique in the chart. */
  id: string;
  /** At the axis: `14:00`, `21 Nov`. */
  label: string;
  /** In the tooltip, in full; the label, if left out. */
  title?: string;
  /** `null`: unknown, which is drawn as nothing and not as zero. */
  value: number | null;
  /** The same bar of what it is compared with. */
  compared?: number | null;
  /** Not complete yet, e.g. the present hour: drawn lighter. */
  partial?: boolean;
}

export interface BarChartProps {
  label: string;
  unit: Unit;
  bars: readonly ChartBar[];
  /** What `compared` is: `the week before`. */
  comparedLabel?: string;
  colour?: string;
  height?: number;
}

/** Counts in buckets: bars from zero, and as a line what they are compared with. */
export const BarChart = memo(function BarChart({
  label,
  unit,
  bars,
  comparedLabel,
  colour = 'var(--series-1)',
  height = 200,
}: BarChartProps) {
  const highest = Math.max(0, ...bars.flatMap(({ value, compared }) => [value ?? 0, compared ?? 0]));
  const ceiling = niceCeiling(highest, unit);
  const every = Math.max(1, Math.ceil(bars.length / 12));
  return (
    <div role="img" aria-label={`${label}, bar chart`} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 420, height }}>
        <ComposedChart
          data={bars as ChartBar[]}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          barCategoryGap="18%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="id"
            ticks={bars.filter((_, index) => index % every === 0).map(({ id }) => id)}
            tickFormatter={(id: string) => bars.find((bar) => bar.id === id)?.label ?? id}
            tick={<Tick anchor="middle" dy="0.71em" />}
            interval="preserveStart"
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={22}
          />
          <YAxis
            domain={[0, ceiling]}
            ticks={[0, ceiling / 4, ceiling / 2, (ceiling * 3) / 4, ceiling]}
            tickFormatter={(value: number) => tickLabel(value, ceiling, unit)}
            tick={<Tick anchor="end" dy="0.355em" />}
            interval={0}
            tickLine={false}
            axisLine={false}
            width={68}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--sunken)' }}
            content={<BarTooltip unit={unit} comparedLabel={comparedLabel} />}
            wrapperStyle={{ zIndex: 20 }}
          />
          <Bar dataKey="value" isAnimationActive={false} maxBarSize={48} radius={[2, 2, 0, 0]}>
            {bars.map(({ id, partial }) => (
              <Cell key={id} fill={colour} fillOpacity={partial ? 0.4 : 0.85} />
            ))}
          </Bar>
          {comparedLabel && (
            <Line
              dataKey="compared"
              stroke="var(--ink-faint)"
              strokeWidth={1.5}
              strokeDasharray="4 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
});

function BarTooltip({
  active,
  payload,
  unit,
  comparedLabel,
}: {
  active?: boolean;
  payload?: readonly { payload?: ChartBar }[];
  unit: Unit;
  comparedLabel?: string;
}) {
  const bar = payload?.[0]?.payload;
  if (!active || !bar) return null;
  // What is counted is shown to the last one.
  const exact = (value: number | null | undefined) =>
    unit === 'count' && value != null && Number.isInteger(value)
      ? formatCount(value)
      : formatValue(value, unit);
  return (
    <div className="rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay">
      <p className="mb-1 text-muted">
        {bar.title ?? bar.label}
        {bar.partial && ' (not over yet)'}
      </p>
      <p className="font-medium tabular-nums">{exact(bar.value)}</p>
      {comparedLabel && (
        <p className="text-muted tabular-nums">
          {exact(bar.compared)} {comparedLabel}
        </p>
      )}
    </div>
  );
}
