import type { Source, Unit } from './catalogue';

/**
 * Every family, described once: one metric with labels, of which a node has as many series as there are labels in
 * use. Their number is bounded where they are read (`FamilyReader`), what is beyond it is summed under `OTHER`.
 */

interface Described {
  label: string;
  unit: Unit;
  source: Source;
  /** What a label names. */
  labels: 'command' | 'upperMicroseconds' | 'database';
  /** A counter is the increase of the interval; a gauge is as it is. */
  kind: 'counter' | 'gauge';
  /** Nodes add up label by label. */
  across: 'sum';
}

const ofCommands = (label: string, unit: Unit = 'perSecond'): Described => ({
  label,
  unit,
  source: 'commands',
  labels: 'command',
  kind: 'counter',
  across: 'sum',
});

const ofDatabases = (label: string): Described => ({
  label,
  unit: 'count',
  source: 'info',
  labels: 'database',
  kind: 'gauge',
  across: 'sum',
});

export const FAMILIES = {
  // By command as commandstats names it (`get`, `client|list`)
  commandCalls: ofCommands('Calls'),
  commandMicroseconds: ofCommands('Time in commands', 'microseconds'),
  commandFailedCalls: ofCommands('Failed calls'),
  commandRejectedCalls: ofCommands('Rejected calls'),
  // Those of `commandCalls` that are the dashboard's; a command that it never called is missing
  commandOwnCalls: ofCommands('Own calls'),

  // All commands together, by the bucket's upper bound in microseconds as LATENCY HISTOGRAM names it; not cumulative
  latencyBucketCalls: {
    label: 'Calls by time taken',
    unit: 'perSecond',
    source: 'latency',
    labels: 'upperMicroseconds',
    kind: 'counter',
    across: 'sum',
  },

  // By number of the logical database
  databaseKeys: ofDatabases('Keys'),
  databaseExpiringKeys: ofDatabases('Keys with TTL'),
} satisfies Record<string, Described>;

export type FamilyId = keyof typeof FAMILIES;
export type Family = Described;

/** Values by label: counters as the increase of the interval, gauges as they are; `null` is unknown. */
export type LabelledValues = Record<string, number | null>;

/** What one sample has of each family of its source; a family that the server does not say is missing. */
export type Families = Partial<Record<FamilyId, LabelledValues>>;

/** The label under which a family sums what it does not keep apart. */
export const OTHER = 'other';

/** The ids in the order of the catalogue. */
export const FAMILY_IDS = Object.keys(FAMILIES) as FamilyId[];

/** The entry of one family. */
export const describeFamily = (id: FamilyId): Family => FAMILIES[id];

/** Whether a word from a URL names a family. */
export const isFamilyId = (word: string): word is FamilyId => Object.hasOwn(FAMILIES, word);
