import { parseJson, parseJsonObject, toBytes, toDisplay, type Bytes } from '../bytes';
import { jsonMembers, type JsonMember } from '../json-text';
import { isSecretName, MASKED, maskedText } from '../masking';
import { parseMoment } from '../moments';

/** What a job's text says of it; times are Unix milliseconds. `null` is what it does not say. */
export interface JobFacts {
  id: Bytes | null;
  type: string | null;
  status: string | null;
  enqueuedAt: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  dueAt: number | null;
  attempts: number | null;
  priority: number | null;
  error: string | null;
  /** What it is about, masked and cut. */
  payload: string;
}

/** The names that programs give to a fact, the most telling first. */
const NAMES = {
  id: ['id', 'job_id', 'jobId', 'task_id', 'taskId', 'jid', 'uuid', 'message_id', 'messageId'],
  type: [
    'type',
    'job_type',
    'task_type',
    'task',
    'job',
    'name',
    'action',
    'func',
    'function',
    'handler',
    'class',
  ],
  status: ['status', 'state'],
  enqueuedAt: [
    'enqueued_at',
    'enqueuedAt',
    'queued_at',
    'created_at',
    'createdAt',
    'timestamp',
    'time',
    'ts',
  ],
  startedAt: ['started_at', 'startedAt', 'processed_at', 'processedOn', 'claimed_at'],
  finishedAt: ['finished_at', 'finishedAt', 'completed_at', 'completedAt', 'failed_at', 'failedAt'],
  dueAt: [
    'execute_at',
    'executeAt',
    'run_at',
    'runAt',
    'due_at',
    'dueAt',
    'scheduled_at',
    'scheduledAt',
    'eta',
    'at',
  ],
  attempts: ['attempts', 'attempt', 'attempts_made', 'attemptsMade', 'retries', 'retry_count', 'retryCount'],
  priority: ['priority'],
  error: ['error', 'error_message', 'errorMessage', 'exception', 'failedReason', 'last_error'],
} as const;

/** Of the rest, what holds the job's own data. */
const PAYLOADS = ['data', 'payload', 'args', 'params', 'body', 'message'];

/** A row shows so much of the payload, the page of one job so much of each field. */
const ROW_LENGTH = 300;
const FIELD_LENGTH = 4_000;

/**
 * Reads a job's JSON, or whatever else stands for a job.
 *
 * The documents' jobs have no field for errors: `result` of a failed one holds it.
 */
export function jobFacts(text: Bytes): JobFacts {
  const members = jsonMembers(text);
  if (!members) return { ...UNKNOWN, payload: maskedText(text, ROW_LENGTH) };
  const byName = new Map(members.map((member) => [member.name, member]));
  const used = new Set<JsonMember>();
  /** The first member with a value that can be read. */
  const read = <T>(
    names: readonly string[],
    as: (value: unknown, member: JsonMember) => T | null,
  ): T | null => {
    for (const name of names) {
      const member = byName.get(name);
      const found = member && as(parseJson(member.value), member);
      if (found === undefined || found === null) continue;
      used.add(member!);
      return found;
    }
    return null;
  };
  const status = read(NAMES.status, asText);
  const facts = {
    // A long number would be rounded: it stays as it is written.
    id: read(NAMES.id, (value, member) =>
      typeof value === 'number'
        ? member.value
        : typeof value === 'string' && value !== ''
          ? toBytes(value)
          : null,
    ),
    type: read(NAMES.type, asText),
    status,
    enqueuedAt: read(NAMES.enqueuedAt, asMoment),
    startedAt: read(NAMES.startedAt, asMoment),
    finishedAt: read(NAMES.finishedAt, asMoment),
    dueAt: read(NAMES.dueAt, asMoment),
    attempts: read(NAMES.attempts, asNumber),
    priority: read(NAMES.priority, asNumber),
    error: read(status === 'failed' ? [...NAMES.error, 'result'] : NAMES.error, asText),
  };
  return { ...facts, payload: payloadOf(members.filter((member) => !used.has(member))) };
}

/** What tells where a job stands. */
export type JobState = Pick<
  JobFacts,
  'status' | 'enqueuedAt' | 'startedAt' | 'finishedAt' | 'attempts' | 'priority'
>;

/** The same, but only what is asked of thousands of jobs at a time. */
export function jobState(text: Bytes): JobState {
  const job = parseJsonObject(text);
  const read = <T>(names: readonly string[], as: (value: unknown) => T | null): T | null => {
    for (const name of job === null ? [] : names) {
      const found = Object.hasOwn(job!, name) ? as(job![name]) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return {
    status: read(NAMES.status, asText),
    enqueuedAt: read(NAMES.enqueuedAt, asMoment),
    startedAt: read(NAMES.startedAt, asMoment),
    finishedAt: read(NAMES.finishedAt, asMoment),
    attempts: read(NAMES.attempts, asNumber),
    priority: read(NAMES.priority, asNumber),
  };
}

const UNKNOWN = {
  id: null,
  type: null,
  status: null,
  enqueuedAt: null,
  startedAt: null,
  finishedAt: null,
  dueAt: null,
  attempts: null,
  priority: null,
  error: null,
};

function payloadOf(rest: readonly JsonMember[]): string {
  // What is empty or unknown tells nothing.
  const telling = rest.filter(({ value }) => !/^(?:null|\{\}|\[\]|"")$/.test(value));
  const [only] = telling;
  if (!only) return '';
  if (telling.length === 1 && PAYLOADS.includes(only.name)) return valueText(only, ROW_LENGTH);
  return maskedText(
    `{${telling.map(({ nameText, value }) => `${nameText}: ${value}`).join(', ')}}`,
    ROW_LENGTH,
  );
}

/** Every field of a job, each masked and cut. */
export function jobFields(text: Bytes): { name: string; value: string }[] {
  const members = jsonMembers(text);
  if (!members) return [{ name: 'value', value: maskedText(text, FIELD_LENGTH) }];
  return members.map((member) => ({
    name: toDisplay(toBytes(member.name)),
    value: valueText(member, FIELD_LENGTH),
  }));
}

function valueText({ name, value }: JsonMember, most: number): string {
  if (isSecretName(name)) return MASKED;
  const parsed = parseJson(value);
  return maskedText(typeof parsed === 'string' ? toBytes(parsed) : value, most);
}

const asText = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? maskedText(toBytes(value), ROW_LENGTH) : null;
};

const asMoment = (value: unknown): number | null => parseMoment(value);

const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/**
 * A name for an element that has no id: `~` and two FNV-1a sums of its bytes (Fowler, Noll and Vo), of different
 * offsets. Equal elements have the same one, and are the same job to Redis too.
 */
export function fingerprint(element: Bytes): string {
  let [first, second] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < element.length; at++) {
    const byte = element.charCodeAt(at);
    first = Math.imul(first ^ byte, 0x01000193);
    second = Math.imul(second ^ byte, 0x01000193) + 0x9e3779b9;
  }
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  return `~${hex(first)}${hex(second)}`;
}

/** Whether an element is the one that an id or a handle names. */
export function isNamed(element: Bytes, idOrHandle: Bytes): boolean {
  if (idOrHandle === element) return true;
  if (idOrHandle.startsWith('~') && fingerprint(element) === idOrHandle) return true;
  // Reading the JSON takes long; most elements do not even hold the id.
  return element.includes(idOrHandle) && jobFacts(element).id === idOrHandle;
}
