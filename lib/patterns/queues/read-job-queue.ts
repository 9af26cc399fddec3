import { list, number, string, type Reply } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import type { ReadContext } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { scanFields, scanMembers } from '../scan-some';
import { jobFacts, jobFields, jobState, type JobState } from './job-facts';
import type { JobQueueKeys } from './keys';
import { mostAtOnce } from './lanes';
import { findLostJobs } from './lost-jobs';
import type { QueueJob, QueueLane, QueueQuery, QueueResponse } from './model';
import { least } from './read-lanes';
import { stuckAfterMs } from './stuck';

/** Document 001's queue: ids in lanes, the jobs themselves in a hash. */

/** Ids in processing that are looked at, and jobs of the hash that are counted by status. */
const PROCESSING_LOOKED_AT = 1_000;
const STATUSES_LOOKED_AT = 2_000;

interface Job extends JobState {
  /** `null`: the hash has none of this id. */
  text: Bytes | null;
  key: Bytes;
}

/** What is known without looking at many jobs. */
export interface JobQueueState {
  depths: { waiting: number; high: number; delayed: number; processing: number; jobs: number };
  oldestAt: { waiting: number | null; high: number | null };
  nextDueAt: number | null;
  overdue: number;
  /** Those in processing that were looked at, the longest at it first. */
  processing: Job[];
  stuck: number;
  /** Of one job in the hash. */
  meanBytes: number;
}

/**
 * @param looked how many of the jobs in processing are looked at
 */
export function* readJobQueueState(
  keys: JobQueueKeys,
  context: ReadContext,
  looked = PROCESSING_LOOKED_AT,
): Plan<JobQueueState> {
  const replies = (yield* ask([
    ['LLEN', keys.waiting],
    ['LLEN', keys.high],
    ['ZCARD', keys.delayed],
    ['SCARD', keys.processing],
    ['HLEN', keys.jobs],
    ['ZCOUNT', keys.delayed, '-inf', context.now / 1000],
    ['ZRANGE', keys.delayed, 0, 0, 'WITHSCORES'],
    ['LINDEX', keys.waiting, 0],
    ['LINDEX', keys.waiting, -1],
    ['LINDEX', keys.high, 0],
    ['LINDEX', keys.high, -1],
  ])).map(storedReply);
  const [waiting = 0, high = 0, delayed = 0, processing = 0, jobs = 0, overdue = 0] = replies
    .slice(0, 6)
    .map((reply) => number(reply) ?? 0);
  const [usage] = jobs === 0 ? [] : yield* ask([['MEMORY', 'USAGE', keys.jobs, 'SAMPLES', 5]]);
  const meanBytes = jobs === 0 ? 1 : (number(usage) ?? jobs * 1_000) / jobs;
  const ends = yield* readJobs(
    keys,
    replies.slice(7, 11).map((id) => string(id) ?? ''),
    meanBytes,
  );
  const ids = processing === 0 ? [] : (yield* scanMembers(keys.processing, looked)).found;
  const underway = yield* readJobs(keys, [...new Set(ids)].slice(0, looked), meanBytes);
  const nextDue = scoredMembers(replies[6])[0]?.score;
  return {
    depths: { waiting, high, delayed, processing, jobs },
    oldestAt: {
      waiting: least(ends.slice(0, 2).map(({ enqueuedAt }) => enqueuedAt)),
      high: least(ends.slice(2).map(({ enqueuedAt }) => enqueuedAt)),
    },
    nextDueAt: nextDue === undefined ? null : nextDue * 1000,
    overdue,
    processing: underway.toSorted((a, b) => (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity)),
    stuck: underway.filter((job) => isStuck(job, context)).length,
    meanBytes,
  };
}

/** The page of such a queue. */
export function* readJobQueue(
  keys: JobQueueKeys,
  query: QueueQuery,
  context: ReadContext,
): Plan<Omit<QueueResponse, 'source' | 'acts'>> {
  const state = yield* readJobQueueState(keys, context);
  const { depths, processing } = state;
  const most = Math.min(STATUSES_LOOKED_AT, mostAtOnce(state.meanBytes));
  const scanned = depths.jobs === 0 ? [] : (yield* scanFields(keys.jobs, most)).found;
  const looked = [...new Map(scanned)].map(([id, text]) => toJob(id, text));
  const finished = (status: string) =>
    looked
      .filter((job) => job.status === status)
      .toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0));
  const done = { failed: finished('failed'), completed: finished('completed') };
  const { waiting, high, delayed } = depths;
  const inLanes = waiting + high + delayed + depths.processing;
  const lost = yield* findLostJobs(keys, looked, inLanes, context, (jobs) =>
    readJobs(
      keys,
      jobs.map(({ key }) => key),
      state.meanBytes,
    ),
  );
  const exact = looked.length >= depths.jobs;
  const lanes: QueueLane[] = [
    lane('high', 'Urgent', keys.high, depths.high, { oldestAt: state.oldestAt.high }),
    lane('waiting', 'Waiting', keys.waiting, depths.waiting, { oldestAt: state.oldestAt.waiting }),
    lane('delayed', 'Delayed', keys.delayed, depths.delayed, { nextDueAt: state.nextDueAt }),
    lane('processing', 'In processing', keys.processing, depths.processing, {
      oldestAt: least(processing.map(({ startedAt }) => startedAt)),
    }),
    ...(['failed', 'completed'] as const).map((status) =>
      lane(status, status === 'failed' ? 'Failed' : 'Completed', keys.jobs, done[status].length, {
        oldestAt: least(done[status].map(enqueuedAt)),
        exact,
      }),
    ),
    ...(lost?.length
      ? [
          {
            ...lane('lost', 'Lost', keys.jobs, lost.length, { exact }),
            oldestAt: least(lost.map(enqueuedAt)),
          },
        ]
      : []),
  ];
  const chosen =
    lanes.find(({ id }) => id === query.lane) ?? lanes.find(({ depth }) => depth > 0) ?? lanes[1]!;
  const counts: Record<string, number> = {};
  for (const { status } of looked) counts[status ?? 'unknown'] = (counts[status ?? 'unknown'] ?? 0) + 1;
  return {
    paused: null,
    lanes,
    oldestAt: least([state.oldestAt.high, state.oldestAt.waiting]),
    statuses: { counts, looked: looked.length, of: depths.jobs },
    stuck: {
      jobs: state.stuck,
      looked: processing.length,
      of: depths.processing,
      afterSeconds: stuckAfterMs(context) / 1000,
    },
    processed: null,
    waitingKeys: [toWire(keys.high), toWire(keys.waiting)],
    workerNames: [],
    jobs: {
      lane: chosen.id,
      offset: query.offset,
      total: chosen.depth,
      ...(yield* readPage(chosen.id, keys, { ...state, done, lost: lost ?? [] }, query, context)),
    },
    job: query.job === undefined ? null : yield* readOne(keys, query.job, context),
  };
}

