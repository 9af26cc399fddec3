'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts';
import { useEffect } from 'react';
import {
  beforeOf,
  envelopeOf,
  hasEnvelope,
  lonePoints,
  timeTicks,
  toRows,
  type ChartRow,
  type ChartSeries,
} from './chart-data';
import { PLOT } from './chart-frame';
import { axisText, WITH_SECONDS_MS } from './axis-text';
import { ChartTooltip } from './chart-tooltip';
import { niceAxis, tickText, type Axis } from './nice-axis';
import { niceCeiling, tickLabel } from './nice-ceiling';
import { Tick } from './tick';
import type { TimeChartProps } from './time-chart';

/** Metrics over time: lines without dots, axes from zero, a gap where there is no data, one crosshair for the page. */
export function TimePlot({
  series,
  unit,
  from,
  to,
  stacked = false,
  threshold,
  markers = [],
  max,
  fitted = false,
  height,
  zone,
  onCrosshair,
}: TimeChartProps & {
  height: number;
  /** Told where the crosshair is, Unix milliseconds. */
  onCrosshair: (at: number) => void;
}) {
  const before = beforeOf(series, stacked);
  const known = toRows([...series, ...before]);
  // Without any row Recharts draws no axis; when nothing was recorded should be seen all the same.
  const rows: ChartRow[] = known.length > 0 ? known : [{ at: from }, { at: to }];
  const axis = fitted
    ? fittedAxis([...series, ...before])
    : zeroAxis(max ?? niceCeiling(highest(rows, series, before, stacked, threshold?.value), unit));
  const offsetMs = zone === 'UTC' ? 0 : -new Date(to).getTimezoneOffset() * 60_000;
  // The label of a tick at the very end would be cut off.
  const ticks = timeTicks(from, to - (to - from) * 0.05, offsetMs);
  const crowded = to - from <= WITH_SECONDS_MS && ticks.length > 4;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 420, height }}>
      <ComposedChart
        data={rows}
        syncId="page"
        syncMethod={nearestTick}
        margin={{ top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          ticks={ticks.filter((_, index) => !crowded || index % 2 === 0)}
          tickFormatter={(at: number) => axisText(at, to - from, zone)}
          tick={<Tick anchor="middle" dy="0.71em" />}
          interval={0}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          height={PLOT.bottom}
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
          width={PLOT.left}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--ink-faint)', strokeWidth: 1 }}
          content={
            <ChartTooltip series={series} unit={unit} markers={markers} spanMs={to - from} zone={zone} />
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
              position: 'insideTopRight',
              fontSize: 12,
              fill: 'var(--ink-muted)',
            }}
          />
        )}
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
        {before.map(({ id, colour }) => (
          <Line
            key={id}
            dataKey={id}
            stroke={colour}
            strokeWidth={1.5}
            strokeOpacity={0.55}
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            className="before"
          />
        ))}
        <Crosshair onMove={onCrosshair} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Tells where the crosshair is; it may have come from another chart of the page. */
function Crosshair({ onMove }: { onMove: (at: number) => void }) {
  const at = useActiveTooltipLabel();
  useEffect(() => {
    if (at !== undefined && Number.isFinite(Number(at))) onMove(Number(at));
  }, [at, onMove]);
  return null;
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

function highest(
  rows: ChartRow[],
  series: readonly ChartSeries[],
  before: readonly ChartSeries[],
  stacked: boolean,
  threshold = 0,
): number {
  const numbers = rows.map((row) => {
    const values = series.map(({ id }) => {
      const envelope = row[envelopeOf(id)];
      const value = row[id];
      return Array.isArray(envelope) && !stacked ? envelope[1] : typeof value === 'number' ? value : 0;
    });
    const now = stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
    return Math.max(now, ...before.map(({ id }) => (typeof row[id] === 'number' ? row[id] : 0)));
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
