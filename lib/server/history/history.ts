import 'server-only';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { Series } from '@/lib/metrics/series';

/** One question to the history. Times are Unix milliseconds. */
export interface HistoryQuery {
  instance: string;
  /** The nodes to add up; one of them for a node's own chart. */
  nodes: readonly string[];
  metrics: readonly MetricId[];
  from: number;
  to: number;
  /** How many points fit the chart; the grid's step follows from it. */
  points: number;
}

export interface HistoryAnswer {
  stepMs: number;
  series: Series[];
}

/** Where samples go and charts come from; the engine behind it may change. */
export interface History {
  append(instance: string, sample: Sample): void;
  mark(instance: string, marker: Marker): void;
  series(query: HistoryQuery): Promise<HistoryAnswer>;
  /** Samples newer than `after`, oldest first: what a stream that was cut off has missed. */
  since(instance: string, after: number): Sample[];
  markers(instance: string, from: number, to: number): Promise<Marker[]>;
}
