import 'server-only';
import { describeMetric, isMetricId, metricsOf, type Source } from '@/lib/metrics/catalogue';
import { keptOf, kindOfColumn, metricColumns, type Kept } from '@/lib/metrics/columns';
import { ratioOf, type Sample, type Values } from '@/lib/metrics/sample';
import type { Cells, Stretch } from '@/lib/metrics/stretch';

const FIRST_CAPACITY = 256;

/** One sample as the history keeps it. */
export interface KeptSample {
  at: number;
  /** Milliseconds that the counters' increases are of, in thousandths at most. */
  intervalMs: number | null;
  /** Whether the poll succeeded: of one that failed nothing is known. */
  answered: boolean;
  values: readonly Kept[];
}

/** What of a sample the history keeps. */
export const keptSample = (sample: Sample): KeptSample => ({
  at: sample.at,
  intervalMs: sample.intervalMs === null ? null : Math.round(sample.intervalMs * 1000) / 1000,
  answered: Object.keys(sample.values).length > 0,
  values: keptOf(sample),
});

/**
 * The newest samples of one source of one node in memory, as columns of doubles: an hour at one per second
 * is 28 kB a metric, where objects would take ten times that. NaN stands for "unknown". Samples are counted through
 * from the first one on, so a stretch stays valid while others are added.
 */
export class SampleRing {
  private at = new Float64Array(FIRST_CAPACITY);
  private interval = new Float64Array(FIRST_CAPACITY);
  private answered = new Float64Array(FIRST_CAPACITY);
  private readonly columns = new Map<string, Float64Array>();
  /** The number of the oldest sample that is there, and of the next one. */
  private first = 0;
  private next = 0;

  constructor(private readonly source: Source) {
    for (const column of metricColumns(source)) this.columns.set(column, this.unknown());
  }

  /** Unix milliseconds of the newest sample; `null` when there is none. */
  get newestAt(): number | null {
    return this.first === this.next ? null : this.at[this.slot(this.next - 1)]!;
  }

  /** Unix milliseconds of the oldest sample; `null` when there is none. */
  get oldestAt(): number | null {
    return this.first === this.next ? null : this.at[this.slot(this.first)]!;
  }

  /** How many values are known in it. */
  knownValues(): number {
    let known = 0;
    for (const column of this.columns.values())
      for (let number = this.first; number < this.next; number += 1)
        if (!Number.isNaN(column[this.slot(number)]!)) known += 1;
    return known;
  }

  /** Takes in a sample that is newer than all that are there. */
  push({ at, intervalMs, answered, values }: KeptSample): void {
    if (this.next - this.first === this.at.length) this.grow();
    const slot = this.slot(this.next);
    this.at[slot] = at;
    this.interval[slot] = intervalMs ?? 0;
    this.answered[slot] = Number(answered);
    for (const column of this.columns.values()) column[slot] = NaN;
    for (const [name, value] of values) {
      const column = this.columns.get(name) ?? this.unknown();
      this.columns.set(name, column);
      column[slot] = value;
    }
    this.next += 1;
  }

  /** Forgets what is older than `at`. */
  dropBefore(at: number): void {
    this.first = this.numberAt(at);
  }

  /** The samples from `from` up to and with `to`. */
  stretch(from: number, to: number): Stretch {
    const numbers = { from: this.numberAt(from), to: this.numberAt(to + 1) };
    const copy = (column: Float64Array) => this.copy(column, numbers.from, numbers.to);
    const at = copy(this.at);
    const elapsedMs = copy(this.interval);
    return {
      firstAt: at,
      lastAt: at,
      answered: copy(this.answered),
      elapsedMs,
      columns: [...this.columns.keys()],
      read: (name) => {
        const column = this.columns.get(name);
        return column ? this.cells(name, this.copy(column, numbers.from, numbers.to), elapsedMs) : null;
      },
    };
  }

  /**
   * Goes over the samples after `from` up to and with `to`, oldest first, without copying them.
   * @param visit `values` is of those columns, NaN where unknown, and is used again for the next sample
   */
  visit(
    columns: readonly string[],
    from: number,
    to: number,
    visit: (values: Float64Array, intervalMs: number) => void,
  ): void {
    const read = columns.map((name) => this.columns.get(name));
    const values = new Float64Array(columns.length).fill(NaN);
    const start = this.numberAt(from + 1);
    let slot = this.slot(start);
    for (let left = this.numberAt(to + 1) - start; left > 0; left -= 1) {
      for (let column = 0; column < read.length; column += 1) {
        const cells = read[column];
        if (cells) values[column] = cells[slot]!;
      }
      visit(values, this.interval[slot]!);
      slot = slot + 1 === this.at.length ? 0 : slot + 1;
    }
  }

  /** Whole samples newer than `after`, without their families. */
  samplesSince(node: string, after: number): Sample[] {
    const samples: Sample[] = [];
    for (let number = this.numberAt(after + 1); number < this.next; number += 1) {
      const slot = this.slot(number);
      const isAnswered = this.answered[slot] === 1;
      samples.push({
        node,
        source: this.source,
        at: this.at[slot]!,
        intervalMs: this.interval[slot] || null,
        values: isAnswered ? this.valuesAt(slot) : {},
      });
    }
    return samples;
  }

  /** The number of the first sample that is not older than `at`. */
  private numberAt(at: number): number {
    let [low, high] = [this.first, this.next];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.at[this.slot(middle)]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private slot(number: number): number {
    return number % this.at.length;
  }

  private copy(column: Float64Array, from: number, to: number): Float64Array {
    const values = new Float64Array(to - from);
    for (let number = from; number < to; number += 1) values[number - from] = column[this.slot(number)]!;
    return values;
  }

  /** @param values a copy, which becomes part of the answer */
  private cells(name: string, values: Float64Array, elapsedMs: Float64Array): Cells {
    const isCounter = kindOfColumn(name) === 'counter';
    const weight = new Float64Array(values.length);
    const rate = isCounter ? new Float64Array(values.length) : values;
    // A chart reads thousands of rows, and a function for each row takes most of its time.
    for (let row = 0; row < values.length; row += 1) {
      if (Number.isNaN(values[row]!)) values[row] = 0;
      else weight[row] = isCounter ? elapsedMs[row]! : 1;
      if (isCounter && weight[row]! > 0) rate[row] = (values[row]! * 1000) / weight[row]!;
    }
    return { sum: values, weight, min: rate, max: rate, last: rate };
  }

  private valuesAt(slot: number): Values {
    const values: Values = {};
    const interval = this.interval[slot]!;
    for (const [name, column] of this.columns) {
      if (!isMetricId(name)) continue;
      const value = column[slot]!;
      const isKnown = !Number.isNaN(value);
      values[name] = isKnown ? (kindOfColumn(name) === 'counter' ? (value * 1000) / interval : value) : null;
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

  /** Twice the room: each sample finds its new place by its number. */
  private grow(): void {
    const grown = (column: Float64Array) => {
      const wider = new Float64Array(column.length * 2).fill(NaN);
      for (let number = this.first; number < this.next; number += 1)
        wider[number % wider.length] = column[number % column.length]!;
      return wider;
    };
    for (const [name, column] of this.columns) this.columns.set(name, grown(column));
    this.interval = grown(this.interval);
    this.answered = grown(this.answered);
    this.at = grown(this.at);
  }
}
