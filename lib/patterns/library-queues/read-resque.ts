import { list, number, string } from '@/lib/redis/reply';
import { parseJsonObject, toBytes, type Bytes } from '../bytes';
import { jsonMembers } from '../json-text';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import { partOf, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import type { QueueJob } from '../queues/model';
import { countAll, laneId, listLane, textAll } from './lanes';
import { jobOf, type Entry, type Lane, type OpenQueue } from './library';
import { namesIn } from './several-queues';

const ROW_LENGTH = 300;
const MOST_WORKERS = 200;
/** Of more moments with delayed jobs than this, the rest count one job each: there are at least so many. */
const MOST_MOMENTS = 500;

/** Opens a Resque: all its queues, its failures, what its workers are at, and what resque-scheduler delays. */
export function* openResque(thing: Thing): Plan<OpenQueue> {
  const base = `${thing.identity.prefix ?? 'resque'}:`;
  const queues = yield* namesIn(`${base}queues`, partOf(thing, 'queue')?.names ?? [], `${base}queue:`);
  const failures = yield* namesIn(`${base}failed_queues`, [], '');
  const workers = yield* namesIn(`${base}workers`, [], '', MOST_WORKERS);
  const [processed, failed, pause] = yield* textAll([
    ['GET', `${base}stat:processed`],
    ['GET', `${base}stat:failed`],
    ['GET', `${base}pause-all-workers`],
  ]);
  const ended = { all: number(processed), failed: number(failed) };
  return {
    source: 'Resque',
    paused: pause?.trim().toLowerCase() === 'true',
    lanes: [
      ...queues.map((queue) =>
        listLane({
          id: laneId('queue', queue),
          label: laneId(queue),
          role: 'waiting',
          key: `${base}queue:${queue}`,
          next: 'head',
          // Its jobs do not say when they came.
          oldest: 'unknown',
        }),
      ),
      workingLane(base, workers),
      delayedLane(base),
      ...['failed', ...failures].map((name) =>
        listLane({ id: laneId(name), label: laneId(name), role: 'ended', key: base + name, next: 'tail' }),
      ),
    ],
    jobs: function* (entries) {
      return entries.map(toJob);
    },
    processed: {
      // Every run is counted as processed, a failed one too.
      completed: ended.all === null ? null : Math.max(0, ended.all - (ended.failed ?? 0)),
      failed: ended.failed,
    },
    // Its workers ask every few seconds; they do not block.
    waitingKeys: [],
    workerNames: [],
    stuck: null,
    trouble: (waiting) =>
      waiting > 0 && workers.length === 0 ? 'Jobs wait, but there is no Resque worker.' : null,
  };
}

/** What each worker wrote down before it began. */
function workingLane(base: Bytes, workers: readonly Bytes[]): Lane {
  function* read(): Plan<Entry[]> {
    const work = yield* textAll(workers.map((worker) => ['GET', `${base}worker:${worker}`]));
    const entries = work.flatMap((value): Entry[] => (value === null ? [] : [{ lane, value, score: null }]));
    return entries.toSorted((a, b) => (startOf(a.value) ?? 0) - (startOf(b.value) ?? 0));
  }
  const lane: Lane = {
    id: 'working',
    label: 'working',
    role: 'processing',
    key: null,
    order: 'oldest',
    oldest: 'anywhere',
    *size() {
      const there = yield* countAll(workers.map((worker) => ['EXISTS', `${base}worker:${worker}`]));
      return { jobs: there.reduce((sum, one) => sum + one, 0), exact: true };
    },
    *page(offset, count) {
      return (yield* read()).slice(offset, offset + count);
    },
  };
  return lane;
}

const startOf = (work: Bytes): number | null => parseMoment(parseJsonObject(work)?.run_at);

/** A sorted set of moments, each with a list of the jobs that are due then. */
function delayedLane(base: Bytes): Lane {
  const key = `${base}delayed_queue_schedule`;
  function* moments(): Plan<{ at: Bytes; jobs: number }[]> {
    const [reply] = yield* ask([['ZRANGE', key, 0, MOST_MOMENTS - 1]]);
    const times = list(storedReply(reply)).flatMap((at) => string(at) ?? []);
    const counts = yield* countAll(times.map((at) => ['LLEN', `${base}delayed:${at}`]));
    return times.map((at, index) => ({ at, jobs: counts[index]! }));
  }
  const lane: Lane = {
    id: 'delayed',
    label: 'delayed',
    role: 'due',
    key,
    order: 'next',
    oldest: 'unknown',
    *size() {
      const [all = 0] = yield* countAll([['ZCARD', key]]);
      const counted = yield* moments();
      const jobs = counted.reduce((sum, moment) => sum + moment.jobs, 0);
      return { jobs: jobs + Math.max(0, all - counted.length), exact: all <= counted.length };
    },
    *page(offset, count) {
      const ranges: { at: Bytes; from: number; to: number }[] = [];
      let begins = 0;
      for (const { at, jobs } of yield* moments()) {
        const [from, to] = [Math.max(0, offset - begins), Math.min(offset + count - begins, jobs)];
        begins += jobs;
        if (from < to) ranges.push({ at, from, to });
      }
      const replies = yield* ask(
        ranges.map(({ at, from, to }) => ['LRANGE', `${base}delayed:${at}`, from, to - 1] as const),
      );
      return ranges.flatMap(({ at }, index) =>
        list(storedReply(replies[index])).map((value) => ({
          lane,
          value: string(value) ?? '',
          score: Number(at),
        })),
      );
    },
  };
  return lane;
}

function toJob({ lane, value, score }: Entry): QueueJob {
  const outer = parseJsonObject(value) ?? {};
  const nested = jsonMembers(value)?.find(({ name }) => name === 'payload')?.value;
  const text = nested ?? value;
  const type = parseJsonObject(text)?.class;
  const args = jsonMembers(text)?.find(({ name }) => name === 'args')?.value ?? '';
  const error = [outer.exception, outer.error].filter((part) => typeof part === 'string').join(': ');
  return jobOf(lane, {
    type: typeof type === 'string' ? maskedText(toBytes(type), ROW_LENGTH) : null,
    startedAt: lane.role === 'processing' ? startOf(value) : null,
    // `2026/11/21 09:30:00 UTC`; of another zone's name nobody knows which zone it is.
    finishedAt:
      typeof outer.failed_at === 'string' ? parseMoment(outer.failed_at.replaceAll('/', '-')) : null,
    dueAt: score === null ? null : score * 1000,
    payload: maskedText(args, ROW_LENGTH),
    error: error === '' ? null : maskedText(toBytes(error), ROW_LENGTH),
  });
}
