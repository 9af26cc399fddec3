import { memo } from 'react';
import type { Zone } from '@/lib/client/wall-clock';
import { axisText } from './axis-text';
import { timeTicks } from './chart-data';
import { heatCells, heatColour, stepPath, xOf, yOf, type HeatColumn, type HeatPlot } from './heat-layout';

/** A line over the cells. */
export interface HeatLine {
  id: string;
  label: string;
  /** CSS colour. */
  colour: string;
  /** The height of each column in rows from the bottom; `null`: not known. */
  rows: readonly (number | null)[];
}

/** Pixels that a label of the left axis needs. */
const LABEL_HEIGHT = 18;

/** The edges of the rows, and the time below. */
export function Axes({ plot, edges, zone }: { plot: HeatPlot; edges: readonly string[]; zone: Zone }) {
  const { left, top, width, height, from, to } = plot;
  const every = Math.max(1, Math.ceil((edges.length * LABEL_HEIGHT) / height));
  const offsetMs = zone === 'UTC' ? 0 : -new Date(to).getTimezoneOffset() * 60_000;
  const text = { fontSize: 12, fill: 'var(--ink-muted)' };
  return (
    <>
      <rect x={left} y={top} width={width} height={height} fill="var(--surface)" />
      {edges.map((edge, index) =>
        index % every === 0 ? (
          <g key={edge}>
            <line
              x1={left}
              x2={left + width}
              y1={yOf(plot, index)}
              y2={yOf(plot, index)}
              stroke="var(--line)"
            />
            <text x={left - 8} y={yOf(plot, index)} dy="0.355em" textAnchor="end" {...text}>
              {edge}
            </text>
          </g>
        ) : null,
      )}
      <line x1={left} x2={left + width} y1={top + height} y2={top + height} stroke="var(--line-strong)" />
      {timeTicks(from, to - (to - from) * 0.05, offsetMs).map((at) => (
        <text key={at} x={xOf(plot, at)} y={top + height + 8} dy="0.71em" textAnchor="middle" {...text}>
          {axisText(at, to - from, zone)}
        </text>
      ))}
    </>
  );
}

/** The colours. */
export const Cells = memo(function Cells({
  plot,
  columns,
  most,
}: {
  plot: HeatPlot;
  columns: readonly HeatColumn[];
  most: number;
}) {
  return heatCells(plot, columns, most).map(({ column, row, x, y, width, height, strength }) => (
    <rect
      key={`${column} ${row}`}
      x={x}
      y={y + 0.5}
      // A hair of the ground between two columns that are wide enough for it.
      width={Math.max(0.6, width - (width > 5 ? 1 : 0))}
      height={Math.max(1, height - 1)}
      fill={heatColour(strength)}
    />
  ));
});

/** What runs over the colours, each with its name at the end. */
export function Lines({
  plot,
  columns,
  lines,
}: {
  plot: HeatPlot;
  columns: readonly HeatColumn[];
  lines: readonly HeatLine[];
}) {
  return lines.map(({ id, label, colour, rows }) => {
    const path = stepPath(plot, columns, rows);
    const last = rows.findLastIndex((row) => row !== null);
    if (path === '' || last === -1) return null;
    return (
      <g key={id}>
        <path d={path} fill="none" stroke="var(--surface)" strokeWidth={4} strokeOpacity={0.85} />
        <path d={path} fill="none" stroke={colour} strokeWidth={1.75} />
        <text
          x={Math.min(plot.left + plot.width, xOf(plot, columns[last]!.to)) - 4}
          y={yOf(plot, rows[last]!) - 6}
          textAnchor="end"
          fontSize={12}
          fontWeight={600}
          fill={colour}
          stroke="var(--surface)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {label}
        </text>
      </g>
    );
  });
}

/** The cell that is looked at. */
export function CellFrame({ plot, column, row }: { plot: HeatPlot; column: HeatColumn; row: number }) {
  const x = xOf(plot, Math.max(column.from, plot.from));
  return (
    <rect
      x={x}
      y={yOf(plot, row + 1)}
      width={Math.max(1, xOf(plot, Math.min(column.to, plot.to)) - x)}
      height={plot.height / plot.rows}
      fill="none"
      stroke="var(--ink)"
      strokeWidth={1.5}
    />
  );
}
