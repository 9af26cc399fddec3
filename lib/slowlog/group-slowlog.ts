import type { SlowlogGroup } from '@/lib/schemas/slowlog';

/** What of an entry is added up. */
export interface SlowlogFigure {
  node: string;
  fingerprint: string;
  /** Unix milliseconds. */
  at: number;
  /** Microseconds, or bytes in the logs of large requests and replies. */
  amount: number;
  /** Of a connection of this dashboard. */
  own: boolean;
}

/**
 * Groups slow log entries by fingerprint, the costliest first.
 * @returns a group each; `p99` by nearest rank, `share` of the sum of all, 0 where nothing took any time
 */
export function groupSlowlog(entries: Iterable<SlowlogFigure>): SlowlogGroup[] {
  const groups = new Map<string, Gathered>();
  let all = 0;
  for (const { node, fingerprint, at, amount, own } of entries) {
    all += amount;
    let group = groups.get(fingerprint);
    if (!group) {
      group = { nodes: new Set(), amounts: [], own: 0, firstAt: at, lastAt: at };
      groups.set(fingerprint, group);
    }
    group.nodes.add(node);
    group.amounts.push(amount);
    if (own) group.own += 1;
    group.firstAt = Math.min(group.firstAt, at);
    group.lastAt = Math.max(group.lastAt, at);
  }
  return [...groups]
    .map(([fingerprint, { nodes, amounts, own, firstAt, lastAt }]): SlowlogGroup => {
      const sorted = Float64Array.from(amounts).sort();
      const total = sorted.reduce((sum, amount) => sum + amount, 0);
      return {
        fingerprint,
        nodes: [...nodes].sort(),
        count: sorted.length,
        own,
        total,
        mean: total / sorted.length,
        max: sorted.at(-1)!,
        p99: sorted[Math.ceil(sorted.length * 0.99) - 1]!,
        share: all === 0 ? 0 : total / all,
        firstAt,
        lastAt,
      };
    })
    .sort((a, b) => b.total - a.total || b.count - a.count);
}

interface Gathered {
  nodes: Set<string>;
  amounts: number[];
  own: number;
  firstAt: number;
  lastAt: number;
}
