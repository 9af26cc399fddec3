/** One column of a heat map: a stretch of time and its value in each row, the lowest row first. */
export interface HeatColumn {
  /** Unix milliseconds. */
  from: number;
  to: number;
  values: readonly number[];
}

/** A cell that is drawn, in pixels of the plot, and how strongly: 0…1. */
export interface HeatCell {
  column: number;
  row: number;
  x: number;
  y: number;
  width: number;
  height: number;
  strength: number;
}

/** The room for the cells, and the span that it shows. */
export interface HeatPlot {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Unix milliseconds. */
  from: number;
  to: number;
  rows: number;
}

/** So many powers of ten below the strongest are told apart: a tail of one call in ten thousand is still seen. */
const DECADES = 4;
/** What there is little of must not look like nothing. */
const WEAKEST = 0.04;

/**
 * How strongly a value is drawn, on a scale of powers of ten.
 * @param most what is drawn at full strength
 * @returns 0 for nothing, else `WEAKEST`…1
 */
export function heatStrength(value: number, most: number): number {
  if (!(value > 0) || !(most > 0)) return 0;
  return Math.max(WEAKEST, Math.min(1, 1 + Math.log10(value / most) / DECADES));
}

/** The values at full strength and at every power of ten below, for the legend: the weakest first. */
export const heatScale = (most: number): number[] =>
  Array.from({ length: DECADES + 1 }, (_, index) => most / 10 ** (DECADES - index));

/** The colour of a strength of 0…1: from the ground to the first series, in light and dark. */
export const heatColour = (strength: number): string =>
  `color-mix(in oklab, var(--series-1) ${Math.round(14 + 86 * strength)}%, var(--surface))`;

/** Where a moment lies. */
export const xOf = ({ left, width, from, to }: HeatPlot, at: number): number =>
  left + (width * (at - from)) / (to - from);

/** Where a row's lower edge lies; a fraction is a height within the row. Rows go upwards. */
export const yOf = ({ top, height, rows }: HeatPlot, row: number): number =>
  top + height - (height * row) / rows;

/** The cells that have anything in them; what lies outside of the span is cut off. */
export function heatCells(plot: HeatPlot, columns: readonly HeatColumn[], most: number): HeatCell[] {
  const cells: HeatCell[] = [];
  const rowHeight = plot.height / plot.rows;
  columns.forEach(({ from, to, values }, column) => {
    const x = xOf(plot, Math.max(from, plot.from));
    const width = xOf(plot, Math.min(to, plot.to)) - x;
    if (width <= 0) return;
    values.forEach((value, row) => {
      const strength = heatStrength(value, most);
      if (strength === 0) return;
      cells.push({ column, row, x, y: yOf(plot, row + 1), width, height: rowHeight, strength });
    });
  });
  return cells;
}

/** Which cell lies under a place of the picture; `null` beside them all, and where no column was measured. */
export function cellAt(
  plot: HeatPlot,
  columns: readonly HeatColumn[],
  x: number,
  y: number,
): { column: number; row: number } | null {
  const at = plot.from + ((x - plot.left) / plot.width) * (plot.to - plot.from);
  const column = columns.findIndex(({ from, to }) => at > from && at <= to);
  const row = Math.floor(((plot.top + plot.height - y) / plot.height) * plot.rows);
  return column === -1 || row < 0 || row >= plot.rows ? null : { column, row };
}

/** The next cell in the direction of an arrow key; `null` for other keys. */
export function nextCell(
  from: { column: number; row: number },
  key: string,
  size: { columns: number; rows: number },
): { column: number; row: number } | null {
  const within = (value: number, end: number) => Math.max(0, Math.min(end - 1, value));
  const moved = (columns: number, rows: number) => ({
    column: within(from.column + columns, size.columns),
    row: within(from.row + rows, size.rows),
  });
  switch (key) {
    case 'ArrowLeft':
      return moved(-1, 0);
    case 'ArrowRight':
      return moved(1, 0);
    case 'ArrowUp':
      return moved(0, 1);
    case 'ArrowDown':
      return moved(0, -1);
    case 'Home':
      return moved(-size.columns, 0);
    case 'End':
      return moved(size.columns, 0);
    default:
      return null;
  }
}

/**
 * A line of one value a column as the path of an SVG: level within a column, broken over a gap.
 * @param rows the height of each column in rows; `null`: not known
 */
export function stepPath(
  plot: HeatPlot,
  columns: readonly HeatColumn[],
  rows: readonly (number | null)[],
): string {
  let path = '';
  let end: number | null = null;
  columns.forEach(({ from, to }, index) => {
    const row = rows[index] ?? null;
    const [start, stop] = [Math.max(from, plot.from), Math.min(to, plot.to)];
    if (row === null || stop <= start) {
      end = null;
      return;
    }
    const y = round(yOf(plot, row));
    path += `${end === start ? 'L' : 'M'}${round(xOf(plot, start))} ${y}H${round(xOf(plot, stop))}`;
    end = stop;
  });
  return path;
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
