import { number, string, type Reply } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { parseMoment } from '../moments';
import type { ReadContext, Thing } from '../pattern';
import { ask, askOne, type Command, type Plan } from '../plan';
import { jobState } from './job-facts';
import { jobQueueKeysOf, type JobQueueKeys } from './keys';
import { findElement, laneSizes, lanesOf, SEARCHED, type Lane } from './lanes';
import { mayAct } from './read';
import { APART, areTogether, BUSY, changeWatched } from './watched';
import { againText, isUrgent, LOST_SECONDS } from './write-job-queue';

/** What an action may know. */
export type ActContext = Pick<ReadContext, 'now' | 'cluster'>;

/** What became of one job. */
export interface JobDeed {
  done: boolean;
  /** Where the job was: `processing`; `null`: nowhere. */
  lane: string | null;
  /** Why nothing was done, as a sentence. */
  why: string | null;
}

/** Which of several queues that look alike, and the job as it was shown: by now it may be elsewhere. */
export interface JobOptions {
  key?: Bytes;
  shown?: Shown;
}

/** A row of the page: what differs from it by now is refused. */
export interface Shown {
  lane: string;
  /** Unix milliseconds; another worker may have taken the job since. */
  startedAt: number | null;
}

/** So many ids of a waiting list are looked through: some milliseconds of Redis's time. */
const LIST_SEARCHED = 100_000;

const refuse = (lane: string | null, why: string): JobDeed => ({ done: false, lane, why });
const done = (lane: string): JobDeed => ({ done: true, lane, why: null });

const GONE = 'The job is not there any more.';
const TAKEN_ANEW = 'Another worker has taken the job since it was shown.';
const moved = (lane: string) => `The job has moved since it was shown: it is ${lane} now.`;
const UNSUPPORTED = 'A message of a list is in no processing: whoever took it has it.';

/**
 * Lets a job be taken again: one that is stuck in processing, failed or lost, or that is delayed and shall not wait.
 *
 * Others cannot interfere: every key that the job may be in is watched, and the move is one transaction. A worker that
 * still is at the job is not stopped, so the job may be done twice; that worker's `finishJob` is refused then.
 * @param id the job's id, or its handle
 */
export function* requeueJob(
  thing: Thing,
  id: Bytes,
  context: ActContext,
  options: JobOptions = {},
): Plan<JobDeed> {
  assertMayAct(thing);
  const keys = jobQueueKeysOf(thing);
  if (keys) return yield* requeueInJobQueue(keys, id, context, options);
  const lanes = lanesOf(thing, options.key);
  const [claimed, waiting] = [
    lanes.find(({ scores }) => scores === 'started'),
    lanes.find(({ scores }) => scores === 'minus-priority'),
  ];
  if (!claimed || !waiting) return refuse(null, UNSUPPORTED);
  return yield* requeueClaimed(claimed, waiting, id, context, options);
}

function* requeueInJobQueue(
  keys: JobQueueKeys,
  id: Bytes,
  context: ActContext,
  { shown }: JobOptions,
): Plan<JobDeed> {
  if (!areTogether(Object.values(keys), context)) return refuse(null, APART);
  let expected = shown === undefined || shown.lane === 'lost' ? null : shown.lane;
  // The urgent wait too; which list they are in, only the list knows.
  if (expected === 'high') expected = 'waiting';
  const looks = looksAt(keys, id);
  const deed = yield* changeWatched<JobDeed>(Object.values(keys), looks, context, function* (replies) {
    const { text, lane } = whereIs(replies);
    if (text === null) return { result: refuse(lane, GONE) };
    const { startedAt, enqueuedAt } = jobState(text);
    // A worker that finishes the job in this moment makes it another question.
    expected ??= lane;
    if (lane !== expected) return { result: refuse(lane, moved(lane)) };
    if (lane === 'processing' && differs(startedAt, shown)) return { result: refuse(lane, TAKEN_ANEW) };
    if (lane === 'waiting') {
      const why = yield* whyNotLost(keys, id, context.now - (enqueuedAt ?? 0));
      if (why !== null) return { result: refuse(lane, why) };
    }
    return {
      commands: [
        ['ZREM', keys.delayed, id],
        ['SREM', keys.processing, id],
        ['HSET', keys.jobs, id, againText(text, context.now)],
        ['RPUSH', isUrgent(text) ? keys.high : keys.waiting, id],
      ],
      read: () => done(lane),
    };
  });
  return deed ?? refuse(null, BUSY);
}

const looksAt = ({ jobs, delayed, processing }: JobQueueKeys, id: Bytes): Command[] => [
  ['HGET', jobs, id],
  ['ZSCORE', delayed, id],
  ['SISMEMBER', processing, id],
];

/** Where a job is; `waiting` is what its status says, not that a list holds it. */
function whereIs([stored, due, underway]: Reply[]): { text: Bytes | null; lane: string } {
  const text = string(stored);
  const status = text === null ? null : jobState(text).status;
  if (string(due) !== null) return { text, lane: 'delayed' };
  if (number(underway) === 1) return { text, lane: 'processing' };
  return { text, lane: status === null || status === 'pending' ? 'waiting' : status };
}

