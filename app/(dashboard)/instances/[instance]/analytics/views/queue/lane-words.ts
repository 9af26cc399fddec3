import { formatCount, formatWholeSeconds } from '@/lib/format';
import type { QueueLane } from '@/lib/patterns/queues/model';

/** Libraries name their lanes in lower case. */
export const laneLabel = ({ label }: QueueLane): string => label.charAt(0).toUpperCase() + label.slice(1);

/** How many jobs a lane holds; what was not counted to the end, with a sign. */
export const laneDepth = ({ depth, exact }: QueueLane): string =>
  `${exact === false ? '≈ ' : ''}${formatCount(depth)}`;

/** The age that matters of a lane: of its oldest job, or when its next one is due. @param now Unix milliseconds */
export function laneAge({ id, oldestAt, nextDueAt }: QueueLane, now: number): string | null {
  const span = (ms: number) => formatWholeSeconds(Math.max(0, Math.floor(ms / 1000)));
  if (nextDueAt !== null)
    return nextDueAt > now ? `next in ${span(nextDueAt - now)}` : `due for ${span(now - nextDueAt)}`;
  if (oldestAt === null) return null;
  return `${id === 'processing' ? 'longest' : 'oldest'} ${span(now - oldestAt)}`;
}
