import type { KeptConnection, Watch } from '@/lib/client-history/kept-connection';

/** A connection as it really was, Unix milliseconds; `closedAt` left out: it still is. */
export interface TrueConnection extends Partial<KeptConnection> {
  openedAt: number;
  closedAt?: number;
}

/**
 * What readings of one node leave of connections whose truth is known: those that none of them saw are missing.
 * @param readings moments in order of time, Unix milliseconds
 */
export function recordClients(
  lives: readonly TrueConnection[],
  readings: readonly number[],
): KeptConnection[] {
  return lives.flatMap(({ openedAt, closedAt = Infinity, ...more }, index): KeptConnection[] => {
    const seen = readings.filter((at) => at >= openedAt && at < closedAt);
    if (seen.length === 0) return [];
    const goneAt = readings.find((at) => at >= closedAt) ?? null;
    return [
      {
        ...{ node: 'a:6379', client: index + 1, addr: `10.0.0.1:${40_000 + index}`, name: '', user: 'app' },
        ...{ libName: null, libVersion: null, kind: 'normal', own: false },
        connectedAt: openedAt,
        seenAt: seen[0]!,
        lastSeenAt: goneAt === null ? null : seen.at(-1)!,
        goneAt,
        ...more,
      },
    ];
  });
}

/** A watch of that node without a pause. */
export const watchOf = (readings: readonly number[], node = 'a:6379'): Watch => ({
  node,
  from: readings[0]!,
  to: readings.at(-1)!,
  everyMs: 60_000,
});

/** Readings once a minute from one moment to another, both included. */
export const everyMinute = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / 60_000) + 1 }, (_, index) => from + index * 60_000);
