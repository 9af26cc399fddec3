import { formatCount, formatDuration } from '@/lib/format';
import { toText, toWire, type Bytes } from '../bytes';
import type { Summary } from '../pattern';
import type { Plan } from '../plan';
import { fingerprint, jobFields } from '../queues/job-facts';
import type { QueueJob, QueueLane, QueueQuery, QueueResponse } from '../queues/model';
import { all } from './lanes';
import type { Entry, FoundJob, Lane, OpenQueue, Role } from './library';

/** So many jobs in processing are asked for their age; there is one for each worker, so seldom more. */
const PROCESSING_LOOKED_AT = 50;
/** Of a lane in which the oldest job may be anywhere, all are asked where there are no more than this. */
const ALL_LOOKED_AT = 50;
/** Where ids are no addresses, a job is looked for among this many of a lane. */
const SEARCHED = 500;
/** More lanes than this are a library's many queues: empty ones are then left out. */
const MANY_LANES = 10;
/** A job that has been due for so long is moved by nobody: some libraries look but every minute or two. */
const OVERDUE_MS = 5 * 60_000;
/** A job that waits for longer has been forgotten, or there are too few workers. */
const LONG_WAIT_MS = 3_600_000;

/** What was found out about a lane. */
interface Measured {
  lane: Lane;
  depth: number;
  exact: boolean;
  oldestAt: number | null;
  nextDueAt: number | null;
  /** Of those in processing that were looked at. */
  looked: number;
  stuck: number;
}

/** The page of a library's queue: its lanes, one page of one of them, and the job that was asked for. */
export function* readQueue(
  open: OpenQueue,
  { lane: asked, job, offset, count }: QueueQuery,
): Plan<QueueResponse> {
  const measured = yield* measure(open);
  const chosen =
    asked === undefined
      ? (measured.find(({ depth }) => depth > 0) ?? measured[0])
      : measured.find(({ lane }) => lane.id === asked);
  const entries = chosen ? yield* chosen.lane.page(offset, count) : [];
  const processing = measured.filter(({ lane }) => lane.role === 'processing');
  const sum = (of: (one: Measured) => number) => processing.reduce((total, one) => total + of(one), 0);
  return {
    source: open.source,
    acts: false,
    paused: open.paused,
    lanes: measured.filter(({ lane, depth }) => isWorthARow(open, lane, depth)).map(toRow),
    oldestAt: least(measured.flatMap(({ lane, oldestAt }) => (lane.role === 'waiting' ? [oldestAt] : []))),
    statuses: open.statuses ?? null,
    stuck: open.stuck && {
      jobs: sum(({ stuck }) => stuck),
      looked: sum(({ looked }) => looked),
      of: sum(({ depth }) => depth),
      afterSeconds: open.stuck.afterSeconds,
    },
    processed: open.processed,
    waitingKeys: open.waitingKeys.map(toWire),
    workerNames: [...open.workerNames],
    jobs: {
      lane: chosen?.lane.id ?? asked ?? null,
      offset,
      total: chosen?.depth ?? 0,
      order: chosen?.lane.order,
      rows: yield* jobsOf(open, entries),
    },
    job: job === undefined ? null : yield* findJob(open, job, chosen?.lane ?? null),
  };
}

/** The card: how many wait, what the keys tell of the past, and what is wrong. */
export function* summariseQueue(open: OpenQueue, now: number): Plan<Summary> {
  const measured = yield* measure(open);
  const waiting = measured.reduce((sum, { lane, depth }) => sum + (lane.role === 'waiting' ? depth : 0), 0);
  const { spark, perHour } = open.past ? yield* open.past() : { spark: null, perHour: null };
  return {
    value: waiting,
    unit: 'count',
    caption: waiting === 1 ? 'job waiting' : 'jobs waiting',
    spark,
    perHour,
    trouble: open.trouble?.(waiting) ?? troubleOf(open, measured, waiting, now),
  };
}

