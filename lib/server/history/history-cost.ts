import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { HistoryFile } from './history-file';
import type { Track } from './track';

/** What one tier of one instance takes. */
export interface TierCost {
  /** What one value covers, in milliseconds; 0 is the head: every sample by itself. */
  stepMs: number;
  /** How long it is kept, in milliseconds; `null` is the head: until it is sealed. */
  keepMs: number | null;
  bytes: number;
  /** How many values are kept. */
  values: number;
  /** Unix milliseconds; `null` while nothing is kept. */
  oldestAt: number | null;
}

/** What the history of one instance costs, from the head to the coarsest tier. */
export interface HistoryCost {
  tiers: TierCost[];
  /** The sealed blocks of all instances together. */
  allBytes: number;
  /** What those may take. */
  limitBytes: number;
  /** Mean milliseconds to write a sample; `null` before the first. */
  writeMs: number | null;
  /** The longest that sealing has held anything else up so far, in milliseconds. */
  longestPieceMs: number;
}

/**
 * What is kept of one instance.
 * @param tracks those of the instance
 */
export function tierCosts(file: HistoryFile, instance: string, tracks: readonly Track[]): TierCost[] {
  const totals = file.blocks.totals(instance);
  const head: TierCost = {
    stepMs: 0,
    keepMs: null,
    bytes: file.head.bytes(instance),
    values: tracks.reduce((sum, { ring }) => sum + ring.knownValues(), 0),
    oldestAt: oldestOf(tracks.map(({ ring }) => ring.oldestAt)),
  };
  const sealed = TIERS.map(({ stepMs, keepMs }, tier): TierCost => {
    const { bytes, cells } = totals.find((total) => total.tier === tier) ?? { bytes: 0, cells: 0 };
    const oldestAt = oldestOf(tracks.map((track) => track.sealed[tier]?.firstAt ?? null));
    return { stepMs, keepMs, bytes, values: cells, oldestAt };
  });
  return [head, ...sealed];
}

/** The oldest of some moments; `null` of none. */
export function oldestOf(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
