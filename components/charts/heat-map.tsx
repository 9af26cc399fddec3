'use client';

import {
  memo,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { Zone } from '@/lib/client/wall-clock';
import type { Absence } from '@/lib/metrics/absences';
import type { Marker } from '@/lib/metrics/markers';
import { PLOT, type ChartFrame } from './chart-frame';
import { Axes, CellFrame, Cells, Lines, type HeatLine } from './heat-layers';
import { cellAt, nextCell, xOf, yOf, type HeatColumn, type HeatPlot } from './heat-layout';
import { TimeFrame } from './time-frame';
import { useWidth } from './use-width';

export interface HeatMapProps {
  label: string;
  columns: readonly HeatColumn[];
  /** What stands at the edges of the rows, the lowest first: one more than there are rows. */
  edges: readonly string[];
  /** The value at full strength. */
  most: number;
  /** Unix milliseconds; the axis shows the whole span, data or not. */
  from: number;
  to: number;
  zone: Zone;
  /** On a page whose span can be chosen: what the chart can ask of it. */
  frame?: ChartFrame;
  markers?: readonly Marker[];
  absences?: readonly Absence[];
  lines?: readonly HeatLine[];
  /** What a cell says, to the eye … */
  tooltip: (column: number, row: number) => ReactNode;
  /** … and to whoever hears the page. */
  spoken: (column: number, row: number) => string;
  height?: number;
}

const USUAL_WIDTH = 960;
const NONE: readonly never[] = [];

/**
 * Counts over time as colours: one stop of the Tab key, arrows go from cell to cell. It takes the colours of the
 * page, from the ground to the first series, so that more is farther from the ground in light and dark.
 */
export const HeatMap = memo(function HeatMap({
  label,
  columns,
  edges,
  most,
  from,
  to,
  zone,
  frame,
  markers = NONE,
  absences = NONE,
  lines = NONE,
  tooltip,
  spoken,
  height = 280,
}: HeatMapProps) {
  const { width, ref } = useWidth(USUAL_WIDTH);
  const description = useId();
  const [active, setActive] = useState<{ column: number; row: number; byKey: boolean } | null>(null);
  const rows = Math.max(1, edges.length - 1);
  const plot: HeatPlot = useMemo(
    () => ({
      left: PLOT.left,
      top: PLOT.top,
      width: Math.max(1, width - PLOT.left - PLOT.right),
      height: height - PLOT.top - PLOT.bottom,
      ...{ from, to, rows },
    }),
    [width, height, from, to, rows],
  );
  /** Where a span begins or ends that is chosen by keyboard. */
  const crosshair = useRef<number | null>(null);
  const point = (next: typeof active) => {
    const column = next && columns[next.column];
    if (column) crosshair.current = (column.from + column.to) / 2;
    setActive(next);
  };
  const shown = active && columns[active.column] && active.row < rows ? active : null;

  const onKey = (event: KeyboardEvent) => {
    const start = shown ?? { column: columns.length - 1, row: 0 };
    const next = nextCell(start, event.key, { columns: columns.length, rows });
    if (next === null || columns.length === 0) return;
    event.preventDefault();
    point({ ...(shown ? next : start), byKey: true });
  };
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const cell = cellAt(plot, columns, event.clientX - left, event.clientY - top);
    point(cell && { ...cell, byKey: false });
  };
  return (
    <TimeFrame {...{ from, to, zone, frame, markers, absences, crosshair }}>
      <div
        ref={ref}
        role="group"
        aria-label={`${label}. Arrow keys go from cell to cell.`}
        aria-describedby={description}
        tabIndex={0}
        className="relative"
        style={{ height }}
        onKeyDown={onKey}
        onBlur={() => setActive(null)}
      >
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          className="block size-full touch-pan-y select-none"
          onPointerMove={onMove}
          onPointerDown={onMove}
          onPointerLeave={() => setActive(null)}
        >
          <Axes plot={plot} edges={edges} zone={zone} />
          <Cells plot={plot} columns={columns} most={most} />
          <Lines plot={plot} columns={columns} lines={lines} />
          {shown && <CellFrame plot={plot} column={columns[shown.column]!} row={shown.row} />}
        </svg>
        {shown && (
          <div
            className="pointer-events-none absolute z-20 w-max max-w-72 rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay"
            style={besideCell(plot, columns[shown.column]!, shown.row, width)}
          >
            {tooltip(shown.column, shown.row)}
          </div>
        )}
        <p id={description} className="sr-only" aria-live="polite">
          {shown?.byKey ? spoken(shown.column, shown.row) : ''}
        </p>
      </div>
    </TimeFrame>
  );
});

/** Towards the middle of the picture, where there is room. */
function besideCell(plot: HeatPlot, column: HeatColumn, row: number, width: number) {
  const x = xOf(plot, (Math.max(column.from, plot.from) + Math.min(column.to, plot.to)) / 2);
  const y = yOf(plot, row + 0.5);
  const isRight = x > width / 2;
  const isLow = y > plot.top + plot.height / 2;
  return {
    ...(isRight ? { right: width - x + 14 } : { left: x + 14 }),
    ...(isLow ? { bottom: plot.top + plot.height + PLOT.bottom - y } : { top: y }),
  };
}
