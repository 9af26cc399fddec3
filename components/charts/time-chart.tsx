'use client';

import { memo, useRef } from 'react';
import type { Zone } from '@/lib/client/wall-clock';
import type { Absence } from '@/lib/metrics/absences';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { ChartSeries } from './chart-data';
import type { ChartFrame } from './chart-frame';
import { TimeFrame } from './time-frame';
import { TimePlot } from './time-plot';

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
  /** Times without data. */
  absences?: readonly Absence[];
  /** The axis ends here instead of at the highest value: 1 for a ratio. */
  max?: number;
  /** The axis fits the values instead of beginning at zero: for what is measured, may be negative, or varies little. */
  fitted?: boolean;
  height?: number;
  /** In which zone moments are written; the reader's own, if left out. */
  zone?: Zone;
  /** On a page whose span can be chosen: what the chart can ask of it. */
  frame?: ChartFrame;
}

const NONE: readonly never[] = [];

/** Metrics over time, with what happened meanwhile, on a page whose span can be chosen by drawing in the chart. */
export const TimeChart = memo(function TimeChart(props: TimeChartProps) {
  const { from, to, zone, frame, markers = NONE, absences = NONE, label, height = 168 } = props;
  const crosshair = useRef<number | null>(null);
  return (
    <TimeFrame {...{ from, to, zone, frame, markers, absences, crosshair }}>
      <div role="img" aria-label={`${label}, chart over time`} style={{ height }}>
        <TimePlot
          {...props}
          height={height}
          markers={frame?.annotations === false ? NONE : markers}
          onCrosshair={(at) => (crosshair.current = at)}
        />
      </div>
    </TimeFrame>
  );
});
