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

import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import {
  envelopeOf,
  hasEnvelope,
  lonePoints,
  timeTicks,
  toRows,
  type ChartRow,
  type ChartSeries,
} from './chart-data';
import { ChartTooltip } from './chart-tooltip';
import { niceAxis, tickText, type Axis } from './nice-axis';
import { niceCeiling, tickLabel } from './nice-ceiling';
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
  /** The axis fits the values instead of beginning at zero: for what is measured, may be negative, or varies little. */
  fitted?: boolean;
  height?: number;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const calendar = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const months = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

const HOUR_MS = 3_600_000;

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
  fitted = false,
  height = 168,
}: TimeChartProps) {
  const rows = toRows(series);
  const axis = fitted
    ? fittedAxis(series)
    : zeroAxis(max ?? niceCeiling(highest(rows, series, stacked, threshold?.value), unit));
  const offsetMs = -new Date(to).getTimezoneOffset() * 60_000;
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
            ticks={timeTicks(from, to - (to - from) * 0.05, offsetMs)}
            tickFormatter={(at: number) => momentText(at, to - from)}
            tick={<Tick anchor="middle" dy="0.71em" />}
            interval={0}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={22}
          />
          <YAxis
            domain={[axis.from, axis.to]}
            ticks={axis.ticks}
            tickFormatter={(value: number) =>
              fitted && unit === 'count' ? tickText(value, axis) : tickLabel(value, axis.to, unit)
            }
            tick={<Tick anchor="end" dy="0.355em" />}
            interval={0}
            tickLine={false}
            axisLine={false}
            width={68}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--ink-faint)', strokeWidth: 1 }}
            content={
              <ChartTooltip series={series} unit={unit} markers={markers} dated={to - from > 12 * HOUR_MS} />
            }
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
          {series.map(({ id, colour, points }, index) =>
            stacked || (index === 0 && !fitted) ? (
              <Area
                key={id}
                dataKey={id}
                stackId={stacked ? 'stack' : undefined}
                stroke={colour}
                strokeWidth={1.5}
                fill={colour}
                fillOpacity={stacked ? 0.35 : 0.08}
                dot={stacked ? false : loneDots(points, colour)}
                activeDot={{ r: 2.5, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={id}
                dataKey={id}
                stroke={colour}
                strokeWidth={1.5}
                dot={loneDots(points, colour)}
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

/** A clock time up to some hours, then days with the clock between them, in the end months. */
function momentText(at: number, spanMs: number): string {
  if (spanMs <= 180_000) return clockWithSeconds.format(at);
  if (spanMs <= 5 * HOUR_MS) return clock.format(at);
  if (spanMs > 5 * 180 * 24 * HOUR_MS) return months.format(at);
  const date = new Date(at);
  return date.getHours() === 0 && date.getMinutes() === 0 ? calendar.format(at) : clock.format(at);
}

/** A point that no line reaches would not be seen. */
function loneDots(points: ChartSeries['points'], colour: string) {
  const lone = lonePoints(points);
  if (lone.size === 0) return false;
  return function LoneDot({ cx, cy, payload }: { cx?: number; cy?: number; payload?: ChartRow }) {
    if (!payload || !lone.has(payload.at) || cx == null || cy == null) return <g key={`${cx} ${cy}`} />;
    return <circle key={`${cx} ${cy}`} cx={cx} cy={cy} r={2} fill={colour} stroke="none" />;
  };
}

const zeroAxis = (ceiling: number): Axis => ({
  ...{ from: 0, to: ceiling, decimals: 0 },
  ticks: [0, ceiling / 4, ceiling / 2, (ceiling * 3) / 4, ceiling],
});

function fittedAxis(series: readonly ChartSeries[]): Axis {
  let [lowest, largest] = [Infinity, -Infinity];
  for (const [, value, min, max] of series.flatMap(({ points }) => points)) {
    if (value === null) continue;
    lowest = Math.min(lowest, min ?? value);
    largest = Math.max(largest, max ?? value);
  }
  return niceAxis(lowest, largest);
}

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
