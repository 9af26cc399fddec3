import { number, string } from '@/lib/redis/reply';
import { parseJson, parseJsonObject, toBytes, toWire, type Bytes } from '../bytes';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import { partOf, type ReadContext, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { jobFields } from '../queues/job-facts';
import type { QueueJob } from '../queues/model';
import { scanMembers } from '../scan-some';
import { SEPARATOR } from './celery';
import { PAGE_BYTES, readHashes, ROW_BYTES, unshown } from './hash-fields';
import { all, joinedLane, laneId, listLane, sortedLane } from './lanes';
import { jobOf, type Entry, type Field, type Lane, type OpenQueue } from './library';
import { MOST_QUEUES } from './several-queues';

const ROW_LENGTH = 300;
/** kombu’s own steps; 0 has the name of the queue alone, and comes first. Others are seen in the names of keys. */
const USUAL_PRIORITIES = [3, 6, 9];
/** After an hour kombu takes a worker that has not acknowledged its message for dead, unless it is told otherwise. */
const VISIBILITY_SECONDS = 3600;
const MOST_EXCHANGES = 50;

/** How the workers talk among themselves: no jobs. */
const isTalk = (name: Bytes): boolean => /(?:^|\.)(?:celery\.pidbox|celeryev)(?:\.|$)/.test(name);

/** Opens a Celery: its queues, and what its workers have taken and not acknowledged. */
export function* openCelery(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const queues = yield* readQueueNames(thing);
  const seen = (partOf(thing, 'priority')?.names ?? []).map((name) => Number(name.split(SEPARATOR)[1]));
  const priorities = [...new Set([...USUAL_PRIORITIES, ...seen])].toSorted((a, b) => a - b);
  return {
    source: 'Celery',
    paused: null,
    lanes: [...queues.map((queue) => queueLane(queue, priorities)), unackedLane()],
    jobs: (entries) => readJobs(entries, context.now),
    fields: readFields,
    processed: null,
    waitingKeys: queues.flatMap((queue) => keysOf(queue, priorities)),
    workerNames: [],
    stuck: {
      afterSeconds: VISIBILITY_SECONDS,
      means: 'no worker has acknowledged it for an hour, after which kombu hands it to another',
    },
  };
}

/** Those that an exchange is bound to, and those whose lists a scan saw. */
function* readQueueNames(thing: Thing): Plan<Bytes[]> {
  const exchanges = (partOf(thing, 'binding')?.names ?? []).slice(0, MOST_EXCHANGES);
  const bindings = yield* all(exchanges.map((key) => scanMembers(key, MOST_QUEUES)));
  const bound = bindings.flatMap(({ found }) => found.map((member) => member.split(SEPARATOR)[2] ?? ''));
  const seen = ['default-queue', 'queue', 'priority'].flatMap((layout) => partOf(thing, layout)?.names ?? []);
  const names = [...bound, ...seen.map((name) => name.split(SEPARATOR)[0]!)];
  return [...new Set(names)]
    .filter((name) => name !== '' && !isTalk(name))
    .toSorted()
    .slice(0, MOST_QUEUES);
}

const keysOf = (queue: Bytes, priorities: readonly number[]): Bytes[] => [
  queue,
  ...priorities.map((priority) => `${queue}${SEPARATOR}${priority}`),
];

/** A list for each priority, as if they were one: workers ask for them in this order. */
function queueLane(queue: Bytes, priorities: readonly number[]): Lane {
  // Messages do not say when they were sent.
  const place = {
    id: laneId('queue', queue),
    label: laneId(queue),
    role: 'waiting' as const,
    oldest: 'unknown' as const,
  };
  return joinedLane(
    place,
    keysOf(queue, priorities).map((key) => listLane({ ...place, key, next: 'tail' })),
  );
}

/** Whatever a worker got: it may run, lie in the worker’s memory, or wait there for its time. */
const unackedLane = (): Lane =>
  sortedLane({
    id: 'unacked',
    label: 'with workers',
    role: 'processing',
    key: 'unacked_index',
    first: 'lowest',
  });

function* readJobs(entries: readonly Entry[], now: number): Plan<QueueJob[]> {
  const tags = entries.filter(({ lane }) => lane.role === 'processing').map(({ value }) => value);
  const [messages] =
    tags.length === 0 ? [] : yield* readHashes(['unacked'], { small: [], large: tags, mostBytes: ROW_BYTES });
  return entries.map((entry) => {
    if (entry.lane.role !== 'processing') return jobFrom(entry, parseJsonObject(entry.value));
    const job = jobFrom(entry, messageOf(messages?.text(entry.value) ?? null));
    const startedAt = entry.score === null ? null : entry.score * 1000;
    return {
      ...job,
      id: job.id ?? toWire(entry.value),
      // One that is too long to be read is known by its size.
      payload: job.payload || (messages?.text(entry.value) === null ? messages.shown(entry.value) : ''),
      startedAt,
      stuck:
        startedAt !== null &&
        startedAt < now - VISIBILITY_SECONDS * 1000 &&
        // One that waits for its time may be there for long.
        (job.dueAt === null || job.dueAt < now - VISIBILITY_SECONDS * 1000),
    };
  });
}

/** What the headers say. The body is never decoded: it is pickle, or has the very arguments of `argsrepr`. */
function jobFrom({ lane }: Entry, message: Record<string, unknown> | null): QueueJob {
  const headers = (message?.headers ?? {}) as Record<string, unknown>;
  const properties = (message?.properties ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const args = [text(headers.argsrepr), text(headers.kwargsrepr)].filter(
    (part) => part !== null && part !== '{}',
  );
  const body = text(message?.body);
  return jobOf(lane, {
    id: text(headers.id) ?? text(properties.correlation_id),
    type: text(headers.task) === null ? null : maskedText(toBytes(text(headers.task)!), ROW_LENGTH),
    dueAt: parseMoment(headers.eta),
    attempts: typeof headers.retries === 'number' ? headers.retries : null,
    priority: typeof properties.priority === 'number' ? properties.priority : null,
    payload:
      args.length > 0
        ? maskedText(toBytes(args.join(' ')), ROW_LENGTH)
        : body === null
          ? ''
          : unshown('base64', body.length),
  });
}

/** The headers and properties of a message; a worker's stands in the hash. */
function* readFields({ lane, value }: Entry): Plan<Field[]> {
  const message = lane.role === 'processing' ? yield* readUnacked(value) : parseJsonObject(value);
  const { headers = {}, properties = {}, body } = message ?? {};
  return [
    ...[headers, properties].flatMap((part) => jobFields(toBytes(JSON.stringify(part)))),
    ...(typeof body === 'string' ? [{ name: 'body', value: unshown('base64', body.length) }] : []),
  ];
}

function* readUnacked(tag: Bytes): Plan<Record<string, unknown> | null> {
  const [messages] = yield* readHashes(['unacked'], { small: [], large: [tag], mostBytes: PAGE_BYTES });
  return messageOf(messages?.text(tag) ?? null);
}

/** `[message, exchange, routing key]` */
function messageOf(text: Bytes | null): Record<string, unknown> | null {
  const value = text === null ? null : parseJson(text);
  const [message] = Array.isArray(value) ? (value as unknown[]) : [];
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : null;
}

const MOST_RESULTS = 10_000;
const RESULT_BYTES = 16_384;
const RESULTS_COUNTED = 200;

/** Opens the results of Celery’s tasks: as many as the scan kept the names of. */
export function* openCeleryResults(thing: Thing): Plan<OpenQueue> {
  const part = partOf(thing, 'result');
  const names = (part?.names ?? []).slice(0, MOST_RESULTS);
  const lane = resultsLane(names, part?.keys ?? 0, part?.exact ?? true);
  const looked = yield* readResults((yield* lane.page(0, RESULTS_COUNTED)).map(({ value }) => value));
  const known = looked.filter((result) => result !== null);
  const counts: Record<string, number> = {};
  for (const { status } of known) {
    const name = typeof status === 'string' ? maskedText(toBytes(status), 40) : 'other';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return {
    source: 'Celery',
    paused: null,
    lanes: [lane],
    *jobs(entries) {
      const results = yield* readResults(entries.map(({ value }) => value));
      return entries.map((entry, index) => resultJob(entry, results[index]!));
    },
    *find(id) {
      const key = `celery-task-meta-${id}`;
      const [result] = yield* readResults([key]);
      const entry = { lane, value: key, score: null };
      return result
        ? { job: resultJob(entry, result), fields: jobFields(toBytes(JSON.stringify(result))) }
        : null;
    },
    statuses: { counts, looked: known.length, of: part?.keys ?? 0 },
    processed: null,
    waitingKeys: [],
    workerNames: [],
    stuck: null,
  };
}

function resultsLane(names: readonly Bytes[], keys: number, exact: boolean): Lane {
  const lane: Lane = {
    id: 'results',
    label: 'results',
    role: 'ended',
    key: null,
    order: 'stored',
    oldest: 'unknown',
    *size() {
      return { jobs: keys, exact };
    },
    *page(offset, count) {
      return names.slice(offset, offset + count).map((value) => ({ lane, value, score: null }));
    },
  };
  return lane;
}

/** `null`: it has ended since the scan, or is none. Long ones are known by their size alone. */
function* readResults(keys: readonly Bytes[]): Plan<(Record<string, unknown> | null)[]> {
  const sizes = (yield* ask(keys.map((key) => ['STRLEN', key]))).map(
    (reply) => number(storedReply(reply)) ?? 0,
  );
  const texts = yield* ask(
    keys.map((key, index) => (sizes[index]! > RESULT_BYTES ? ['EXISTS', key] : ['GET', key])),
  );
  return keys.map((_, index) => {
    if (sizes[index]! > RESULT_BYTES) return { result: unshown('a long result', sizes[index]!) };
    const text = string(storedReply(texts[index]));
    return text === null ? null : parseJsonObject(text);
  });
}

function resultJob({ lane, value }: Entry, result: Record<string, unknown> | null): QueueJob {
  const failed = typeof result?.traceback === 'string' || result?.status === 'FAILURE';
  const outcome =
    result === null ? '' : maskedText(toBytes(JSON.stringify(result.result ?? null)), ROW_LENGTH);
  return jobOf(lane, {
    id: toWire(value.slice('celery-task-meta-'.length)),
    type: typeof result?.name === 'string' ? maskedText(toBytes(result.name), ROW_LENGTH) : null,
    status: typeof result?.status === 'string' ? maskedText(toBytes(result.status), 40) : null,
    finishedAt: parseMoment(result?.date_done),
    attempts: typeof result?.retries === 'number' ? result.retries : null,
    payload: failed || outcome === 'null' ? '' : outcome,
    error: failed ? outcome : null,
  });
}
