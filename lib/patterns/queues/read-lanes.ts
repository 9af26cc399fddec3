import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { keptKeys } from '../kept-keys';
import { parseMoment } from '../moments';
import type { ReadContext, Thing } from '../pattern';
import { ask, storedReply, type Command, type Plan } from '../plan';
import { fingerprint, jobFacts, jobFields, jobState } from './job-facts';
import {
  findElement,
  laneSizes,
  lanesOf,
  mostAtOnce,
  readElements,
  toElements,
  type Element,
  type Lane,
  type LaneSize,
} from './lanes';
import type { QueueJob, QueueLane, QueueQuery, QueueResponse } from './model';
import { stuckAfterMs } from './stuck';

/** Queues whose elements are the jobs themselves: lists and sorted sets of JSON. */

/** Of jobs that are not in the order of their age so many are looked at, from either end. */
const LOOKED_AT = 250;

/** What is known of a lane without reading it through. */
export interface LaneState extends LaneSize {
  lane: Lane;
  /** Unix milliseconds: when its oldest job was enqueued, or claimed. */
  oldestAt: number | null;
  nextDueAt: number | null;
  /** Of delayed ones, those that are due and still here. */
  overdue: number;
  /** Jobs in processing for too long; `null`: the lane does not tell. */
  stuck: number | null;
  /** At which end of a list the older jobs are; `null`: nothing tells. */
  oldestEnd: 'head' | 'tail' | null;
}

/** The state of several lanes, in three round trips. */
export function* readLaneStates(lanes: readonly Lane[], context: ReadContext): Plan<LaneState[]> {
  const sizes = yield* laneSizes(lanes);
  const replies = yield* ask(lanes.flatMap((lane, index) => endCommands(lane, sizes[index]!)));
  const ends = lanes.map(({ scores }, index) =>
    replies.slice(index * 2, index * 2 + 2).map((reply) => toElements(scores, storedReply(reply))),
  );
  const bounds = lanes.map((lane, index) => countBefore(lane, ends[index]![0]![0], context));
  const counts = yield* ask(
    lanes.flatMap(({ key }, index) =>
      bounds[index] === null ? [] : [['ZCOUNT', key, '-inf', bounds[index]!]],
    ),
  );
  let taken = 0;
  return lanes.map((lane, index) => {
    const count = bounds[index] === null ? null : (number(storedReply(counts[taken++])) ?? 0);
    return toState(lane, sizes[index]!, ends[index]!, count);
  });
}

/** What stands at either end: one job of a list, more of a sorted set, since the oldest may be anywhere. */
function endCommands({ key, scores }: Lane, { meanBytes }: LaneSize): Command[] {
  const count = scores === null ? 1 : Math.min(LOOKED_AT, mostAtOnce(meanBytes));
  return scores === null
    ? [
        ['LRANGE', key, 0, 0],
        ['LRANGE', key, -1, -1],
      ]
    : [
        ['ZRANGE', key, 0, count - 1, 'WITHSCORES'],
        ['ZREVRANGE', key, 0, count - 1, 'WITHSCORES'],
      ];
}

/** The score up to which jobs of a lane are stuck, or overdue; `null` where scores are no times. */
function countBefore({ scores }: Lane, first: Element | undefined, context: ReadContext): number | null {
  if (scores !== 'started' && scores !== 'due') return null;
  const before = scores === 'started' ? context.now - stuckAfterMs(context) : context.now;
  return (first?.score ?? 0) >= 1e12 ? before : before / 1000;
}

function toState(lane: Lane, size: LaneSize, ends: readonly Element[][], count: number | null): LaneState {
  const [head = [], tail = []] = ends;
  const enqueued = (elements: readonly Element[]) =>
    least(elements.map(({ text }) => jobState(text).enqueuedAt));
  const [headAt, tailAt] = [enqueued(head), enqueued(tail)];
  const firstAt = parseMoment(head[0]?.score);
  return {
    ...size,
    lane,
    oldestAt: lane.scores === 'started' ? firstAt : least([headAt, tailAt]),
    nextDueAt: lane.scores === 'due' ? firstAt : null,
    overdue: lane.scores === 'due' ? (count ?? 0) : 0,
    stuck: lane.scores === 'started' ? count : null,
    oldestEnd:
      headAt === null || tailAt === null || headAt === tailAt ? null : headAt < tailAt ? 'head' : 'tail',
  };
}