/** The worst first, as a sentence. */
function troubleOf(
  open: OpenQueue,
  measured: readonly Measured[],
  waiting: number,
  now: number,
): string | null {
  const stuck = measured.reduce((sum, one) => sum + one.stuck, 0);
  if (stuck > 0 && open.stuck) return `${jobs(stuck)} in processing: ${open.stuck.means}.`;
  const since = (at: number) => formatDuration((now - at) / 1000);
  const of = (role: Role, time: 'oldestAt' | 'nextDueAt') =>
    least(measured.map((one) => (one.lane.role === role ? one[time] : null)));
  const due = of('due', 'nextDueAt');
  if (due !== null && now - due > OVERDUE_MS)
    return `A job has been due for ${since(due)}, and nothing moves it.`;
  if (open.paused && waiting > 0) return `Paused while ${jobs(waiting)} ${waiting === 1 ? 'waits' : 'wait'}.`;
  const oldest = of('waiting', 'oldestAt');
  return oldest !== null && now - oldest > LONG_WAIT_MS
    ? `The oldest job has waited for ${since(oldest)}.`
    : null;
}

const jobs = (count: number) => (count === 1 ? '1 job' : `${formatCount(count)} jobs`);

function* measure({ lanes, jobs }: OpenQueue): Plan<Measured[]> {
  const sizes = yield* all(lanes.map((lane) => lane.size()));
  const looks = lanes.flatMap((lane, index) => looksFor(lane, sizes[index]!.jobs));
  const entries = (yield* all(looks)).flat();
  const found = yield* jobs(entries);
  return lanes.map((lane, index) => {
    const own = found.filter((_, at) => entries[at]!.lane === lane);
    return {
      lane,
      depth: sizes[index]!.jobs,
      exact: sizes[index]!.exact,
      oldestAt: least(
        own.map(({ enqueuedAt, startedAt }) => (lane.role === 'processing' ? startedAt : enqueuedAt)),
        lane.role === 'waiting' || lane.role === 'processing',
      ),
      nextDueAt: least(
        own.map(({ dueAt }) => dueAt),
        lane.role === 'due' || lane.role === 'planned' || lane.role === 'processing',
      ),
      looked: lane.role === 'processing' ? own.length : 0,
      stuck: own.filter(({ stuck }) => stuck).length,
    };
  });
}

/** Which elements of a lane tell of its ages. */
function looksFor(lane: Lane, size: number): Plan<Entry[]>[] {
  if (size === 0 || lane.role === 'ended' || lane.role === 'held') return [];
  if (lane.role === 'processing') return [lane.page(0, PROCESSING_LOOKED_AT)];
  if (lane.role === 'due' || lane.role === 'planned') return [lane.page(0, 1)];
  if (lane.oldest === 'unknown') return [];
  if (lane.oldest === 'anywhere') return size <= ALL_LOOKED_AT ? [lane.page(0, size)] : [];
  return size === 1 ? [lane.page(0, 1)] : [lane.page(0, 1), lane.page(size - 1, 1)];
}

/** Jobs without an id are named by what they are. */
function* jobsOf(open: OpenQueue, entries: readonly Entry[]): Plan<QueueJob[]> {
  const rows = yield* open.jobs(entries);
  return rows.map((row, index) =>
    row.id === null ? { ...row, handle: fingerprint(entries[index]!.value) } : row,
  );
}

function* findJob(open: OpenQueue, id: Bytes, lane: Lane | null): Plan<FoundJob | null> {
  if (open.find) return yield* open.find(id);
  if (!lane) return null;
  const entries = yield* lane.page(0, SEARCHED);
  const rows = yield* jobsOf(open, entries);
  const at = rows.findIndex((row) => row.id === toWire(id) || row.handle === toText(id));
  const entry = entries[at];
  if (!entry) return null;
  return { job: rows[at]!, fields: open.fields ? yield* open.fields(entry) : jobFields(entry.value) };
}

const isWorthARow = ({ lanes }: OpenQueue, { role }: Lane, depth: number) =>
  depth > 0 || role === 'waiting' || lanes.length <= MANY_LANES;

const toRow = ({ lane, depth, exact, oldestAt, nextDueAt }: Measured): QueueLane => ({
  id: lane.id,
  label: lane.label,
  key: lane.key === null ? null : toWire(lane.key),
  depth,
  exact,
  oldestAt,
  nextDueAt,
});

function least(times: readonly (number | null)[], asked = true): number | null {
  const known = asked ? times.filter((time) => time !== null) : [];
  return known.length === 0 ? null : Math.min(...known);
}
