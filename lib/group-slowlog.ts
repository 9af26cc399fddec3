import type { SlowlogRow } from '@/lib/schemas/slowlog';

/** Slow commands of one shape. */
export interface SlowlogGroup {
  fingerprint: string;
  count: number;
  totalUs: number;
  meanUs: number;
  maxUs: number;
  /** Of the time of all entries, 0…1. */
  share: number;
  /** Unix milliseconds. */
  firstAt: number;
  lastAt: number;
}

/** Groups slow log entries by fingerprint, the costliest first. */
export function groupSlowlog(entries: readonly SlowlogRow[]): SlowlogGroup[] {
  const all = entries.reduce((sum, { durationUs }) => sum + durationUs, 0);
  const groups = new Map<string, SlowlogRow[]>();
  for (const entry of entries) {
    const group = groups.get(entry.fingerprint);
    if (group) group.push(entry);
    else groups.set(entry.fingerprint, [entry]);
  }
  return [...groups]
    .map(([fingerprint, members]): SlowlogGroup => {
      const totalUs = members.reduce((sum, { durationUs }) => sum + durationUs, 0);
      const moments = members.map(({ at }) => at);
      return {
        fingerprint,
        count: members.length,
        totalUs,
        meanUs: totalUs / members.length,
        maxUs: Math.max(...members.map(({ durationUs }) => durationUs)),
        share: all === 0 ? 0 : totalUs / all,
        firstAt: Math.min(...moments),
        lastAt: Math.max(...moments),
      };
    })
    .sort((a, b) => b.totalUs - a.totalUs);
}
