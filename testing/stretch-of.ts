import { keptOf, kindOfColumn, metricColumns } from '@/lib/metrics/columns';
import type { Source } from '@/lib/metrics/catalogue';
import type { Sample } from '@/lib/metrics/sample';
import { emptyCells, type Stretch } from '@/lib/metrics/stretch';

/** A sample of one source without whose it is. */
export type Row = Pick<Sample, 'at' | 'intervalMs' | 'values' | 'families'>;

/** Samples of one source of one node as the stretch that a store would give. */
export function stretchOf(source: Source, rows: readonly Row[]): Stretch {
  const at = Float64Array.from(rows, (row) => row.at);
  const kept = rows.map((row) => new Map(keptOf({ node: '', source, ...row })));
  const columns = new Set([...metricColumns(source), ...kept.flatMap((values) => [...values.keys()])]);
  return {
    firstAt: at,
    lastAt: at,
    answered: Float64Array.from(kept, (values) => Number(values.size > 0)),
    elapsedMs: Float64Array.from(rows, (row) => row.intervalMs ?? 0),
    columns: [...columns],
    read: (column) => {
      const cells = emptyCells(rows.length);
      rows.forEach(({ intervalMs }, row) => {
        const value = kept[row]!.get(column);
        if (value === undefined) return;
        const isCounter = kindOfColumn(column) === 'counter';
        const rate = isCounter ? (value * 1000) / intervalMs! : value;
        cells.sum[row] = value;
        cells.weight[row] = isCounter ? intervalMs! : 1;
        cells.min[row] = cells.max[row] = cells.last[row] = rate;
      });
      return cells;
    },
  };
}
