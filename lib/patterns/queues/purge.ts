import { list, number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { Thing } from '../pattern';
import { ask, transact, type Command, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import { scoredMembers } from '../checks';
import { assertMayAct, type ActContext } from './act';
import { jobState } from './job-facts';
import { jobQueueKeysOf, type JobQueueKeys } from './keys';
import { lanesOf } from './lanes';
import { APART, areTogether, BUSY, changeWatched } from './watched';

/** What became of a queue's jobs. */
export interface PurgeDeed {
  /** By lane; with `jobs`, the entries of document 001's hash. */
  removed: Record<string, number>;
  /** What is left in those lanes: there was more than one call takes, or others were enqueued. */
  left: number | null;
  /** Why it ended early, as a sentence. */
  why: string | null;
}

export interface PurgeOptions {
  /** One queue of several that look alike. */
  key?: Bytes;
  /** Jobs that one call removes. */
  most?: number;
  /** Of finished jobs, only those that ended before; Unix milliseconds. */
  finishedBefore?: number;
}

/** Jobs in one transaction: half a millisecond of Redis's time. */
const BATCH = 500;
const MOST = 10_000;

/**
 * Empties one lane of a queue, or all of it.
 *
 * All of it, and a lane whose elements are the jobs, goes in one transaction that counts and unlinks, whatever its
 * size: nothing comes in between, and what is enqueued after it stays. A lane of document 001 goes in batches, since
 * each job has an entry in the hash too: the batch is read and removed under a WATCH, so that a job which a worker
 * takes in between is neither removed nor counted; it ends after as many jobs as were there at the beginning.
 * Workers that are at a job are not stopped.
 * @param lane its id; `null`: the whole queue
 */
export function* purgeQueue(
  thing: Thing,
  lane: string | null,
  context: ActContext,
  options: PurgeOptions = {},
): Plan<PurgeDeed> {
  assertMayAct(thing);
  const keys = jobQueueKeysOf(thing);
  if (!keys) {
    const lanes = lanesOf(thing, options.key).filter(({ id }) => lane === null || id === lane);
    const sizeOf = (scores: unknown) => (scores === null ? 'LLEN' : 'ZCARD');
    return yield* unlinkAll(
      lanes.map(({ id, key, scores }) => ({ id, key, size: sizeOf(scores) })),
      context,
    );
  }
  if (lane === null) return yield* unlinkAll(allOf(keys), context);
  if (!areTogether(Object.values(keys), context)) return { removed: {}, left: null, why: APART };
  if (lane === 'failed' || lane === 'completed') return yield* forgetFinished(keys, lane, context, options);
  const batches = BATCHES[lane];
  if (!batches) return { removed: {}, left: 0, why: `The queue has no lane ${lane}.` };
  return yield* removeInBatches(keys, lane, batches, context, options);
}

interface Countable {
  id: string;
  key: Bytes;
  /** The command that counts. */
  size: string;
}

const allOf = ({ waiting, high, delayed, processing, jobs }: JobQueueKeys): Countable[] => [
  { id: 'waiting', key: waiting, size: 'LLEN' },
  { id: 'high', key: high, size: 'LLEN' },
  { id: 'delayed', key: delayed, size: 'ZCARD' },
  { id: 'processing', key: processing, size: 'SCARD' },
  { id: 'jobs', key: jobs, size: 'HLEN' },
];

function* unlinkAll(lanes: readonly Countable[], context: ActContext): Plan<PurgeDeed> {
  if (
    !areTogether(
      lanes.map(({ key }) => key),
      context,
    )
  )
    return { removed: {}, left: null, why: APART };
  if (lanes.length === 0) return { removed: {}, left: 0, why: null };
  const replies = yield* transact(
    lanes.flatMap(({ key, size }): Command[] => [
      [size, key],
      ['UNLINK', key],
    ]),
  );
  const counts = lanes.map(({ id }, index) => [id, number(replies?.[index * 2]) ?? 0] as const);
  return { removed: Object.fromEntries(counts), left: 0, why: null };
}

interface Batch {
  key: keyof JobQueueKeys;
  size: string;
  /** Some jobs of the lane. */
  look: (key: Bytes, count: number) => Command;
  /** Their ids. */
  ids: (reply: Parameters<typeof list>[0]) => Bytes[];
  /** Takes these out of the lane. */
  remove: (key: Bytes, ids: readonly Bytes[]) => Command;
}

const idsOf: Batch['ids'] = (reply) => list(reply).flatMap((id) => string(id) ?? []);

const fromHead = (key: 'waiting' | 'high'): Batch => ({
  key,
  size: 'LLEN',
  look: (name, count) => ['LRANGE', name, 0, count - 1],
  ids: idsOf,
  remove: (name, ids) => ['LTRIM', name, ids.length, -1],
});

const BATCHES: Readonly<Record<string, Batch>> = {
  waiting: fromHead('waiting'),
  high: fromHead('high'),
  delayed: {
    key: 'delayed',
    size: 'ZCARD',
    look: (name, count) => ['ZRANGE', name, 0, count - 1, 'WITHSCORES'],
    ids: (reply) => scoredMembers(reply).map(({ member }) => member),
    remove: (name, ids) => ['ZREM', name, ...ids],
  },
  processing: {
    key: 'processing',
    size: 'SCARD',
    look: (name, count) => ['SRANDMEMBER', name, count],
    ids: idsOf,
    remove: (name, ids) => ['SREM', name, ...ids],
  },
};

function* removeInBatches(
  keys: JobQueueKeys,
  lane: string,
  { key, size, look, ids, remove }: Batch,
  context: ActContext,
  { most = MOST }: PurgeOptions,
): Plan<PurgeDeed> {
  const name = keys[key];
  const [first] = yield* ask([[size, name]]);
  const wanted = Math.min(most, number(first) ?? 0);
  let removed = 0;
  let why: string | null = null;
  while (removed < wanted) {
    const looks = [look(name, Math.min(BATCH, wanted - removed))];
    const count = yield* changeWatched<number>([name], looks, context, function* ([reply]) {
      const some = ids(reply);
      if (some.length === 0) return { result: 0 };
      return {
        commands: [remove(name, some), ['HDEL', keys.jobs, ...some]],
        read: () => some.length,
      };
    });
    if (count === null) why = BUSY;
    if (!count) break;
    removed += count;
  }
  const [last] = yield* ask([[size, name]]);
  return { removed: { [lane]: removed }, left: number(last) ?? 0, why };
}

/** Takes finished jobs out of the hash. One that somebody requeues in between stays: the hash is watched. */
function* forgetFinished(
  { jobs }: JobQueueKeys,
  status: string,
  context: ActContext,
  { most = MOST, finishedBefore }: PurgeOptions,
): Plan<PurgeDeed> {
  let removed = 0;
  let cursor: string | null = '0';
  while (cursor !== null && removed < most) {
    const begin: string = cursor;
    const batch = yield* changeWatched<{ removed: number; next: string | null }>(
      [jobs],
      [],
      context,
      function* () {
        const { found, cursor: next } = yield* scanFields(jobs, BATCH, begin);
        const ids = found.filter(([, text]) => isOver(text, status, finishedBefore)).map(([id]) => id);
        const room = most - removed;
        // What finds no room is looked at again by whoever calls next.
        const then = ids.length > room ? begin : next;
        if (ids.length === 0) return { result: { removed: 0, next: then } };
        return {
          commands: [['HDEL', jobs, ...ids.slice(0, room)]],
          read: ([count]) => ({ removed: number(count) ?? 0, next: then }),
        };
      },
    );
    if (batch === null) return { removed: { [status]: removed }, left: null, why: BUSY };
    removed += batch.removed;
    cursor = batch.next;
  }
  return { removed: { [status]: removed }, left: cursor === null ? 0 : null, why: null };
}

function isOver(text: Bytes, status: string, before: number | undefined): boolean {
  const job = jobState(text);
  if (job.status !== status) return false;
  return before === undefined || (job.finishedAt !== null && job.finishedAt < before);
}