/** Jobs that were not taken, but are in no list, were lost on the way to a worker that died. */
function* whyNotLost({ waiting, high }: JobQueueKeys, id: Bytes, ageMs: number): Plan<string | null> {
  const [first, second, length, highLength] = yield* ask([
    ['LPOS', waiting, id, 'MAXLEN', LIST_SEARCHED],
    ['LPOS', high, id, 'MAXLEN', LIST_SEARCHED],
    ['LLEN', waiting],
    ['LLEN', high],
  ]);
  if (number(first) !== null || number(second) !== null) return 'The job waits already.';
  const isSure = first === null && second === null;
  if (!isSure || Math.max(number(length) ?? 0, number(highLength) ?? 0) > LIST_SEARCHED)
    return 'The job waits, as far as can be told.';
  return ageMs < LOST_SECONDS * 1000 ? 'The job is on its way to a worker just now.' : null;
}

const differs = (startedAt: number | null, shown: Shown | undefined) =>
  typeof shown?.startedAt === 'number' && (startedAt === null || Math.abs(startedAt - shown.startedAt) >= 1);

/** Document 003: its JSON stands in either set, unchanged. */
function* requeueClaimed(
  claimed: Lane,
  waiting: Lane,
  id: Bytes,
  context: ActContext,
  { shown }: JobOptions,
): Plan<JobDeed> {
  const keys = [claimed.key, waiting.key];
  if (!areTogether(keys, context)) return refuse(null, APART);
  const [size] = yield* laneSizes([claimed]);
  const element = yield* findElement(claimed, size!, id);
  if (!element) return refuse(null, notFound(size!.depth));
  const look: Command[] = [['ZSCORE', claimed.key, element.text]];
  const deed = yield* changeWatched<JobDeed>(keys, look, context, function* ([score]) {
    const claimedAt = parseMoment(string(score));
    if (string(score ?? null) === null) return { result: refuse(null, GONE) };
    if (differs(claimedAt, shown)) return { result: refuse(claimed.id, TAKEN_ANEW) };
    const { priority } = jobState(element.text);
    return {
      commands: [
        ['ZREM', claimed.key, element.text],
        ['ZADD', waiting.key, 0 - (priority ?? 0), element.text],
      ],
      read: () => done(claimed.id),
    };
  });
  return deed ?? refuse(null, BUSY);
}

/**
 * Takes a job out of the queue, wherever it is, and forgets it.
 *
 * Of a list or a sorted set that is one command, which finds the job or does not. Document 001's five keys are watched
 * and changed in one transaction. A worker that is at the job is not stopped; its `finishJob` is refused then, while
 * the document's own writes the job back as a finished one.
 * @param id the job's id, or its handle; equal elements of a list are one job, and one of them goes
 */
export function* removeJob(
  thing: Thing,
  id: Bytes,
  context: ActContext,
  options: JobOptions = {},
): Plan<JobDeed> {
  assertMayAct(thing);
  const keys = jobQueueKeysOf(thing);
  if (keys) return yield* removeFromJobQueue(keys, id, context);
  const lanes = lanesOf(thing, options.key);
  const sizes = yield* laneSizes(lanes);
  for (const [index, lane] of lanes.entries()) {
    const element = yield* findElement(lane, sizes[index]!, id);
    if (!element) continue;
    const removed =
      lane.scores === null
        ? yield* askOne('LREM', lane.key, element.end === 'head' ? 1 : -1, element.text)
        : yield* askOne('ZREM', lane.key, element.text);
    return number(removed) === 1 ? done(lane.id) : refuse(lane.id, GONE);
  }
  return refuse(null, notFound(Math.max(0, ...sizes.map(({ depth }) => depth))));
}

function* removeFromJobQueue(keys: JobQueueKeys, id: Bytes, context: ActContext): Plan<JobDeed> {
  if (!areTogether(Object.values(keys), context)) return refuse(null, APART);
  const looks: Command[] = [...looksAt(keys, id), ['LLEN', keys.waiting], ['LLEN', keys.high]];
  const deed = yield* changeWatched<JobDeed>(Object.values(keys), looks, context, function* (replies) {
    const { lane } = whereIs(replies);
    const longest = Math.max(number(replies[3]) ?? 0, number(replies[4]) ?? 0);
    if (lane === 'waiting' && longest > LIST_SEARCHED)
      return {
        result: refuse(
          lane,
          `The job waits among more than ${LIST_SEARCHED}: to look for it would take Redis long.`,
        ),
      };
    const lists: Command[] =
      lane === 'waiting'
        ? [
            ['LREM', keys.waiting, 0, id],
            ['LREM', keys.high, 0, id],
          ]
        : [];
    return {
      commands: [
        ['HDEL', keys.jobs, id],
        ['ZREM', keys.delayed, id],
        ['SREM', keys.processing, id],
        ...lists,
      ],
      read: (counts) => (counts.some((count) => (number(count) ?? 0) > 0) ? done(lane) : refuse(null, GONE)),
    };
  });
  return deed ?? refuse(null, BUSY);
}

const notFound = (depth: number) =>
  depth <= SEARCHED ? GONE : `${GONE} (It was looked for among the ${SEARCHED} at either end.)`;

/** @throws Error for what is not the documents' own: it is only read */
export function assertMayAct(thing: Thing): void {
  if (!mayAct(thing)) throw new Error(`${thing.id} is a queue of a library’s own, and is only read`);
}