const enqueuedAt = (job: Job) => job.enqueuedAt;

const lane = (
  id: string,
  label: string,
  key: Bytes,
  depth: number,
  more: Partial<Pick<QueueLane, 'oldestAt' | 'nextDueAt' | 'exact'>>,
): QueueLane => ({ id, label, key: toWire(key), depth, oldestAt: null, nextDueAt: null, ...more });

type Page = Pick<QueueResponse['jobs'], 'order' | 'rows'>;

function* readPage(
  laneId: string,
  keys: JobQueueKeys,
  {
    processing,
    done,
    lost,
    meanBytes,
  }: JobQueueState & {
    done: Record<'failed' | 'completed', Job[]>;
    lost: readonly Job[];
  },
  { offset, count }: QueueQuery,
  context: ReadContext,
): Plan<Page> {
  const most = Math.min(count, mostAtOnce(meanBytes));
  const rows = (jobs: readonly Job[]) => jobs.map((job) => toRow(job, laneId, context));
  switch (laneId) {
    case 'processing':
    case 'lost': {
      const jobs = laneId === 'lost' ? lost : processing;
      return { order: 'oldest', rows: rows(jobs.slice(offset, offset + most)) };
    }
    case 'failed':
    case 'completed':
      return { order: 'newest', rows: rows(done[laneId].slice(offset, offset + most)) };
    case 'delayed': {
      const [reply] = yield* ask([['ZRANGE', keys.delayed, offset, offset + most - 1, 'WITHSCORES']]);
      const due = scoredMembers(storedReply(reply));
      const jobs = yield* readJobs(
        keys,
        due.map(({ member }) => member),
        meanBytes,
      );
      return {
        order: 'next',
        rows: rows(jobs).map((row, index) => ({ ...row, dueAt: due[index]!.score * 1000 })),
      };
    }
    default: {
      const key = laneId === 'high' ? keys.high : keys.waiting;
      const [reply] = yield* ask([['LRANGE', key, offset, offset + most - 1]]);
      const ids = list(storedReply(reply)).map((id) => string(id) ?? '');
      return { order: 'next', rows: rows(yield* readJobs(keys, ids, meanBytes)) };
    }
  }
}

/** The jobs of some ids, in as many replies as their size asks for. */
function* readJobs(keys: JobQueueKeys, ids: readonly Bytes[], meanBytes: number): Plan<Job[]> {
  const jobs: Job[] = [];
  const step = Math.min(200, mostAtOnce(meanBytes));
  for (let start = 0; start < ids.length; start += step) {
    const some = ids.slice(start, start + step);
    const [reply] = yield* ask([['HMGET', keys.jobs, ...some]]);
    const texts: Reply[] = list(storedReply(reply));
    jobs.push(...some.map((id, index) => toJob(id, string(texts[index]))));
  }
  return jobs;
}

function* readOne(keys: JobQueueKeys, id: Bytes, context: ReadContext): Plan<QueueResponse['job']> {
  const [text, due, underway] = (yield* ask([
    ['HGET', keys.jobs, id],
    ['ZSCORE', keys.delayed, id],
    ['SISMEMBER', keys.processing, id],
  ])).map(storedReply);
  const stored = string(text);
  if (stored === null) return null;
  const dueAt = number(due);
  const job = toJob(id, stored);
  const at = dueAt !== null ? 'delayed' : underway === 1 ? 'processing' : job.status;
  const row = toRow(job, at === null || at === 'pending' ? 'waiting' : at, context);
  return {
    job: { ...row, dueAt: dueAt === null ? row.dueAt : dueAt * 1000 },
    fields: jobFields(stored),
  };
}

const toJob = (key: Bytes, text: Bytes | null): Job => ({ ...jobState(text ?? ''), text, key });

const isStuck = ({ startedAt }: JobState, context: ReadContext) =>
  startedAt !== null && context.now - startedAt > stuckAfterMs(context);

function toRow(job: Job, laneId: string, context: ReadContext): QueueJob {
  const facts = jobFacts(job.text ?? '');
  return {
    ...facts,
    id: toWire(job.key),
    handle: toWire(job.key),
    lane: laneId,
    error: job.text === null ? 'The job itself is gone: the hash has none of this id.' : facts.error,
    stuck: laneId === 'processing' && isStuck(job, context),
  };
}
