import type { CommandCounts } from './command-figures';

/** What the history knows of the commands of one node over a span. */
export interface NodeCommands {
  /** How much of the span is known; 0 where nothing is. */
  elapsedMs: number;
  /** By command as commandstats names it. */
  commands: ReadonlyMap<string, CommandCounts>;
}

/** One label of a family over a span, as the history answers it. */
export interface LabelledIncrease {
  label: string;
  increase: number | null;
  elapsedMs: number;
}

/** The families of commands, by what they count. */
export type CommandPart = keyof CommandCounts;

/**
 * Lays the families of one node side by side.
 *
 * A command's own series begins when it is first used, so the time that its increase is of is the node's, which is the
 * longest of all: what was called once in the last second of an hour was called once an hour.
 */
export function nodeCommands(
  families: Record<CommandPart, { series: readonly LabelledIncrease[] }>,
): NodeCommands {
  const increases = (part: CommandPart) =>
    new Map(families[part].series.map(({ label, increase }) => [label, increase] as const));
  const microseconds = increases('microseconds');
  const failedCalls = increases('failedCalls');
  const rejectedCalls = increases('rejectedCalls');
  const ownCalls = increases('ownCalls');
  const commands = new Map<string, CommandCounts>();
  for (const { label, increase } of families.calls.series) {
    if (increase === null) continue;
    commands.set(label, {
      calls: increase,
      microseconds: microseconds.get(label) ?? 0,
      failedCalls: failedCalls.get(label) ?? null,
      rejectedCalls: rejectedCalls.get(label) ?? null,
      ownCalls: ownCalls.get(label) ?? 0,
    });
  }
  return { elapsedMs: Math.max(0, ...families.calls.series.map(({ elapsedMs }) => elapsedMs)), commands };
}
