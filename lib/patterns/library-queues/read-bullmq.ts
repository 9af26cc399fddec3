import { list, number, string } from '@/lib/redis/reply';
import type { Point } from '@/lib/metrics/series';
import { toDisplay, toWire, type Bytes } from '../bytes';
import { HOUR_MS } from '../clock';
import type { ReadContext, Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { DELAYED_FACTOR } from './bullmq';
import { PAGE_BYTES, readHashes, shownFields, type HashFields } from './hash-fields';
import { countAll, listLane, sortedLane } from './lanes';
import { jobOf, type Entry, type FoundJob, type Lane, type OpenQueue, type Past } from './library';

/** BullMQ's and Bull's locks last 30 s unless their worker renews them. */
const LOCK_SECONDS = 30;

const MINUTE_MS = 60_000;
const MINUTES_SHOWN = 60;
const HOURS_SHOWN = 24;

/** What `meta` says of a queue. */
interface Meta {
  /** `BullMQ 6.7.0`, `BullMQ` of an older one, `Bull`. */
  source: string;
  isBull: boolean;
  paused: boolean;
}

/** Opens a queue of BullMQ or Bull: the same keys, but for a few. */
export function* openBullmq(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const prefix = thing.identity.prefix ?? 'bull';
  const queue = thing.identity.queue ?? '';
  const base = `${prefix}:${queue}:`;
  const meta = yield* readMeta(base);
  const processed = yield* readProcessed(base);
  const lanes = lanesOf(base, meta);
  const jobs = (entries: readonly Entry[]) => readJobs(base, entries, context.now);
  return {
    source: meta.source,
    paused: meta.paused,
    lanes,
    jobs,
    find: (id) => findJob(base, id, lanes, context.now),
    processed,
    waitingKeys: [base + (meta.isBull ? 'wait' : 'marker')],
    // Both name their workers' connections so; BullMQ's named workers go on with `:w:` and the name.
    workerNames: [`${toDisplay(prefix)}:${btoa(queue)}`],
    stuck: { afterSeconds: LOCK_SECONDS, means: 'the lock ran out, so the worker died or hangs' },
    past: () => readPast(base, context.now),
  };
}

function* readMeta(base: Bytes): Plan<Meta> {
  const [settings, mark] = yield* ask([
    ['HMGET', `${base}meta`, 'version', 'opts.maxLenEvents', 'paused'],
    ['EXISTS', `${base}meta-paused`],
  ]);
  const [version, events, paused] = list(storedReply(settings)).map(string);
  const isBull = !version && !events;
  const [name, release] = (version ?? '').split(':', 2);
  return {
    source: isBull
      ? 'Bull'
      : `${name === 'bullmq-pro' ? 'BullMQ Pro' : 'BullMQ'}${release ? ` ${release}` : ''}`,
    isBull,
    // BullMQ 6 leaves the jobs in wait; before, and in Bull, they stand in the list `paused`.
    paused: paused === '1' || number(storedReply(mark)) === 1,
  };
}

function lanesOf(base: Bytes, { isBull }: Meta): Lane[] {
  const place = (id: string, label: string, role: Lane['role'], key = id) => ({
    id,
    label,
    role,
    key: base + key,
  });
  const ended = (id: string) => sortedLane({ ...place(id, id, 'ended'), first: 'highest' });
  return [
    listLane({ ...place('waiting', 'waiting', 'waiting', 'wait'), next: 'tail' }),
    listLane({ ...place('paused', 'waiting, paused', 'waiting'), next: 'tail' }),
    ...(isBull
      ? []
      : [
          sortedLane({
            ...place('prioritized', 'prioritised', 'waiting'),
            first: 'lowest',
            oldest: 'anywhere',
          }),
        ]),
    sortedLane({ ...place('delayed', 'delayed', 'due'), first: 'lowest' }),
    listLane({ ...place('active', 'active', 'processing'), next: 'tail' }),
    ...(isBull
      ? []
      : [sortedLane({ ...place('waiting-children', 'waiting for children', 'held'), first: 'lowest' })]),
    ended('completed'),
    ended('failed'),
    sortedLane({ ...place('schedules', 'schedules', 'planned', 'repeat'), first: 'lowest' }),
  ];
}

/** The fields of a job's hash, in the order of a page about one. Older ones count attempts in `attemptsMade`. */
const OWN_FIELDS = [
  'name',
  'timestamp',
  'delay',
  'priority',
  'processedOn',
  'finishedOn',
  'atm',
  'ats',
  'attemptsMade',
  'stc',
  'pb',
  'parentKey',
  'rjk',
  'deid',
] as const;
const ROW_LARGE = ['data', 'failedReason'] as const;
const PAGE_LARGE = ['data', 'opts', 'progress', 'returnvalue', 'failedReason', 'stacktrace'] as const;

function* readJobs(base: Bytes, entries: readonly Entry[], now: number) {
  const isSchedule = ({ lane }: Entry) => lane.role === 'planned';
  const hashes = yield* readHashes(
    entries.map((entry) => base + (isSchedule(entry) ? `repeat:${entry.value}` : entry.value)),
    { small: [...OWN_FIELDS, 'every', 'pattern', 'tz'], large: ROW_LARGE },
  );
  const active = entries.filter(({ lane }) => lane.role === 'processing');
  const locks = yield* countAll(active.map(({ value }) => ['EXISTS', `${base}${value}:lock`]));
  return entries.map((entry, index) => {
    const hash = hashes[index]!;
    if (isSchedule(entry)) return scheduleOf(entry, hash);
    const isUnlocked = entry.lane.role === 'processing' && locks[active.indexOf(entry)] === 0;
    return jobFrom(entry, hash, isUnlocked, now);
  });
}

function jobFrom({ lane, value, score }: Entry, hash: HashFields, isUnlocked: boolean, now: number) {
  const startedAt = hash.number('processedOn');
  return jobOf(lane, {
    id: toWire(value),
    type: hash.shown('name') || null,
    enqueuedAt: hash.number('timestamp'),
    startedAt,
    finishedAt: hash.number('finishedOn'),
    dueAt: lane.role === 'due' && score !== null ? Math.floor(score / DELAYED_FACTOR) : null,
    attempts: hash.number('atm') ?? hash.number('attemptsMade'),
    priority: hash.number('priority'),
    payload: hash.shown('data'),
    error: hash.shown('failedReason') || null,
    stuck: isUnlocked && startedAt !== null && startedAt < now - LOCK_SECONDS * 1000,
  });
}

/** BullMQ keeps what a scheduler makes in a hash; Bull's are but members `name:id:endDate:tz:cron`. */
function scheduleOf({ lane, value, score }: Entry, hash: HashFields) {
  const every = hash.number('every');
  const rhythm = every === null ? hash.shown('pattern') : `every ${every / 1000} s`;
  const zone = hash.shown('tz');
  const [bullName, ...bullRest] = value.split(':');
  return jobOf(lane, {
    id: toWire(value),
    type: hash.shown('name') || bullName || null,
    dueAt: score,
    payload: hash.exists ? `${rhythm}${zone ? ` ${zone}` : ''}` : bullRest.join(' ').trim(),
  });
}

/** The sorted sets know their members; which list holds a job, its own times tell, as no list is searched. */
function* findJob(base: Bytes, id: Bytes, lanes: readonly Lane[], now: number): Plan<FoundJob | null> {
  const sorted = lanes.filter(
    ({ order, key, id: name }) => order !== 'stored' && key && !/^(?:waiting|paused|active)$/.test(name),
  );
  const scores = yield* ask(sorted.map(({ key }) => ['ZSCORE', key!, id]));
  const at = scores.findIndex((score) => number(storedReply(score)) !== null);
  const score = at < 0 ? null : number(storedReply(scores[at]));
  const isSchedule = sorted[at]?.role === 'planned';
  const [hash] = yield* readHashes([base + (isSchedule ? `repeat:${id}` : id)], {
    small: OWN_FIELDS,
    large: PAGE_LARGE,
    mostBytes: PAGE_BYTES,
  });
  if (!hash?.exists && !isSchedule) return null;
  const inProcessing = hash!.text('processedOn') !== null && hash!.text('finishedOn') === null;
  const lane = sorted[at] ?? lanes.find(({ id: name }) => name === (inProcessing ? 'active' : 'waiting'))!;
  const [job] = yield* readJobs(base, [{ lane, value: id, score }], now);
  return { job: job!, fields: shownFields(hash!, [...OWN_FIELDS, ...PAGE_LARGE]) };
}

/** Counted since the queue exists, where its workers were told to (`metrics`). */
function* readProcessed(base: Bytes): Plan<OpenQueue['processed']> {
  const [completed, failed] = yield* ask([
    ['HGET', `${base}metrics:completed`, 'count'],
    ['HGET', `${base}metrics:failed`, 'count'],
  ]);
  const counts = { completed: number(storedReply(completed)), failed: number(storedReply(failed)) };
  return counts.completed === null && counts.failed === null ? null : counts;
}

/** Jobs completed in each minute, where the workers count them; else what is kept of those that ended, by hour. */
function* readPast(base: Bytes, now: number): Plan<Past> {
  const [counts, perMinute] = yield* ask([
    ['HMGET', `${base}metrics:completed`, 'count', 'prevTS', 'prevCount'],
    ['LRANGE', `${base}metrics:completed:data`, 0, MINUTES_SHOWN],
  ]);
  const [count, previousAt, previousCount] = list(storedReply(counts)).map(number);
  if (count == null || previousAt == null) return yield* readKept(base, now);
  const spark = minutePoints(
    list(storedReply(perMinute)).map((each) => number(each) ?? 0),
    { at: previousAt, since: count - (previousCount ?? 0) },
    now,
  );
  return { spark, perHour: spark.reduce((sum, [, value]) => sum + (value ?? 0), 0) };
}

/**
 * Jobs in each of the last minutes, the present one among them.
 *
 * A worker that ends a job in a new minute first files the count of the minute before it, newest first, with zeros for
 * idle minutes between; so the list ends a minute before `latest.at`, whose own count is not filed yet.
 * @param filed the list, newest first
 * @param latest when the last filing was, in Unix milliseconds, and how many jobs ended since
 */
export function minutePoints(
  filed: readonly number[],
  latest: { at: number; since: number },
  now: number,
): Point[] {
  const latestMinute = Math.floor(latest.at / MINUTE_MS);
  const thisMinute = Math.floor(now / MINUTE_MS);
  return Array.from({ length: MINUTES_SHOWN }, (_, index): Point => {
    const minute = thisMinute - (MINUTES_SHOWN - 1 - index);
    const back = latestMinute - minute;
    // Before the list begins nothing was counted; after the last filing no job ended.
    const value = back < 0 ? 0 : back === 0 ? latest.since : (filed[back - 1] ?? null);
    return [minute * MINUTE_MS, value, value, value];
  });
}

/** From the oldest that is kept on: those before it were removed as the queue was told to. */
function* readKept(base: Bytes, now: number): Plan<Past> {
  const hours = Array.from({ length: HOURS_SHOWN }, (_, index) => now - (HOURS_SHOWN - index) * HOUR_MS);
  const sets = [`${base}completed`, `${base}failed`];
  const oldest = yield* ask(sets.map((key) => ['ZRANGE', key, 0, 0, 'WITHSCORES']));
  const begin = Math.min(...oldest.map((reply) => number(list(storedReply(reply)).flat()[1]) ?? Infinity));
  if (begin === Infinity) return { spark: null, perHour: null };
  const counts = yield* countAll(
    hours.flatMap((from) => sets.map((key) => ['ZCOUNT', key, `(${from}`, from + HOUR_MS] as const)),
  );
  const spark = hours.map((from, index): Point => {
    const value = from + HOUR_MS < begin ? null : counts[2 * index]! + counts[2 * index + 1]!;
    return [from, value, value, value];
  });
  return { spark, perHour: spark.at(-1)?.[1] ?? null };
}
