import type { CommandType } from '@/lib/redis/parse-command-flags';
import type { Info } from '@/lib/redis/parse-info';

/** What a metric is; `catalogue.ts` has them all. */

/** What a number counts; `formatValue` knows how each one reads. A `ratio` is 0…1. */
export const UNITS = [
  'bytes',
  'bytesPerSecond',
  'count',
  'perSecond',
  'ratio',
  'factor',
  'seconds',
  'microseconds',
  'state',
] as const;
export type Unit = (typeof UNITS)[number];

/** The reading that brings a metric: each has a schedule of its own in the collector, by what it costs. */
export type Source = 'info' | 'commands' | 'latency' | 'slowlog';

/** How the values of several nodes make the instance's: `null` when no honest answer exists. */
export type AcrossNodes = 'sum' | 'max' | 'min' | null;

interface Described {
  label: string;
  unit: Unit;
  source: Source;
  across: AcrossNodes;
}

/** What one reading brings; a reader looks only at what its own source filled in. */
export interface Reading {
  info: Info;
  /** Unix milliseconds by the server's own clock (INFO `server_time_usec`), by ours where it has none. */
  serverTimeMs: number;
  /** Calls and microseconds since the server's start, by type of command (source `commands`). */
  commandTotals: Record<CommandType, { calls: number; usec: number }> | null;
  /** What the slow log has counted since the server's start: its newest id + 1 (source `slowlog`). */
  slowlogTotal: number | null;
  /** Percentiles over the commands of the last interval (source `latency`), in microseconds. */
  latency: { p50Us: number | null; p99Us: number | null } | null;
  /** Microseconds of a PING there and back, as the collector saw it (source `info`). */
  roundTripUs: number | null;
}

/** A level: memory in use, clients connected. */
export interface Gauge extends Described {
  kind: 'gauge';
  read(reading: Reading): number | null;
}

/** A count since the server's start, shown as its increase per second over the interval between two readings. */
export interface Counter extends Described {
  kind: 'counter';
  read(reading: Reading): number | null;
}

/** Increases divided by increases; over a longer span the parts are summed first, never the ratios. */
export interface Ratio extends Described {
  kind: 'ratio';
  numerator: readonly string[];
  denominator: readonly string[];
}

export type Metric = Gauge | Counter | Ratio;
