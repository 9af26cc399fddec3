import { parseJson, parseJsonObject, toBytes, type Bytes } from '../bytes';
import { jsonMembers } from '../json-text';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import type { ReadContext, Thing } from '../pattern';
import type { Plan } from '../plan';
import { jobFields } from '../queues/job-facts';
import type { QueueJob } from '../queues/model';
import { unshown } from './hash-fields';
import { listLane, sortedLane } from './lanes';
import { laravelPrefix } from './laravel';
import { jobOf, type Entry, type Field, type OpenQueue } from './library';

const ROW_LENGTH = 300;
/** `retry_after`, unless it is told otherwise; the score of a reserved job has the very time. */
const RETRY_SECONDS = 90;

/** Opens one queue of Laravel. */
export function* openLaravel(thing: Thing, context: ReadContext): Plan<OpenQueue> {
  const key = `${laravelPrefix(thing)}queues:${thing.identity.queue ?? ''}`;
  return {
    source: 'Laravel',
    paused: null,
    lanes: [
      listLane({ id: 'waiting', label: 'waiting', role: 'waiting', key, next: 'head' }),
      sortedLane({ id: 'delayed', label: 'delayed', role: 'due', key: `${key}:delayed`, first: 'lowest' }),
      sortedLane({
        id: 'reserved',
        label: 'reserved',
        role: 'processing',
        key: `${key}:reserved`,
        first: 'lowest',
      }),
    ],
    *jobs(entries) {
      return entries.map((entry) => toJob(entry, context.now));
    },
    *fields({ value }) {
      return fieldsOf(value);
    },
    processed: null,
    waitingKeys: [`${key}:notify`],
    workerNames: [],
    stuck: { afterSeconds: RETRY_SECONDS, means: 'the time ran out and no worker takes it back' },
  };
}

function toJob({ lane, value, score }: Entry, now: number): QueueJob {
  const job = parseJsonObject(value) ?? {};
  const text = (field: unknown) => (typeof field === 'string' ? field : null);
  const type = text(job.displayName) ?? text(job.job);
  return jobOf(lane, {
    id: text(job.uuid) ?? text(job.id),
    type: type === null ? null : maskedText(toBytes(type), ROW_LENGTH),
    // Horizon writes when it was pushed, Laravel itself since version 12 when it was made.
    enqueuedAt: parseMoment(job.pushedAt) ?? parseMoment(job.createdAt),
    // A reserved one may be taken by another worker then.
    dueAt: score === null ? null : score * 1000,
    attempts: typeof job.attempts === 'number' ? job.attempts : null,
    payload: dataOf(value),
    stuck: lane.role === 'processing' && score !== null && score * 1000 < now,
  });
}

/** A command is an object as PHP serialises it: it may hold anything, and only PHP reads it. */
function dataOf(value: Bytes): string {
  const data = jsonMembers(value)?.find(({ name }) => name === 'data')?.value ?? '';
  const fields = parseJsonObject(data);
  if (fields && typeof fields.command === 'string')
    return unshown('PHP object', toBytes(fields.command).length);
  const parsed = parseJson(data);
  return maskedText(typeof parsed === 'string' ? toBytes(parsed) : data, ROW_LENGTH);
}

const fieldsOf = (value: Bytes): Field[] =>
  jobFields(value).map((field) => (field.name === 'data' ? { ...field, value: dataOf(value) } : field));
