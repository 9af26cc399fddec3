import 'server-only';
import { describeMetric, isMetricId, metricsOf, type Source } from '@/lib/metrics/catalogue';
import { keptOf, kindOfColumn, metricColumns, type Kept } from '@/lib/metrics/columns';
import { ratioOf, type Sample, type Values } from '@/lib/metrics/sample';
import type { Cells, Stretch } from '@/lib/metrics/stretch';

const FIRST_CAPACITY = 256;

/** One sample as the history keeps it. */
export interface KeptSample {
  at: number;
  /** Milliseconds that the counters' increases are of. */
  intervalMs: number | null;
  values: readonly Kept[];
}

/**
 * The samples of one source of one node for a limited time, as columns of doubles: an hour at one per second
 * is 28 kB a metric, where objects would take ten times that. NaN stands for "unknown".
 */
export class SampleRing {
  private at = new Float64Array(FIRST_CAPACITY);
  private interval = new Float64Array(FIRST_CAPACITY);
  private readonly columns = new Map<string, Float64Array>();
  private start = 0;
  private length = 0;

  constructor(private readonly source: Source) {
    for (const column of metricColumns(source)) this.columns.set(column, this.unknown());
  }

  /** Takes in a sample that is newer than all that are there. */
  push({ at, intervalMs, values }: KeptSample): void {
    if (this.length === this.at.length) this.grow();
    const slot = (this.start + this.length) % this.at.length;
    this.at[slot] = at;
    this.interval[slot] = intervalMs ?? NaN;
    for (const column of this.columns.values()) column[slot] = NaN;
    for (const [name, value] of values) {
      const column = this.columns.get(name) ?? this.unknown();
      this.columns.set(name, column);
      column[slot] = value;
    }
    this.length += 1;
  }

  /** Forgets what is older than `at`. */
  dropBefore(at: number): void {
    while (this.length > 0 && this.at[this.start]! < at) {
      this.start = (this.start + 1) % this.at.length;
      this.length -= 1;
    }
  }

  /** The samples from `from` up to and with `to`. */
  stretch(from: number, to: number): Stretch {
    const slots = this.slots(from, to);
    const at = Float64Array.from(slots, (slot) => this.at[slot]!);
    return {
      firstAt: at,
      lastAt: at,
      columns: [...this.columns.keys()],
      read: (name) => this.cells(name, slots),
    };
  }

  /** Whole samples newer than `after`, without their families. */
  samplesSince(node: string, after: number): Sample[] {
    return this.slots(after + 1, Infinity).map((slot) => ({
      node,
      source: this.source,
      at: this.at[slot]!,
      intervalMs: known(this.interval[slot]),
      values: this.valuesAt(slot),
    }));
  }

  private slots(from: number, to: number): number[] {
    const slots: number[] = [];
    for (let index = 0; index < this.length; index += 1) {
      const slot = (this.start + index) % this.at.length;
      const at = this.at[slot]!;
      if (at > to) break;
      if (at >= from) slots.push(slot);
    }
    return slots;
  }

  private cells(name: string, slots: readonly number[]): Cells | null {
    const column = this.columns.get(name);
    if (!column) return null;
    const sum = Float64Array.from(slots, (slot) => known(column[slot]) ?? 0);
    const isKnown = (slot: number) => !Number.isNaN(column[slot]!);
    if (kindOfColumn(name) !== 'counter') {
      const weight = Float64Array.from(slots, (slot) => Number(isKnown(slot)));
      return { sum, weight, min: sum, max: sum, last: sum };
    }
    const weight = Float64Array.from(slots, (slot) => (isKnown(slot) ? this.interval[slot]! : 0));
    const rate = sum.map((increase, row) => (weight[row]! > 0 ? (increase * 1000) / weight[row]! : 0));
    return { sum, weight, min: rate, max: rate, last: rate };
  }

  private valuesAt(slot: number): Values {
    const values: Values = {};
    const interval = this.interval[slot]!;
    for (const [name, column] of this.columns) {
      if (!isMetricId(name)) continue;
      const value = column[slot]!;
      values[name] = known(kindOfColumn(name) === 'counter' ? (value * 1000) / interval : value);
    }
    for (const id of metricsOf(this.source)) {
      const metric = describeMetric(id);
      if (metric.kind === 'ratio') values[id] = ratioOf(metric, values);
    }
    return values;
  }

  private unknown(): Float64Array {
    return new Float64Array(this.at.length).fill(NaN);
  }

  private grow(): void {
    const grown = (column: Float64Array) => {
      const next = new Float64Array(column.length * 2).fill(NaN);
      next.set(column.subarray(this.start));
      next.set(column.subarray(0, this.start), column.length - this.start);
      return next;
    };
    for (const [name, column] of this.columns) this.columns.set(name, grown(column));
    this.interval = grown(this.interval);
    this.at = grown(this.at);
    this.start = 0;
  }
}

/** What of a sample the history keeps. */
export const keptSample = (sample: Sample): KeptSample => ({
  at: sample.at,
  intervalMs: sample.intervalMs,
  values: keptOf(sample),
});

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
