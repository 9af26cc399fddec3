import { isLibraryQueue, readLibraryQueue, summariseLibraryQueue } from '../library-queues/libraries';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import type { Plan } from '../plan';
import { jobQueueKeysOf } from './keys';
import { lanesOf } from './lanes';
import { queues } from './layouts';
import { queueQuery, queueResponse, type QueueQuery, type QueueResponse } from './model';
import { queueHistory } from './past';
import { readJobQueue, readJobQueueState } from './read-job-queue';
import { least, readLanes, readLaneStates } from './read-lanes';
import { describeTrouble } from './stuck';

/** A queue of the documents, or what looks like one: its lanes, the jobs of one of them, one job. */
export const queueView = defineView({ query: queueQuery, response: queueResponse, read: readQueue });

/** A card's queue looks at so few of the jobs in processing. */
const FEW = 100;

/**
 * What only looks like a queue is not changed: nobody knows whose it is, or what would follow. Nor is a library's,
 * which counts on nobody else touching it.
 */
export const mayAct = (thing: Thing): boolean =>
  !thing.family.endsWith('-by-content') && !isLibraryQueue(thing);

/** The page of any queue. */
export function* readQueue(thing: Thing, query: QueueQuery, context: ReadContext): Plan<QueueResponse> {
  const page = yield* readPresent(thing, query, context);
  return { ...page, history: queueHistory(thing, page.lanes, context) };
}

function* readPresent(thing: Thing, query: QueueQuery, context: ReadContext): Plan<QueueResponse> {
  if (isLibraryQueue(thing)) return yield* readLibraryQueue(thing, query, context);
  const keys = jobQueueKeysOf(thing);
  const read = keys ? readJobQueue(keys, query, context) : readLanes(thing, query, context);
  const source = queues.find(({ id }) => id === thing.family)?.source ?? 'described here';
  return { source, acts: mayAct(thing), ...(yield* read) };
}

/** Jobs that wait, and what is wrong with those that do not move. */
export function* summariseQueue(thing: Thing, context: ReadContext): Plan<Summary> {
  if (isLibraryQueue(thing)) return yield* summariseLibraryQueue(thing, context);
  const keys = jobQueueKeysOf(thing);
  const { depth, trouble } = keys
    ? yield* summariseJobQueue(keys, context)
    : yield* summariseLanes(thing, context);
  return {
    value: depth,
    unit: 'count',
    caption: captionOf(thing, depth),
    spark: null,
    perHour: null,
    trouble,
  };
}

interface Depth {
  depth: number;
  trouble: string | null;
}

function* summariseJobQueue(
  keys: NonNullable<ReturnType<typeof jobQueueKeysOf>>,
  context: ReadContext,
): Plan<Depth> {
  const { depths, oldestAt, stuck, overdue, nextDueAt } = yield* readJobQueueState(keys, context, FEW);
  return {
    depth: depths.waiting + depths.high,
    trouble: describeTrouble(
      { stuck, overdue, overdueSince: nextDueAt, oldestAt: least([oldestAt.waiting, oldestAt.high]) },
      context,
    ),
  };
}

function* summariseLanes(thing: Thing, context: ReadContext): Plan<Depth> {
  // Of those that look alike a few speak for all: nobody pins a thing of ten thousand queues.
  const keys = thing.family === 'priority-queue' ? [undefined] : thing.parts.flatMap(({ names }) => names);
  const lanes = keys.slice(0, 20).flatMap((key) => lanesOf(thing, key));
  const states = yield* readLaneStates(lanes, context);
  const waiting = states.filter(({ lane }) => lane.scores !== 'started');
  const due = states.filter(({ overdue }) => overdue > 0);
  return {
    depth: waiting.reduce((sum, { depth }) => sum + depth, 0),
    trouble:
      !mayAct(thing) || thing.family === 'stack'
        ? null
        : describeTrouble(
            {
              stuck: states.reduce((sum, { stuck }) => sum + (stuck ?? 0), 0),
              overdue: due.reduce((sum, { overdue }) => sum + overdue, 0),
              overdueSince: least(due.map(({ nextDueAt }) => nextDueAt)),
              oldestAt: least(waiting.map(({ oldestAt }) => oldestAt)),
            },
            context,
          ),
  };
}

function captionOf(thing: Thing, depth: number): string {
  if (thing.family === 'stack') return 'on the stack';
  const what = thing.family === 'due-by-content' ? 'to come' : depth === 1 ? 'job waiting' : 'jobs waiting';
  return thing.keys > 1 && !mayAct(thing) ? `${what} in ${thing.keys} queues` : what;
}
