/**
 * Some consecutive rows of one source of one node, oldest first. A row is one sample, or all samples of one step of a
 * tier. Where nobody watched there is no row; a row of no answered sample is one whose polls failed.
 */
export interface Stretch {
  /** Unix milliseconds of each row's first sample, rising. */
  firstAt: Float64Array;
  /** Unix milliseconds of each row's last sample. */
  lastAt: Float64Array;
  /** How many of the row's samples were answered. */
  answered: Float64Array;
  /** Milliseconds that counters could be compared over. */
  elapsedMs: Float64Array;
  /** The names of all columns that may have a known value in some row. */
  columns: readonly string[];
  /** One column; `null` when no row knows it. */
  read(column: string): Cells | null;
}

/** One column of a stretch, an entry for each row. */
export interface Cells {
  /** Of a counter its increase, of a gauge the sum of its samples. */
  sum: Float64Array;
  /** Of a counter the milliseconds of that increase, of a gauge how many samples; 0 is "unknown". */
  weight: Float64Array;
  /** The smallest value of a sample: of a counter, its rate per second. */
  min: Float64Array;
  max: Float64Array;
  /** A gauge's newest value; of a counter nothing that is kept. */
  last: Float64Array;
}

/** Cells of which none is known yet. */
export const emptyCells = (rows: number): Cells => ({
  sum: new Float64Array(rows),
  weight: new Float64Array(rows),
  min: new Float64Array(rows),
  max: new Float64Array(rows),
  last: new Float64Array(rows),
});

/** The rows of a stretch from index `from` up to before `to`. */
export function sliceStretch(stretch: Stretch, from: number, to: number): Stretch {
  if (from === 0 && to === stretch.firstAt.length) return stretch;
  const cut = (values: Float64Array) => values.subarray(from, to);
  return {
    firstAt: cut(stretch.firstAt),
    lastAt: cut(stretch.lastAt),
    answered: cut(stretch.answered),
    elapsedMs: cut(stretch.elapsedMs),
    columns: stretch.columns,
    read: (column) => {
      const cells = stretch.read(column);
      if (!cells) return null;
      const { sum, weight, min, max, last } = cells;
      return { sum: cut(sum), weight: cut(weight), min: cut(min), max: cut(max), last: cut(last) };
    },
  };
}
