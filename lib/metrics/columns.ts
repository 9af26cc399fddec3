import { describeMetric, isMetricId, metricsOf, type Source } from './catalogue';
import { describeFamily, isFamilyId, type FamilyId } from './families';
import type { Sample } from './sample';

/**
 * What the history keeps is columns: those of the metrics, under their ids, and one for each label of a family. Ratios
 * have none; their parts have.
 */

/** The column of one label of a family; ids of metrics have no slash. */
export const columnOf = (family: FamilyId, label: string): string => `${family}/${label}`;

/** The label of a column of that family; `null` of another column. */
export function labelOf(family: FamilyId, column: string): string | null {
  return column.startsWith(`${family}/`) ? column.slice(family.length + 1) : null;
}

/** The columns that every sample of a source may have, in the order of the catalogue. */
export const metricColumns = (source: Source): string[] =>
  metricsOf(source).filter((id) => describeMetric(id).kind !== 'ratio');

/**
 * How a column adds up over time: a counter by its increases, a gauge by its samples.
 * @returns `null` of a column that this version does not know: a metric that was given up
 */
export function kindOfColumn(column: string): 'counter' | 'gauge' | null {
  if (isMetricId(column)) {
    const { kind } = describeMetric(column);
    return kind === 'ratio' ? null : kind;
  }
  const family = column.split('/', 1)[0]!;
  return column.includes('/') && isFamilyId(family) ? describeFamily(family).kind : null;
}

/** One value to keep: a counter as its increase over the sample's interval, a gauge as it is. */
export type Kept = [column: string, value: number];

/** What of a sample is kept: every value that is known. */
export function keptOf(sample: Sample): Kept[] {
  const kept: Kept[] = [];
  for (const column of metricColumns(sample.source)) {
    const value = isMetricId(column) ? sample.values[column] : undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const isCounter = kindOfColumn(column) === 'counter';
    if (!isCounter) kept.push([column, value]);
    else if (sample.intervalMs !== null) kept.push([column, increaseOf(value, sample.intervalMs)]);
  }
  for (const [family, values] of Object.entries(sample.families ?? {}) as [
    FamilyId,
    Record<string, number | null>,
  ][]) {
    if (describeFamily(family).kind === 'counter' && sample.intervalMs === null) continue;
    for (const [label, value] of Object.entries(values))
      if (value !== null) kept.push([columnOf(family, label), value]);
  }
  return kept;
}

/**
 * The increase that a rate is of. Redis counts in whole numbers, and CPU time in millionths of a second: rounding to
 * those takes away what the division left.
 */
export const increaseOf = (perSecond: number, intervalMs: number): number =>
  Math.round(perSecond * intervalMs * 1000) / 1_000_000;
