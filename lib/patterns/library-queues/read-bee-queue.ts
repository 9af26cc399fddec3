import { number } from '@/lib/redis/reply';
import { parseJson, parseJsonObject, toBytes, toWire, type Bytes } from '../bytes';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import type { Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { jobFields } from '../queues/job-facts';
import { PAGE_BYTES, readHashes, ROW_BYTES } from './hash-fields';
import { jsonMembers } from '../json-text';
import { listLane, setLane, sortedLane } from './lanes';
import { jobOf, type Entry, type FoundJob, type Lane, type OpenQueue } from './library';

const ROW_LENGTH = 300;

/** Opens a queue of bee-queue: lists and sets of ids, and one hash with every job. */
export function* openBeeQueue(thing: Thing): Plan<OpenQueue> {
  const base = `${thing.identity.prefix ?? 'bq'}:${thing.identity.queue ?? ''}:`;
  const lanes: Lane[] = [
    listLane({ id: 'waiting', label: 'waiting', role: 'waiting', key: `${base}waiting`, next: 'tail' }),
    sortedLane({ id: 'delayed', label: 'delayed', role: 'due', key: `${base}delayed`, first: 'lowest' }),
    listLane({ id: 'active', label: 'active', role: 'processing', key: `${base}active`, next: 'tail' }),
    setLane({ id: 'succeeded', label: 'succeeded', role: 'ended', key: `${base}succeeded` }),
    setLane({ id: 'failed', label: 'failed', role: 'ended', key: `${base}failed` }),
  ];
  return {
    source: 'bee-queue',
    // It pauses only its own process, and says so nowhere.
    paused: null,
    lanes,
    jobs: (entries) => readJobs(base, entries),
    find: (id) => findJob(base, id, lanes),
    processed: null,
    waitingKeys: [`${base}waiting`],
    workerNames: [],
    stuck: null,
  };
}

function* readJobs(base: Bytes, entries: readonly Entry[], mostBytes = ROW_BYTES) {
  const ids = [...new Set(entries.map(({ value }) => value))];
  const [jobs] =
    ids.length === 0 ? [] : yield* readHashes([`${base}jobs`], { small: [], large: ids, mostBytes });
  return entries.map(({ lane, value, score }) => {
    const text = jobs?.text(value) ?? null;
    const payload = text === null ? (jobs?.shown(value) ?? '') : payloadOf(text);
    return jobOf(lane, {
      id: toWire(value),
      dueAt: score,
      payload,
      ...(text === null ? {} : optionsOf(text)),
    });
  });
}

/** When a job was made and how it failed stands among its options. It tells neither its start nor its end. */
function optionsOf(text: Bytes): { enqueuedAt: number | null; error: string | null } {
  const options = parseJsonObject(text)?.options as
    { timestamp?: unknown; stacktraces?: unknown } | undefined;
  const traces = Array.isArray(options?.stacktraces) ? (options.stacktraces as unknown[]) : [];
  const [error] = String(traces[0] ?? '').split('\n', 1);
  return {
    enqueuedAt: parseMoment(options?.timestamp),
    error: error ? maskedText(toBytes(error), ROW_LENGTH) : null,
  };
}

function payloadOf(text: Bytes): string {
  const data = jsonMembers(text)?.find(({ name }) => name === 'data')?.value ?? text;
  const parsed = parseJson(data);
  return maskedText(typeof parsed === 'string' ? toBytes(parsed) : data, ROW_LENGTH);
}

/** A list is not searched: a job that no set has waits or is worked on. */
function* findJob(base: Bytes, id: Bytes, lanes: readonly Lane[]): Plan<FoundJob | null> {
  const [due, succeeded, failed, hash] = yield* ask([
    ['ZSCORE', `${base}delayed`, id],
    ['SISMEMBER', `${base}succeeded`, id],
    ['SISMEMBER', `${base}failed`, id],
    ['HSTRLEN', `${base}jobs`, id],
  ]);
  if ((number(storedReply(hash)) ?? 0) === 0) return null;
  const score = number(storedReply(due));
  const name =
    score !== null
      ? 'delayed'
      : number(storedReply(succeeded)) === 1
        ? 'succeeded'
        : number(storedReply(failed)) === 1
          ? 'failed'
          : 'waiting';
  const lane = lanes.find((each) => each.id === name)!;
  const [job] = yield* readJobs(base, [{ lane, value: id, score }]);
  const [all] = yield* readHashes([`${base}jobs`], { small: [], large: [id], mostBytes: PAGE_BYTES });
  const text = all?.text(id) ?? null;
  return {
    job: job!,
    fields: text === null ? [{ name: 'job', value: all?.shown(id) ?? '' }] : jobFields(text),
  };
}
