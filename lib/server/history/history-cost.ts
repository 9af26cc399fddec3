import 'server-only';
import { TIERS } from '@/lib/metrics/tiers';
import type { HistoryFile } from './history-file';
import type { Track } from './track';

/** What one tier of one instance takes. */
export interface TierCost {
  /** What one row covers, in milliseconds; 0 is the head: every sample by itself. */
  stepMs: number;
  bytes: number;
  /** How many values are kept. */
  values: number;
}

/** What the history of one instance takes. */
export interface InstanceCost {
  instance: string;
  bytes: number;
  values: number;
  /** `null` while nothing is kept. */
  bytesPerValue: number | null;
  /** Unix milliseconds; `null` while nothing is kept. */
  oldestAt: number | null;
  tiers: TierCost[];
}

/** What the history costs: its bytes by instance, and the time that its writing takes. */
export interface HistoryCost {
  instances: InstanceCost[];
  /** The whole file, with all that is in it beside the history. */
  fileBytes: number;
  /** What the blocks may take. */
  limitBytes: number;
  /** Mean milliseconds to write a sample; `null` before the first. */
  writeMs: number | null;
  /** The longest that sealing has held anything else up so far, in milliseconds. */
  longestPieceMs: number;
}

/** What each instance takes, by name. */
export function costByInstance(file: HistoryFile, tracks: readonly Track[]): InstanceCost[] {
  const totals = file.blocks.totals();
  const heads = new Map(file.head.totals().map((total) => [total.instance, total]));
  const instances = [...new Set(tracks.map(({ instance }) => instance))].sort();
  return instances.map((instance) => {
    const head = heads.get(instance);
    const own = tracks.filter((track) => track.instance === instance);
    const tiers: TierCost[] = [
      {
        stepMs: 0,
        bytes: head?.bytes ?? 0,
        values: own.reduce((sum, { ring }) => sum + ring.knownValues(), 0),
      },
      ...TIERS.map(({ stepMs }, tier) => {
        const total = totals.find((row) => row.instance === instance && row.tier === tier);
        return { stepMs, bytes: total?.bytes ?? 0, values: total?.cells ?? 0 };
      }),
    ];
    const bytes = tiers.reduce((sum, tier) => sum + tier.bytes, 0);
    const values = tiers.reduce((sum, tier) => sum + tier.values, 0);
    const oldest = Math.min(...own.map((track) => track.oldestAt ?? Infinity));
    return {
      instance,
      bytes,
      values,
      bytesPerValue: values === 0 ? null : bytes / values,
      oldestAt: oldest === Infinity ? null : oldest,
      tiers,
    };
  });
}
