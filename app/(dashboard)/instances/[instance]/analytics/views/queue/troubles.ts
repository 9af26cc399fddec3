import { formatCount, formatDuration } from '@/lib/format';
import type { QueueResponse } from '@/lib/patterns/queues/model';

/** Something that somebody should look at, as a sentence. */
export interface Trouble {
  severity: 'warning' | 'info';
  text: string;
  /** The lane whose jobs show it. */
  lane?: string;
}

/** A delayed job that is due for longer is moved by nobody; some libraries look but every minute or two. */
const OVERDUE_MS = { own: 60_000, library: 300_000 };

/** A job that waits for longer has been forgotten, or there are too few workers. */
const LONG_WAIT_MS = 3_600_000;

/** Lanes of jobs that wait for their time. */
const DELAYED = /delay|sched|retry|due/i;

/** What is wrong with a queue, the worst first. @param now Unix milliseconds */
export function queueTroubles(view: QueueResponse, now: number): Trouble[] {
  const since = (at: number) => formatDuration((now - at) / 1000);
  const warnings: Trouble[] = [];
  const warn = (text: string, lane?: string) => warnings.push({ severity: 'warning', text, lane });
  if (view.stuck && view.stuck.jobs > 0) {
    const { jobs, looked, of, afterSeconds } = view.stuck;
    const among = looked < of ? ` among the ${formatCount(looked)} that were looked at` : '';
    warn(
      `${have(jobs)} been in processing for more than ${formatDuration(afterSeconds)}${among}: their workers may have died.`,
      view.lanes.find(({ id }) => id === 'processing')?.id,
    );
  }
  const lost = view.lanes.find(({ id }) => id === 'lost')?.depth ?? 0;
  if (lost > 0) {
    const are = lost === 1 ? '1 job is' : `${formatCount(lost)} jobs are`;
    warn(`${are} in no lane and not finished: a worker died before it noted what it took.`, 'lost');
  }
  // What only looks like jobs need not be moved by anybody.
  const isGuess = view.source.startsWith('content');
  const patience = view.acts ? OVERDUE_MS.own : OVERDUE_MS.library;
  for (const { id, label, nextDueAt } of isGuess ? [] : view.lanes) {
    if (nextDueAt === null || !DELAYED.test(id) || now - nextDueAt <= patience) continue;
    warn(`A job in ${label} has been due for ${since(nextDueAt)}, and nobody moves it.`, id);
  }
  if (view.oldestAt !== null && now - view.oldestAt > LONG_WAIT_MS)
    warn(`The oldest job has waited for ${since(view.oldestAt)}.`);
  return view.paused === true
    ? [{ severity: 'info', text: 'The queue is paused: no worker is given a job.' }, ...warnings]
    : warnings;
}

const have = (count: number) => (count === 1 ? '1 job has' : `${formatCount(count)} jobs have`);
