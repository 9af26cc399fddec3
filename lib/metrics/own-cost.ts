/** Calls and microseconds of one command since the server's start, as commandstats counts them. */
interface CommandTotals {
  calls: number;
  usec: number;
}

/** One moment's counts: our own calls by command, and the server's totals. */
export interface CostSnapshot {
  serverTimeMs: number;
  ownCalls: ReadonlyMap<string, number>;
  stats: ReadonlyMap<string, CommandTotals>;
}

/** What the dashboard causes on a node. Shares are 0…1 of the node's total over the same interval. */
export interface OwnCost {
  commandsPerSecond: number;
  microsecondsPerSecond: number;
  commandShare: number | null;
  timeShare: number | null;
}

/**
 * What our own commands cost between two moments.
 *
 * Redis does not account time by client, so each call of ours is taken at the mean time of its command in the
 * interval: exact for commands that only we send, an estimate for the others.
 *
 * @returns `null` when the counters went backwards (restart, RESETSTAT) or no time passed
 */
export function ownCost(before: CostSnapshot, after: CostSnapshot): OwnCost | null {
  const seconds = (after.serverTimeMs - before.serverTimeMs) / 1000;
  const totals = { calls: 0, usec: 0 };
  const perCall = new Map<string, number>();
  // RESETSTAT takes a command out of the list until it is called again.
  for (const command of before.stats.keys()) if (!after.stats.has(command)) return null;
  for (const [command, now] of after.stats) {
    const then = before.stats.get(command) ?? { calls: 0, usec: 0 };
    const calls = now.calls - then.calls;
    const usec = now.usec - then.usec;
    if (calls < 0 || usec < 0) return null;
    totals.calls += calls;
    totals.usec += usec;
    if (calls > 0) perCall.set(command, usec / calls);
  }
  if (seconds <= 0) return null;
  let ownCalls = 0;
  let ownUsec = 0;
  for (const [command, now] of after.ownCalls) {
    const calls = now - (before.ownCalls.get(command) ?? 0);
    ownCalls += calls;
    // Before 7.0 subcommands are counted under their container.
    ownUsec += calls * (perCall.get(command) ?? perCall.get(command.split('|')[0]!) ?? 0);
  }
  return {
    commandsPerSecond: ownCalls / seconds,
    microsecondsPerSecond: ownUsec / seconds,
    commandShare: totals.calls > 0 ? Math.min(1, ownCalls / totals.calls) : null,
    timeShare: totals.usec > 0 ? Math.min(1, ownUsec / totals.usec) : null,
  };
}
