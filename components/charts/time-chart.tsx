'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { memo } from 'react';
import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import { envelopeOf, hasEnvelope, timeTicks, toRows, type ChartRow, type ChartSeries } from './chart-data';
import { ChartTooltip } from './chart-tooltip';
import { niceCeiling } from './nice-ceiling';
import { Tick } from './tick';

export interface TimeChartProps {
  label: string;
  series: readonly ChartSeries[];
  unit: Unit;
  /** Unix milliseconds; the axis shows the whole span, data or not. */
  from: number;
  to: number;
  /** Layers add up. */
  stacked?: boolean;
  /** A named dashed line, e.g. the memory limit. */
  threshold?: { label: string; value: number } | null;
  markers?: readonly Marker[];
  /** The axis ends here instead of at the highest value: 1 for a ratio. */
  max?: number;
  height?: number;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Metrics over time: lines without dots, axes from zero, a gap where there is no data, one crosshair for the page. */
export const TimeChart = memo(function TimeChart({
  label,
  series,
  unit,
  from,
  to,
  stacked = false,
  threshold,
  markers = [],
  max,
  height = 168,
}: TimeChartProps) {
  const rows = toRows(series);
  const ceiling = max ?? niceCeiling(highest(rows, series, stacked, threshold?.value), unit);
  const tickFormat = to - from <= 180_000 ? clockWithSeconds : clock;
  return (
    <div role="img" aria-label={`${label}, chart over time`} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 420, height }}>
        <ComposedChart
          data={rows}
          syncId="page"
          syncMethod={nearestTick}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={[from, to]}
            allowDataOverflow
            // The label of a tick at the very end would be cut off.
            ticks={timeTicks(from, to - (to - from) * 0.05)}
            tickFormatter={(at: number) => tickFormat.format(at)}
            tick={<Tick anchor="middle" dy="0.71em" />}
            interval={0}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={22}
          />
          <YAxis
            domain={[0, ceiling]}
            ticks={[0, ceiling / 4, ceiling / 2, (ceiling * 3) / 4, ceiling]}
            tickFormatter={(value: number) => formatValue(value, unit)}
            tick={<Tick anchor="end" dy="0.355em" />}
            interval={0}
            tickLine={false}
            axisLine={false}
            width={68}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--ink-faint)', strokeWidth: 1 }}
            content={<ChartTooltip series={series} unit={unit} markers={markers} />}
            wrapperStyle={{ zIndex: 20 }}
          />
          {threshold && (
            <ReferenceLine
              y={threshold.value}
              stroke="var(--ink-faint)"
              strokeDasharray="4 3"
              label={{
                value: threshold.label,
                position: 'insideTopLeft',
                fontSize: 12,
                fill: 'var(--ink-muted)',
              }}
            />
          )}
          {markers.map((marker) => (
            <ReferenceLine
              key={`${marker.at} ${marker.kind} ${marker.node}`}
              x={marker.at}
              stroke={markerColour(marker)}
              strokeDasharray="2 3"
            />
          ))}
          {!stacked &&
            series
              .filter(hasEnvelope)
              .map(({ id, colour }) => (
                <Area
                  key={`${id} envelope`}
                  dataKey={envelopeOf(id)}
                  stroke="none"
                  fill={colour}
                  fillOpacity={0.16}
                  isAnimationActive={false}
                  activeDot={false}
                  legendType="none"
                />
              ))}
          {series.map(({ id, colour }, index) =>
            stacked || index === 0 ? (
              <Area
                key={id}
                dataKey={id}
                stackId={stacked ? 'stack' : undefined}
                stroke={colour}
                strokeWidth={1.5}
                fill={colour}
                fillOpacity={stacked ? 0.35 : 0.08}
                dot={false}
                activeDot={{ r: 2.5, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={id}
                dataKey={id}
                stroke={colour}
                strokeWidth={1.5}
                dot={false}
                activeDot={{ r: 2.5, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
});

function highest(rows: ChartRow[], series: readonly ChartSeries[], stacked: boolean, threshold = 0): number {
  const numbers = rows.map((row) => {
    const values = series.map(({ id }) => {
      const envelope = row[envelopeOf(id)];
      const value = row[id];
      return Array.isArray(envelope) && !stacked ? envelope[1] : typeof value === 'number' ? value : 0;
    });
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return Math.max(threshold, ...numbers);
}

/** Charts whose sources have different clocks still share one crosshair: the tick nearest in time. */
function nearestTick(ticks: readonly { value?: unknown }[], data: { activeLabel?: unknown }): number {
  const at = Number(data.activeLabel);
  let best = 0;
  ticks.forEach((tick, index) => {
    if (Math.abs(Number(tick.value) - at) < Math.abs(Number(ticks[best]?.value) - at)) best = index;
  });
  return best;
}

function markerColour({ kind }: Marker): string {
  if (kind === 'down' || kind === 'save-failed' || kind === 'rewrite-failed') return 'var(--critical)';
  return kind === 'action' ? 'var(--accent)' : 'var(--ink-faint)';
}
