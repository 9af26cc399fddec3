import { formatCount, formatDuration } from '@/lib/format';
import type { ReadContext } from '../pattern';

/** A job that is worked on for longer is taken for stuck, unless people say otherwise: its worker died. */
const STUCK_SECONDS = 600;

/** A delayed job that is still where it was so long after it was due: nobody moves them. */
export const OVERDUE_MS = 60_000;

/** A job that waits for longer has been forgotten, or there are too few workers. */
const LONG_WAIT_MS = 3_600_000;

/** How long a job may be in processing, in milliseconds. */
export const stuckAfterMs = ({ settings }: Pick<ReadContext, 'settings'>): number =>
  (settings.stuckSeconds ?? STUCK_SECONDS) * 1000;

/** What is wrong with a queue, the worst first. */
export interface Troubles {
  stuck: number | null;
  /** Delayed jobs that are due, and when the first of them was. */
  overdue: number;
  overdueSince: number | null;
  oldestAt: number | null;
}

/** The first trouble as a sentence; `null` where there is none. */
export function describeTrouble(
  { stuck, overdue, overdueSince, oldestAt }: Troubles,
  context: Pick<ReadContext, 'now' | 'settings'>,
): string | null {
  const jobs = (count: number) => (count === 1 ? '1 job has' : `${formatCount(count)} jobs have`);
  const since = (at: number) => formatDuration((context.now - at) / 1000);
  if (stuck) {
    return `${jobs(stuck)} been in processing for more than ${formatDuration(stuckAfterMs(context) / 1000)}.`;
  }
  if (overdue > 0 && overdueSince !== null && context.now - overdueSince > OVERDUE_MS) {
    return `${jobs(overdue)} been due, the first for ${since(overdueSince)}, and nobody moves them.`;
  }
  if (oldestAt !== null && context.now - oldestAt > LONG_WAIT_MS) {
    return `The oldest job has waited for ${since(oldestAt)}.`;
  }
  return null;
}