/** The least of those that are known. */
export function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** The page of such a queue. */
export function* readLanes(
  thing: Thing,
  query: QueueQuery,
  context: ReadContext,
): Plan<Omit<QueueResponse, 'source' | 'acts'>> {
  const states = yield* readLaneStates(lanesOf(thing, query.key), context);
  const chosen =
    states.find(({ lane }) => lane.id === query.lane) ?? states.find(({ depth }) => depth > 0) ?? states[0];
  const claimed = states.find(({ stuck }) => stuck !== null);
  const kept = keptKeys(thing);
  return {
    ...(kept.names.length > 1 && thing.family !== 'priority-queue'
      ? { keys: kept.names.slice(0, 500).map(toWire) }
      : {}),
    paused: null,
    lanes: states.map(toLane),
    oldestAt: least(states.filter(({ lane }) => lane.scores !== 'started').map(({ oldestAt }) => oldestAt)),
    statuses: null,
    stuck: claimed
      ? {
          jobs: claimed.stuck!,
          looked: claimed.depth,
          of: claimed.depth,
          afterSeconds: stuckAfterMs(context) / 1000,
        }
      : null,
    processed: null,
    waitingKeys: states
      .filter(({ lane: { scores } }) => scores !== 'started' && scores !== 'due')
      .map(({ lane }) => toWire(lane.key)),
    workerNames: [],
    jobs: chosen
      ? yield* readPage(chosen, query, context)
      : { lane: null, offset: query.offset, total: 0, order: 'stored', rows: [] },
    job: query.job === undefined ? null : yield* readOne(states, query.job, context),
  };
}

const toLane = ({ lane, depth, oldestAt, nextDueAt }: LaneState): QueueLane => ({
  id: lane.id,
  label: lane.label,
  key: toWire(lane.key),
  depth,
  oldestAt,
  nextDueAt,
});

function* readPage(
  { lane, depth, meanBytes, oldestEnd }: LaneState,
  { offset, count }: QueueQuery,
  context: ReadContext,
): Plan<QueueResponse['jobs']> {
  const last = offset + Math.min(count, mostAtOnce(meanBytes)) - 1;
  // Of a stack the newest are the next ones; of every other list, the oldest.
  const isStack = lane.id === 'stack';
  const fromTail = lane.scores === null && oldestEnd === (isStack ? 'head' : 'tail');
  const elements = fromTail
    ? (yield* readElements(lane, -last - 1, -offset - 1)).reverse()
    : yield* readElements(lane, offset, last);
  return {
    lane: lane.id,
    offset,
    total: depth,
    order: lane.scores !== null ? 'next' : oldestEnd === null ? 'stored' : isStack ? 'newest' : 'oldest',
    rows: elements.map((element) => toJob(lane, element, context)),
  };
}

function* readOne(
  states: readonly LaneState[],
  wanted: Bytes,
  context: ReadContext,
): Plan<QueueResponse['job']> {
  for (const state of states) {
    const element = yield* findElement(state.lane, state, wanted);
    if (element) return { job: toJob(state.lane, element, context), fields: jobFields(element.text) };
  }
  return null;
}

function toJob({ id: lane, scores }: Lane, { text, score }: Element, context: ReadContext): QueueJob {
  const facts = jobFacts(text);
  const startedAt = scores === 'started' ? parseMoment(score) : facts.startedAt;
  return {
    ...facts,
    id: facts.id === null ? null : toWire(facts.id),
    handle: fingerprint(text),
    lane,
    startedAt,
    dueAt: scores === 'due' ? parseMoment(score) : facts.dueAt,
    priority: priorityOf(scores, score) ?? facts.priority,
    stuck: scores === 'started' && startedAt !== null && context.now - startedAt > stuckAfterMs(context),
  };
}

function priorityOf(scores: Lane['scores'], score: number | null): number | null {
  if (score === null || !Number.isFinite(score)) return null;
  // No minus before a zero.
  if (scores === 'minus-priority') return 0 - score;
  return scores === 'priority' ? score : null;
}
