import { number, string } from '@/lib/redis/reply';
import { parseJson, parseJsonObject, toBytes, type Bytes } from '../bytes';
import { jsonMembers } from '../json-text';
import { MASKED, maskedText } from '../masking';
import { parseMoment } from '../moments';
import { partOf, type ReadContext, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { jobFields } from '../queues/job-facts';
import type { QueueJob } from '../queues/model';
import { scanFields } from '../scan-some';
import { all, laneId, listLane, sortedLane, textAll } from './lanes';
import { jobOf, type Entry, type Field, type Lane, type OpenQueue, type Past } from './library';
import { daysPast, namesIn } from './several-queues';

const ROW_LENGTH = 300;
/** Processes whose work is shown, and jobs of each: as many as anybody runs. */
const MOST_PROCESSES = 100;
const MOST_OF_PROCESS = 100;
const MINUTES = 60;

/** Opens a Sidekiq: all its queues, its three sorted sets, and what its processes are at. */
export function* openSidekiq(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const base = thing.identity.prefix === undefined ? '' : `${thing.identity.prefix}:`;
  const queues = yield* namesIn(`${base}queues`, partOf(thing, 'queue')?.names ?? [], `${base}queue:`);
  const [processed, failed] = yield* textAll([
    ['GET', `${base}stat:processed`],
    ['GET', `${base}stat:failed`],
  ]);
  const isPaused = yield* ask(queues.map((queue) => ['SISMEMBER', `${base}paused`, queue]));
  const processes = yield* readProcesses(base);
  const ended = { all: number(processed), failed: number(failed) };
  return {
    source: processes.version === null ? 'Sidekiq' : `Sidekiq ${processes.version}`,
    paused: queues.length > 0 && isPaused.every((reply) => number(storedReply(reply)) === 1),
    lanes: lanesOf(base, queues, processes.keys),
    jobs: function* (entries) {
      return entries.map(toJob);
    },
    *fields(entry) {
      return fieldsOf(entry);
    },
    processed: {
      // `processed` counts every run, failed ones among them.
      completed: ended.all === null ? null : Math.max(0, ended.all - (ended.failed ?? 0)),
      failed: ended.failed,
    },
    waitingKeys: queues.map((queue) => `${base}queue:${queue}`),
    workerNames: [],
    stuck: null,
    past: () => readPast(base, context.now),
    trouble: (waiting) =>
      waiting > 0 && processes.keys.length === 0 ? 'Jobs wait, but no Sidekiq process is running.' : null,
  };
}

function lanesOf(base: Bytes, queues: readonly Bytes[], processes: readonly Bytes[]): Lane[] {
  const sorted = (id: string, key: string, role: Lane['role'], first: 'lowest' | 'highest') =>
    sortedLane({ id, label: id, role, key: base + key, first });
  return [
    ...queues.map((queue) =>
      listLane({
        id: laneId('queue', queue),
        label: laneId(queue),
        role: 'waiting',
        key: `${base}queue:${queue}`,
        next: 'tail',
      }),
    ),
    busyLane(processes),
    sorted('scheduled', 'schedule', 'due', 'lowest'),
    sorted('retries', 'retry', 'due', 'lowest'),
    sorted('dead', 'dead', 'ended', 'highest'),
  ];
}

/** The processes whose hash has not run out: the set keeps those that died until somebody looks. */
function* readProcesses(base: Bytes): Plan<{ keys: Bytes[]; version: string | null }> {
  const names = yield* namesIn(`${base}processes`, [], '', MOST_PROCESSES);
  const infos = yield* ask(names.map((name) => ['HGET', base + name, 'info']));
  const alive = names.flatMap((name, index) => {
    const info = string(storedReply(infos[index]));
    return info === null ? [] : [{ key: base + name, version: parseJsonObject(info)?.version }];
  });
  const version = alive.map((one) => one.version).find((one) => typeof one === 'string');
  return { keys: alive.map(({ key }) => key), version: version ?? null };
}

/** What the processes said with their last beat that they are at. */
function busyLane(processes: readonly Bytes[]): Lane {
  const lane: Lane = {
    id: 'busy',
    label: 'busy',
    role: 'processing',
    key: null,
    order: 'oldest',
    oldest: 'anywhere',
    *size() {
      const counts = yield* ask(processes.map((key) => ['HLEN', `${key}:work`]));
      return {
        jobs: counts.reduce<number>((sum, count) => sum + (number(storedReply(count)) ?? 0), 0),
        exact: true,
      };
    },
    *page(offset, count) {
      const work = yield* all(processes.map((key) => scanFields(`${key}:work`, MOST_OF_PROCESS)));
      const entries = work.flatMap(({ found }) =>
        found.map(([, value]): Entry => ({ lane, value, score: null })),
      );
      return entries
        .toSorted((a, b) => (startOf(a.value) ?? 0) - (startOf(b.value) ?? 0))
        .slice(offset, offset + count);
    },
  };
  return lane;
}

const startOf = (work: Bytes): number | null => parseMoment(parseJsonObject(work)?.run_at);

/** The job's own JSON; a process writes it as a string into its own, older ones as an object. */
function jobText({ lane, value }: Entry): Bytes {
  if (lane.role !== 'processing') return value;
  const payload = parseJsonObject(value)?.payload;
  return toBytes(typeof payload === 'string' ? payload : JSON.stringify(payload ?? {}));
}

function toJob(entry: Entry): QueueJob {
  const { lane, score } = entry;
  const text = jobText(entry);
  const job = parseJsonObject(text) ?? {};
  const error = [job.error_class, job.error_message].filter((part) => typeof part === 'string').join(': ');
  return jobOf(lane, {
    id: typeof job.jid === 'string' ? job.jid : null,
    type: typeOf(job),
    // Version 8 writes milliseconds as an integer, those before it wrote seconds with a fraction.
    enqueuedAt: parseMoment(job.enqueued_at) ?? parseMoment(job.created_at),
    startedAt: lane.role === 'processing' ? startOf(entry.value) : null,
    finishedAt: lane.id === 'dead' && score !== null ? score * 1000 : null,
    dueAt: lane.role === 'due' && score !== null ? score * 1000 : null,
    attempts: typeof job.retry_count === 'number' ? job.retry_count + 1 : null,
    payload: argsOf(text, job.encrypt === true),
    error: error === '' ? null : maskedText(toBytes(error), ROW_LENGTH),
  });
}

/** Rails’ own jobs are wrapped. */
function typeOf(job: Record<string, unknown>): string | null {
  const type = [job.display_class, job.wrapped, job.class].find((name) => typeof name === 'string');
  return type === undefined ? null : maskedText(toBytes(type), ROW_LENGTH);
}

function argsOf(text: Bytes, isEncrypted: boolean): string {
  const args = jsonMembers(text)?.find(({ name }) => name === 'args')?.value;
  if (args === undefined) return '';
  if (!isEncrypted) return maskedText(args, ROW_LENGTH);
  // Sidekiq Enterprise encrypts the last argument.
  const values = parseJson(args);
  return Array.isArray(values)
    ? maskedText(toBytes(JSON.stringify([...values.slice(0, -1), MASKED])), ROW_LENGTH)
    : MASKED;
}

/** The backtrace is compressed: it says nothing to anybody. */
function fieldsOf(entry: Entry): Field[] {
  const text = jobText(entry);
  const isEncrypted = parseJsonObject(text)?.encrypt === true;
  return jobFields(text)
    .filter(({ name }) => name !== 'error_backtrace')
    .map((field) => (field.name === 'args' && isEncrypted ? { ...field, value: argsOf(text, true) } : field));
}

/** Jobs processed on each of the last days; in an hour, by the minutes that version 7 and later keep. */
function* readPast(base: Bytes, now: number): Plan<Past> {
  const past = yield* daysPast((day) => [`${base}stat:processed:${day}`], now);
  const minutes = Array.from({ length: MINUTES }, (_, index) => minuteKey(base, now - index * 60_000));
  const counts = yield* ask(minutes.map((key) => ['HGET', key, 'p']));
  const lastHour = counts.flatMap((reply) => number(storedReply(reply)) ?? []);
  return lastHour.length === 0 ? past : { ...past, perHour: lastHour.reduce((sum, each) => sum + each, 0) };
}

/** `j|260814|8:04`: a minute of UTC; the hour has no leading zero. Ten minutes are `j|260814|8:0`. */
export function minuteKey(base: Bytes, at: number): Bytes {
  const time = new Date(at).toISOString();
  const [hour, minute] = [Number(time.slice(11, 13)), time.slice(14, 16)];
  return `${base}j|${time.slice(2, 10).replaceAll('-', '')}|${hour}:${minute}`;
}
