import { formatValue } from '@/lib/format';
import { runsOthers, type CommandFigures } from '@/lib/metrics/command-figures';
import { OTHER } from '@/lib/metrics/families';
import { commandWords } from '@/lib/redis/command-catalogue';

/** A command with what it did. */
type Row = CommandFigures & { command: string };

/** A share of the errors from which on they are one command's. */
const MOST = 0.5;

/**
 * Says in a sentence or two what the time of the main thread goes to, and whether calls fail.
 * @param total all commands together
 * @param rows each of them, the one that took most time first
 * @param nodes how many nodes were added up
 */
export function describeCommands(total: CommandFigures, rows: readonly Row[], nodes: number): string {
  if (total.calls === 0) return 'No application has called a command in this span.';
  const { microsecondsPerCall, mainThreadRatio } = total;
  const rate = `${formatValue(total.callsPerSecond, 'count')} calls/s`;
  // A server that counts no time (Garnet) has nothing to be shared out.
  if (total.timeRatio === null) return `${rate}. ${errorsOf(total, rows)}`.trim();
  const each = formatValue(microsecondsPerCall, 'microseconds');
  const thread = nodes > 1 ? "the busiest node's main thread" : 'the main thread';
  const first = rows.find(({ command }) => command !== OTHER);
  const most =
    first?.timeRatio == null || rows.length < 2
      ? ''
      : ` ${commandWords(first.command)} has ${formatValue(first.timeRatio, 'ratio')} of that time.`;
  // What a script runs is counted twice, so the sum is too high by as much.
  const upTo = rows.some(({ command }) => runsOthers(command)) ? 'up to ' : '';
  const busy = `${upTo}${formatValue(mainThreadRatio, 'ratio')}`;
  return `${rate} of ${each} each keep ${thread} busy for ${busy} of the time.${most} ${errorsOf(total, rows)}`.trim();
}

function errorsOf(total: CommandFigures, rows: readonly Row[]): string {
  if (total.errorRatio === null) return '';
  if (total.errorRatio === 0) return 'No call failed.';
  const errors = (row: CommandFigures) => (row.failedPerSecond ?? 0) + (row.rejectedPerSecond ?? 0);
  const worst = rows.toSorted((a, b) => errors(b) - errors(a))[0];
  const isMost = worst && worst.command !== OTHER && errors(worst) >= errors(total) * MOST;
  const whose = isMost && rows.length > 1 ? `, most of them of ${commandWords(worst.command)}` : '';
  return `${formatValue(total.errorRatio, 'ratio')} of the calls failed${whose}.`;
}
