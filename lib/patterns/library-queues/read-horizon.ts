import type { Point } from '@/lib/metrics/series';
import { list, number, string } from '@/lib/redis/reply';
import { parseJsonObject, toWire, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { HOUR_MS } from '../clock';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import type { ReadContext, Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { PAGE_BYTES, readHashes, shownFields, type HashFields } from './hash-fields';
import { horizonPrefix } from './horizon';
import { sortedLane } from './lanes';
import { jobOf, type Entry, type FoundJob, type Lane, type OpenQueue, type Past } from './library';
import { namesIn } from './several-queues';

const ROW_LENGTH = 300;
const MOST_MASTERS = 20;
const MOST_MEASURED = 20;
/** Horizon keeps so many of each queue, one every five minutes where the scheduler is set up as told. */
const SNAPSHOTS = 24;
/** A master signs on every second; Horizon forgets those of which it has not heard for so long. */
const MASTER_SECONDS = 14;

/** Opens Horizon's own records: every queue's jobs by what became of them. */
export function* openHorizon(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const base = horizonPrefix(thing);
  const masters = yield* readMasters(base, context.now);
  const lanes = lanesOf(base);
  return {
    source: 'Laravel Horizon',
    paused: masters.length === 0 ? null : masters.every((status) => status === 'paused'),
    lanes,
    jobs: (entries) => readJobs(base, entries),
    find: (id) => findJob(base, id, lanes),
    processed: null,
    // It only takes notes: the workers block on the queues, which are things of their own.
    waitingKeys: [],
    workerNames: [],
    stuck: null,
    past: () => readPast(base, context.now),
    trouble: (waiting) =>
      waiting > 0 && masters.length === 0 ? 'Jobs wait, but Horizon is not running.' : null,
  };
}

/** What the masters of which one has heard say of themselves. */
function* readMasters(base: Bytes, now: number): Plan<(string | null)[]> {
  const since = Math.floor(now / 1000) - MASTER_SECONDS;
  const [reply] = yield* ask([['ZRANGEBYSCORE', `${base}masters`, since, '+inf', 'LIMIT', 0, MOST_MASTERS]]);
  const names = list(storedReply(reply)).flatMap((name) => string(name) ?? []);
  const statuses = yield* ask(names.map((name) => ['HGET', `${base}master:${name}`, 'status']));
  return statuses.map((status) => string(storedReply(status)));
}

/** Scores are minus the time: the newest has the lowest. */
function lanesOf(base: Bytes): Lane[] {
  const sorted = (id: string, key: string, role: Lane['role'] = 'ended') =>
    sortedLane({ id, label: id, role, key: base + key, first: role === 'ended' ? 'lowest' : 'highest' });
  return [
    sorted('pending', 'pending_jobs', 'waiting'),
    sorted('completed', 'completed_jobs'),
    sorted('failed', 'failed_jobs'),
    sorted('silenced', 'silenced_jobs'),
    sorted('monitored', 'monitored_jobs'),
    sorted('recent', 'recent_jobs'),
  ];
}

const OWN_FIELDS = [
  'name',
  'status',
  'queue',
  'connection',
  'created_at',
  'updated_at',
  'reserved_at',
  'completed_at',
  'failed_at',
] as const;

function* readJobs(base: Bytes, entries: readonly Entry[]) {
  const hashes = yield* readHashes(
    entries.map(({ value }) => base + value),
    { small: OWN_FIELDS, large: ['payload', 'exception'] },
  );
  return entries.map((entry, index) => jobFrom(entry, hashes[index]!));
}

function jobFrom({ lane, value, score }: Entry, hash: HashFields) {
  const time = (field: string) => parseMoment(hash.text(field) ?? '');
  const payload = parseJsonObject(hash.text('payload') ?? '');
  const tags = Array.isArray(payload?.tags) ? payload.tags.filter((tag) => typeof tag === 'string') : [];
  // A trace begins with what went wrong.
  const [error] = (hash.text('exception') ?? '').split('\n', 1);
  return jobOf(lane, {
    id: toWire(value),
    type: hash.shown('name') || null,
    status: hash.shown('status') || lane.label,
    // Where the hash has run out, the set still knows when it came there.
    enqueuedAt: time('created_at') ?? (lane.role === 'waiting' && score !== null ? -score * 1000 : null),
    startedAt: time('reserved_at'),
    finishedAt: time('failed_at') ?? time('completed_at'),
    attempts: typeof payload?.attempts === 'number' ? payload.attempts : null,
    // The command itself is PHP's; tags say what a job is about.
    payload: [hash.shown('queue'), ...tags].filter((part) => part !== '').join(' · '),
    error: (error ? maskedText(error, ROW_LENGTH) : hash.shown('exception')) || null,
  });
}

function* findJob(base: Bytes, id: Bytes, lanes: readonly Lane[]): Plan<FoundJob | null> {
  const [hash] = yield* readHashes([base + id], {
    small: OWN_FIELDS,
    large: ['exception', 'context', 'retried_by'],
    mostBytes: PAGE_BYTES,
  });
  if (!hash?.exists) return null;
  const status = hash.text('status');
  const lane = lanes.find((each) => each.id === status) ?? lanes[0]!;
  const [job] = yield* readJobs(base, [{ lane, value: id, score: null }]);
  return { job: job!, fields: shownFields(hash, [...OWN_FIELDS, 'exception', 'context', 'retried_by']) };
}

/** What the queues' snapshots counted, those of one moment together. */
function* readPast(base: Bytes, now: number): Plan<Past> {
  const measured = yield* namesIn(`${base}measured_queues`, [], '', MOST_MEASURED);
  const snapshots = yield* ask(
    measured.map((name) => ['ZREVRANGE', `${base}snapshot:${name}`, 0, SNAPSHOTS - 1, 'WITHSCORES']),
  );
  const sums = new Map<number, number>();
  for (const { member, score } of snapshots.flatMap((reply) => scoredMembers(storedReply(reply)))) {
    // The queues are written down one after the other, within seconds.
    const at = Math.floor(score / 60) * 60_000;
    sums.set(at, (sums.get(at) ?? 0) + (number(parseJsonObject(member)?.throughput as string) ?? 0));
  }
  const spark = [...sums]
    .toSorted(([a], [b]) => a - b)
    .map(([at, value]): Point => [at, value, value, value]);
  if (spark.length === 0) return { spark: null, perHour: null };
  const lastHour = spark.filter(([at]) => at > now - HOUR_MS);
  return { spark, perHour: lastHour.reduce((sum, [, value]) => sum + (value ?? 0), 0) };
}
