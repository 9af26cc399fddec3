/** What one node's history says of one command over a span: increases. */
export interface CommandCounts {
  calls: number;
  /** Time in the command itself. */
  microseconds: number;
  /** Ran and answered an error, a part of `calls`; `null` where the server does not count it (before 6.2). */
  failedCalls: number | null;
  /** Refused before it ran, no part of `calls`; `null` as well before 6.2. */
  rejectedCalls: number | null;
  /** Those of `calls` that this dashboard made; they succeeded, else they would not have been counted. */
  ownCalls: number;
}

/** What a command did over a span. Ratios are 0…1. */
export interface CommandFigures {
  calls: number;
  callsPerSecond: number;
  /** Of this span, never of the lifetime; `null` without a call, and where the server counts no time. */
  microsecondsPerCall: number | null;
  /** Time in the command by time that passed: of several nodes the busiest one's. */
  mainThreadRatio: number;
  /** Of the time of all commands on all nodes; `null` where no command took any. */
  timeRatio: number | null;
  failedPerSecond: number | null;
  rejectedPerSecond: number | null;
  /** Failed and rejected, of all that were asked for. */
  errorRatio: number | null;
  /** Share of the calls that are the dashboard's own; of a row of the table, also where those are counted out. */
  ownRatio: number;
}

/**
 * Counts the dashboard's own calls out. Redis does not account time by client, so each of them is taken at the mean
 * time of its command: exact where only we send it, an estimate elsewhere.
 */
export function withoutOwn(counts: CommandCounts): CommandCounts {
  if (counts.ownCalls <= 0) return counts;
  const rest = counts.calls - counts.ownCalls;
  // We count a call when its reply is here, the server when it has run: one on its way is not somebody else's.
  const calls = rest > 1 ? rest : 0;
  const microseconds = counts.calls > 0 ? (counts.microseconds * calls) / counts.calls : 0;
  return { ...counts, calls, microseconds, ownCalls: 0 };
}

/**
 * The figures of one command.
 * @param nodes its counts on each node, and the milliseconds that they are of
 * @param allMicroseconds the time of all commands on all nodes
 */
export function figuresOf(
  nodes: readonly { counts: CommandCounts; elapsedMs: number }[],
  allMicroseconds: number,
): CommandFigures {
  const known = nodes.filter(({ elapsedMs }) => elapsedMs > 0);
  const sum = (read: (counts: CommandCounts) => number) =>
    known.reduce((total, { counts }) => total + read(counts), 0);
  const perSecond = (part: keyof CommandCounts) =>
    known.reduce((rate, { counts, elapsedMs }) => rate + ((counts[part] ?? 0) * 1000) / elapsedMs, 0);
  const tells = (part: keyof CommandCounts) => known.some(({ counts }) => counts[part] !== null);
  const calls = sum((counts) => counts.calls);
  const microseconds = sum((counts) => counts.microseconds);
  const rejected = sum((counts) => counts.rejectedCalls ?? 0);
  const errors = sum((counts) => counts.failedCalls ?? 0) + rejected;
  const tellsErrors = tells('failedCalls') || tells('rejectedCalls');
  return {
    calls,
    callsPerSecond: perSecond('calls'),
    microsecondsPerCall: calls > 0 && allMicroseconds > 0 ? microseconds / calls : null,
    mainThreadRatio: Math.max(
      0,
      ...known.map(({ counts, elapsedMs }) => counts.microseconds / (elapsedMs * 1000)),
    ),
    timeRatio: allMicroseconds > 0 ? microseconds / allMicroseconds : null,
    failedPerSecond: tells('failedCalls') ? perSecond('failedCalls') : null,
    rejectedPerSecond: tells('rejectedCalls') ? perSecond('rejectedCalls') : null,
    errorRatio: tellsErrors && calls + rejected > 0 ? errors / (calls + rejected) : null,
    ownRatio: calls > 0 ? Math.min(1, sum((counts) => counts.ownCalls) / calls) : 0,
  };
}

/** Whether commands run within it: Redis counts their time as its own and as theirs. */
export const runsOthers = (command: string): boolean => /^(?:exec|evalsha|eval|fcall)(?:_ro)?$/.test(command);

/** Counts added up; what none of them tells stays unknown. */
export function addUpCounts(all: Iterable<CommandCounts>): CommandCounts {
  const total: CommandCounts = {
    ...{ calls: 0, microseconds: 0, failedCalls: null, rejectedCalls: null, ownCalls: 0 },
  };
  const plus = (a: number | null, b: number | null) => (b === null ? a : (a ?? 0) + b);
  for (const counts of all) {
    total.calls += counts.calls;
    total.microseconds += counts.microseconds;
    total.failedCalls = plus(total.failedCalls, counts.failedCalls);
    total.rejectedCalls = plus(total.rejectedCalls, counts.rejectedCalls);
    total.ownCalls += counts.ownCalls;
  }
  return total;
}
