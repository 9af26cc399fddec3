import type { Point } from '@/lib/metrics/series';
import type { Plan } from '../plan';
import type { ThingSettings } from '../settings';
import type { Encoding } from './encoding';
import type { Grid } from './grid';

/** What reading one series may cost. */
export interface Budget {
  /** Points that are brought here at most; of more, some are chosen. */
  readings: number;
  /** Bytes that they may be, by what the first ones show. */
  bytes: number;
}

/** What is asked of a series. */
export interface Ask {
  budget: Budget;
  /** Which of several numbers: a path in JSON. */
  field?: string;
  /** Draw the values, or count what happened; by what the keys hold, if not said. */
  show?: 'values' | 'counts';
  /** Whether the name says that values are measured (`points`) or that things happen (`events`). */
  measures: boolean;
  settings: ThingSettings;
  /** The server's present in Unix milliseconds. */
  now: number;
}

/** How much of a span was read: all of it, some points of each step, or only the newest ones. */
export type Coverage = 'all' | 'sampled' | 'newest';

/** One series on a grid. */
export interface OnSteps {
  points: Point[];
  /** Points between the grid's ends; `null` where only reading them all would tell. */
  inRange: number | null;
  read: number;
  coverage: Coverage;
  gaps: number;
  /** How far apart points usually are, in milliseconds. */
  usualMs: number | null;
}

/** A key whose series is known, but not read yet: the grid follows from all of them. */
export interface Source {
  shows: 'values' | 'counts';
  /** Points in all; `null`: unknown. */
  count: number | null;
  /** The ends, in Unix milliseconds. */
  firstAt: number | null;
  lastAt: number | null;
  /** The newest value. */
  latest: number | null;
  /** How a sorted set is written; `null` for other types. */
  encoding: Encoding | null;
  /** The number that is drawn, and the others that could be. `null`: there is but one. */
  field: string | null;
  fields: string[];
  /** What the values are measured in, where somebody wrote it down. */
  unit: string | null;
  module: ModuleFacts | null;
  /** What is wrong with the way it is stored, as sentences. */
  problems: string[];
  read(grid: Grid): Plan<OnSteps>;
}

/** What only RedisTimeSeries knows. */
export interface ModuleFacts {
  retentionMs: number | null;
  memoryBytes: number | null;
  duplicatePolicy: string | null;
  labels: { name: string; value: string }[];
  rules: { key: string; bucketMs: number; aggregator: string }[];
}

/** How many readings of this length the budget allows. */
export const affordable = ({ readings, bytes }: Budget, meanBytes: number): number =>
  Math.max(50, Math.min(readings, Math.floor(bytes / Math.max(meanBytes, 1))));

/** The mean length of what was seen. */
export const meanLength = (texts: readonly string[]): number =>
  texts.length === 0 ? 1 : texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
