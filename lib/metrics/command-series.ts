import type { CommandPart } from './node-commands';
import { addPoints, dividePoints, mapPoints, scalePoints } from './point-arithmetic';
import type { Point } from './series';

/** What the families of commands tell of one command on the grid of a chart, nodes added up; per second. */
export type CommandPoints = Record<CommandPart, readonly Point[]>;

/** One layer of the charts that stack commands. */
export interface CommandLayer {
  /** `null`: all others together. */
  command: string | null;
  callsPerSecond: Point[];
  /** Time in it by time that passed; of several nodes the mean. */
  mainThreadRatio: Point[];
}

/** The history of one command. */
export interface CommandHistory {
  callsPerSecond: Point[];
  microsecondsPerCall: Point[];
  mainThreadRatio: Point[];
  errorsPerSecond: Point[];
}

const MICROSECONDS = 1_000_000;

/** Lays the families of commands side by side, command by command; what one of them lacks has no points. */
export function commandPoints(
  families: Record<CommandPart, { series: readonly { label: string; points: readonly Point[] }[] }>,
): Map<string, CommandPoints> {
  const all = new Map<string, CommandPoints>();
  for (const [part, { series }] of Object.entries(families))
    for (const { label, points } of series)
      all.set(label, { ...(all.get(label) ?? NO_POINTS), [part]: points });
  return all;
}

const NO_POINTS: CommandPoints = {
  ...{ calls: [], microseconds: [], failedCalls: [], rejectedCalls: [], ownCalls: [] },
};

/**
 * Counts the dashboard's own calls out of a command's points, as `withoutOwn` does of its counts: each of them at the
 * mean time of the command in that step.
 */
export function pointsWithoutOwn(points: CommandPoints): CommandPoints {
  if (points.ownCalls.length === 0) return points;
  const own = new Map(points.ownCalls.map(([at, value]) => [at, value ?? 0]));
  const calls = new Map(points.calls.map(([at, value]) => [at, value ?? 0]));
  const share = (at: number) => Math.min(1, (own.get(at) ?? 0) / (calls.get(at) || 1));
  const rest = (each: readonly Point[]) => mapPoints(each, (value, at) => value * (1 - share(at)));
  return { ...points, calls: rest(points.calls), microseconds: rest(points.microseconds), ownCalls: [] };
}

/**
 * The layers of the charts that stack commands.
 *
 * @param points of every command
 * @param named the commands that have a layer of their own, in the order of the stack
 * @param nodes how many nodes' points were added up
 */
export function commandLayers(
  points: ReadonlyMap<string, CommandPoints>,
  named: readonly string[],
  nodes: number,
): CommandLayer[] {
  const layerOf = (command: string | null, parts: readonly CommandPoints[]): CommandLayer => ({
    command,
    callsPerSecond: addPoints(parts.map(({ calls }) => calls)),
    mainThreadRatio: scalePoints(
      addPoints(parts.map(({ microseconds }) => microseconds)),
      1 / MICROSECONDS / nodes,
    ),
  });
  const others = [...points].flatMap(([command, each]) => (named.includes(command) ? [] : [each]));
  const layers = named.flatMap((command) => {
    const each = points.get(command);
    return each ? [layerOf(command, [each])] : [];
  });
  return others.length === 0 ? layers : [...layers, layerOf(null, others)];
}

/** @param nodes how many nodes' points were added up */
export function commandHistory(points: CommandPoints, nodes: number): CommandHistory {
  const { calls, microseconds, failedCalls, rejectedCalls } = points;
  return {
    callsPerSecond: [...calls],
    microsecondsPerCall: dividePoints(microseconds, calls),
    mainThreadRatio: scalePoints(microseconds, 1 / MICROSECONDS / nodes),
    errorsPerSecond: addPoints([failedCalls, rejectedCalls]),
  };
}
