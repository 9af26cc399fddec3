import { emptyCells, type Cells, type Stretch } from './stretch';

/**
 * Reduces rows to one per step: sums and weights add up, the smallest and the largest stay, and of a gauge the newest.
 *
 * @param stretches the rows, oldest first
 * @param stepMs the step, a multiple of theirs
 * @returns a stretch whose columns are worked out when they are read
 */
export function rollUp(stretches: readonly Stretch[], stepMs: number): Stretch {
  const targets = stretches.map(({ firstAt }) => new Int32Array(firstAt.length));
  let rows = 0;
  let step = NaN;
  stretches.forEach(({ firstAt }, index) => {
    firstAt.forEach((at, row) => {
      const own = Math.floor(at / stepMs);
      if (own !== step) rows += 1;
      step = own;
      targets[index]![row] = rows - 1;
    });
  });

  const firstAt = new Float64Array(rows).fill(Infinity);
  const lastAt = new Float64Array(rows);
  const answered = new Float64Array(rows);
  const elapsedMs = new Float64Array(rows);
  stretches.forEach((stretch, index) => {
    targets[index]!.forEach((target, row) => {
      firstAt[target] = Math.min(firstAt[target]!, stretch.firstAt[row]!);
      lastAt[target] = stretch.lastAt[row]!;
      answered[target]! += stretch.answered[row]!;
      elapsedMs[target]! += stretch.elapsedMs[row]!;
    });
  });

  const columns = [...new Set(stretches.flatMap((stretch) => stretch.columns))];
  const read = (column: string): Cells | null => {
    const into = emptyCells(rows);
    let isKnown = false;
    stretches.forEach((stretch, index) => {
      const cells = stretch.read(column);
      if (cells && merge(cells, targets[index]!, into)) isKnown = true;
    });
    return isKnown ? into : null;
  };
  return { firstAt, lastAt, answered, elapsedMs, columns, read };
}

/** @returns whether any row was known */
function merge(cells: Cells, targets: Int32Array, into: Cells): boolean {
  let isKnown = false;
  for (let row = 0; row < targets.length; row += 1) {
    const weight = cells.weight[row]!;
    if (weight === 0) continue;
    isKnown = true;
    const target = targets[row]!;
    const isFirst = into.weight[target] === 0;
    const [min, max] = [cells.min[row]!, cells.max[row]!];
    if (isFirst || min < into.min[target]!) into.min[target] = min;
    if (isFirst || max > into.max[target]!) into.max[target] = max;
    into.sum[target]! += cells.sum[row]!;
    into.weight[target]! += weight;
    into.last[target] = cells.last[row]!;
  }
  return isKnown;
}
