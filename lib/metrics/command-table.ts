import { addUpCounts, figuresOf, withoutOwn, type CommandFigures } from './command-figures';
import type { NodeCommands } from './node-commands';

/** One command of the table, or all of them together. */
export interface CommandRow extends CommandFigures {
  command: string;
  /** The same of the span before; `null` where nothing is known of it. */
  before: CommandFigures | null;
}

/**
 * What every command did over a span, beside what it did over the span before.
 *
 * @param now each node over the span
 * @param before the same nodes over the span before
 * @param own whether the dashboard's own calls are counted, too
 * @returns the commands that were asked for in the span, the one that took most time first, and their sum, whose name
 *   is empty
 */
export function commandTable(
  now: readonly NodeCommands[],
  before: readonly NodeCommands[],
  own: boolean,
): { rows: CommandRow[]; total: CommandRow } {
  const present = sideOf(own ? now : now.map(appsOnly));
  const past = sideOf(own ? before : before.map(appsOnly));
  const whole = sideOf(now);
  const rowOf = (command: string, of: (side: Side) => CommandFigures): CommandRow => ({
    command,
    ...of(present),
    // How much is ours is told of what there was, also where it is counted out.
    ownRatio: of(whole).ownRatio,
    before: past.isKnown ? of(past) : null,
  });
  const commands = [...new Set(now.flatMap(({ commands }) => [...commands.keys()]))];
  return {
    rows: commands
      .map((command) => rowOf(command, (side) => side.figures(command)))
      .filter(({ calls, rejectedPerSecond }) => calls > 0 || (rejectedPerSecond ?? 0) > 0)
      .sort((a, b) => (b.timeRatio ?? 0) - (a.timeRatio ?? 0) || b.callsPerSecond - a.callsPerSecond),
    total: rowOf('', (side) => side.total),
  };
}

const appsOnly = ({ elapsedMs, commands }: NodeCommands): NodeCommands => ({
  elapsedMs,
  commands: new Map([...commands].map(([command, counts]) => [command, withoutOwn(counts)])),
});

interface Side {
  isKnown: boolean;
  figures: (command: string) => CommandFigures;
  total: CommandFigures;
}

function sideOf(nodes: readonly NodeCommands[]): Side {
  const totals = nodes.map(({ elapsedMs, commands }) => ({
    elapsedMs,
    counts: addUpCounts(commands.values()),
  }));
  const microseconds = totals.reduce((sum, { counts }) => sum + counts.microseconds, 0);
  return {
    isKnown: nodes.some(({ elapsedMs }) => elapsedMs > 0),
    figures: (command) =>
      figuresOf(
        nodes.flatMap((node) => countsOn(node, command)),
        microseconds,
      ),
    total: figuresOf(totals, microseconds),
  };
}

function countsOn({ elapsedMs, commands }: NodeCommands, command: string) {
  const counts = commands.get(command);
  return counts ? [{ elapsedMs, counts }] : [];
}

/**
 * How a figure has changed against the span before.
 * @returns the change as a share of what it was: 0.5 is half as much again; `null` where either is unknown or it was 0
 */
export function changeOf(now: number | null, before: number | null | undefined): number | null {
  return now === null || before === null || before === undefined || before === 0 ? null : now / before - 1;
}
