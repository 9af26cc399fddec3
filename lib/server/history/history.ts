import 'server-only';
import type { Window } from '@/lib/advisor/rule';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { FamilyId } from '@/lib/metrics/families';
import type { Marker } from '@/lib/metrics/markers';
import type { Sample } from '@/lib/metrics/sample';
import type { Point, Series } from '@/lib/metrics/series';
import type { HistoryCost } from './history-cost';

/** Whose past, which span of it and how finely. Times are Unix milliseconds. */
export interface HistorySpan {
  instance: string;
  /** The nodes to add up; one of them for a node's own chart. */
  nodes: readonly string[];
  from: number;
  to: number;
  /** How many points fit the chart; the grid's step follows from it. */
  points: number;
}

/** One question about metrics. */
export interface HistoryQuery extends HistorySpan {
  metrics: readonly MetricId[];
}

export interface HistoryAnswer {
  stepMs: number;
  series: Series[];
}

/** One question about a family. */
export interface FamilyQuery extends HistorySpan {
  family: FamilyId;
  /** Only these; all by default. */
  labels?: readonly string[];
}

/** What one label of a family was over a span. */
export interface LabelSeries {
  label: string;
  /** Counters per second. */
  points: Point[];
  /** What a counter rose by in the whole span, as far as it is known; `null` of a gauge, or where nothing is known. */
  increase: number | null;
  /** The milliseconds of that increase; of several nodes those of the longest watched. */
  elapsedMs: number;
}

export interface FamilyAnswer {
  stepMs: number;
  /** By label, in the order of the labels' names. */
  series: LabelSeries[];
}

/** Where samples go and charts come from; the engine behind it may change. */
export interface History {
  /** Begins to seal and to delete what is old, now and then. */
  start(): void;
  stop(): void;
  append(instance: string, sample: Sample): void;
  mark(instance: string, marker: Marker): void;
  series(query: HistoryQuery): Promise<HistoryAnswer>;
  family(query: FamilyQuery): Promise<FamilyAnswer>;
  /** Samples newer than `after`, oldest first: what a stream that was cut off has missed. */
  since(instance: string, after: number): Sample[];
  /**
   * What a metric of a node was after `from` up to and with `to`, as far as memory reaches back: at least a quarter of
   * an hour. Asked by every rule every few seconds, so it reads no file and no network.
   */
  window(instance: string, node: string, metric: MetricId, from: number, to: number): Window | null;
  markers(instance: string, from: number, to: number): Promise<Marker[]>;
  /** What is kept of one instance, and what keeping it costs. */
  cost(instance: string): HistoryCost;
  /** Deletes all that is kept of one instance. */
  forget(instance: string): Promise<void>;
}
