import 'server-only';
import { metricsOf, type MetricId, type Source } from '@/lib/metrics/catalogue';
import type { Sample, Values } from '@/lib/metrics/sample';
import type { Row } from '@/lib/metrics/series';

const FIRST_CAPACITY = 256;

/**
 * The samples of one source of one node for a limited time, as columns of doubles: an hour at one per second
 * is 28 kB a metric, where objects would take ten times that. NaN stands for "unknown".
 */
export class SampleRing {
  private readonly metrics: MetricId[];
  private at = new Float64Array(FIRST_CAPACITY);
  private interval = new Float64Array(FIRST_CAPACITY);
  private columns: Map<MetricId, Float64Array>;
  private start = 0;
  private length = 0;

  /** @param keepMs how long a sample stays, in milliseconds */
  constructor(
    private readonly source: Source,
    private readonly keepMs: number,
  ) {
    this.metrics = metricsOf(source);
    this.columns = new Map(this.metrics.map((metric) => [metric, new Float64Array(FIRST_CAPACITY)]));
  }

  push(sample: Sample): void {
    this.dropBefore(sample.at - this.keepMs);
    if (this.length === this.at.length) this.grow();
    const slot = (this.start + this.length) % this.at.length;
    this.at[slot] = sample.at;
    this.interval[slot] = sample.intervalMs ?? NaN;
    for (const [metric, column] of this.columns) column[slot] = sample.values[metric] ?? NaN;
    this.length += 1;
  }

  /** The rows of a span, oldest first, with only the metrics that are asked for. */
  *rows(metrics: readonly MetricId[], from: number, to: number): Generator<Row> {
    for (let index = 0; index < this.length; index += 1) {
      const slot = (this.start + index) % this.at.length;
      const at = this.at[slot]!;
      if (at < from) continue;
      if (at > to) return;
      yield { at, intervalMs: known(this.interval[slot]), values: this.valuesAt(slot, metrics) };
    }
  }

  /** Whole samples newer than `after`. */
  samplesSince(node: string, after: number): Sample[] {
    const rows = this.rows(this.metrics, after + 1, Infinity);
    return [...rows].map((row) => ({ node, source: this.source, ...row }));
  }

  private valuesAt(slot: number, metrics: readonly MetricId[]): Values {
    const values: Values = {};
    for (const metric of metrics) values[metric] = known(this.columns.get(metric)?.[slot]);
    return values;
  }

  private dropBefore(at: number): void {
    while (this.length > 0 && this.at[this.start]! < at) {
      this.start = (this.start + 1) % this.at.length;
      this.length -= 1;
    }
  }

  private grow(): void {
    const grown = (column: Float64Array) => {
      const next = new Float64Array(column.length * 2);
      next.set(column.subarray(this.start));
      next.set(column.subarray(0, this.start), column.length - this.start);
      return next;
    };
    this.columns = new Map([...this.columns].map(([metric, column]) => [metric, grown(column)]));
    this.interval = grown(this.interval);
    this.at = grown(this.at);
    this.start = 0;
  }
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
