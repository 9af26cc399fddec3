import { list, string } from '@/lib/redis/reply';
import { parseJsonObject, type Bytes } from '../bytes';
import { isEpochSeconds, isListOf, scoredMembers, type Scored } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';

/** A few elements from either end of a collection. */
const FEW = 5;

/** Ids are short and of one word; JSON is neither. */
export const isJobId = (element: Bytes): boolean => /^[^\s{}[\]"\0-\x1f]{1,200}$/.test(element);

/**
 * A message that a library wrote in its own form: Sidekiq, Celery, Laravel. Its keys are the library's to explain, and
 * nobody may change them but it.
 */
function isLibraryMessage(element: Bytes): boolean {
  const message = parseJsonObject(element);
  const has = (...fields: string[]) =>
    message !== null && fields.every((field) => Object.hasOwn(message, field));
  return has('jid', 'class') || has('body', 'headers', 'properties') || has('displayName', 'job');
}

const elementsOf = (reply: Parameters<typeof list>[0]): Bytes[] =>
  list(reply).flatMap((element) => string(element) ?? []);

/** A list of ids, whose jobs stand elsewhere. */
export const isListOfIds: Check = isListOf('job ids', isJobId);

/** A list of whatever is to be done, unless a library wrote it. */
export const isListOfMessages: Check = {
  ignoresName: true,
  commands: ({ name }) => [['LRANGE', name, 0, FEW - 1]],
  judge: ([reply]) => {
    const elements = elementsOf(reply);
    if (elements.length === 0 || elements.some(isLibraryMessage)) return null;
    return elements.every((element) => parseJsonObject(element) !== null)
      ? 'a list of JSON'
      : 'a list of values';
  },
};

/** The same under a name that many other lists have: only JSON tells that something is to be done. */
export const isListOfJsonMessages: Check = isListOf(
  'JSON',
  (element) => parseJsonObject(element) !== null && !isLibraryMessage(element),
);

/** Document 001 keeps its jobs beside the queue: `{id, type, data, status, created_at …}`. */
export const isHashOfJobs: Check = {
  ignoresName: true,
  commands: ({ name }) => [['HSCAN', name, 0, 'COUNT', FEW]],
  judge: ([reply]) => {
    const pairs = elementsOf(list(reply)[1]);
    const jobs = pairs
      .filter((_, index) => index % 2 === 1)
      .slice(0, FEW)
      .map(parseJsonObject);
    const isJob = (job: Record<string, unknown> | null) =>
      typeof job?.status === 'string' &&
      ['id', 'type', 'created_at'].some((field) => Object.hasOwn(job, field));
    return jobs.length > 0 && jobs.every(isJob) ? 'a hash of jobs, JSON with status' : null;
  },
};

/** The ids of the jobs that somebody is at. */
export const isSetOfIds: Check = {
  ignoresName: true,
  commands: ({ name }) => [['SRANDMEMBER', name, FEW]],
  judge: ([reply]) => {
    const ids = elementsOf(reply);
    return ids.length > 0 && ids.every(isJobId) ? 'a set of job ids' : null;
  },
};

const isSortedSetOf = (phrase: string, holds: (entry: Scored) => boolean): Check => ({
  ignoresName: true,
  commands: ({ name }) => [
    ['ZRANGE', name, 0, FEW - 1, 'WITHSCORES'],
    ['ZREVRANGE', name, 0, FEW - 1, 'WITHSCORES'],
  ],
  judge: ([lowest, highest]) => {
    const entries = [...scoredMembers(lowest), ...scoredMembers(highest)];
    return entries.length > 0 && entries.every(holds) ? phrase : null;
  },
});

const isJsonObject = ({ member }: Scored) => parseJsonObject(member) !== null;

/** Priorities are small; a time is not. */
const isPriority = ({ score }: Scored) => Math.abs(score) < 1e9;

/** Ids that are due at their scores. */
export const isDelayedIds: Check = isSortedSetOf(
  'a sorted set of job ids by the time when they are due',
  (entry) => isEpochSeconds(entry.score) && isJobId(entry.member),
);

/** Document 003's queue: JSON, the most important first, which is the lowest score. */
export const isRankedJobs: Check = isSortedSetOf(
  'a sorted set of JSON by priority',
  (entry) => isJsonObject(entry) && isPriority(entry),
);

/** The jobs of document 003 that somebody has claimed, by when. */
export const isClaimedJobs: Check = isSortedSetOf(
  'a sorted set of JSON by the time of the claim',
  (entry) => isJsonObject(entry) && isEpochSeconds(entry.score),
);

/** Document 004's tasks: anything, by priority. */
export const isRankedTasks: Check = isSortedSetOf('a sorted set of tasks by priority', isPriority);

/** Words for work in a job's JSON that neither an event nor a measurement has. */
const WORK_FIELDS =
  /^(?:(?:job|task)(?:_?id|_?type)?|attempts?|retries|retry_count|max_(?:retries|attempts)|func|function|handler|kwargs|queue|run_at|execute_at)$/i;
const WORK_STATES = /^(?:pending|queued|waiting|ready|processing|running|failed|retry)$/i;

/** A list whose name says nothing, of JSON that says that something is to be done. */
export const isListOfJobs: Check = isListOf('JSON jobs', (element) => {
  const job = parseJsonObject(element);
  if (!job) return false;
  const names = Object.keys(job);
  if (names.some((name) => WORK_FIELDS.test(name)) || isLibraryMessage(element)) return true;
  return (names.includes('class') && names.includes('args')) || WORK_STATES.test(String(job.status));
});

/** A sorted set with times still to come. */
export const isDue: Check = isSortedSetKind('a sorted set of what is due', 'due');

/** A sorted set of JSON whose scores are small and none above 0: minus the priorities. */
export const isPriorities: Check = isSortedSetKind('a sorted set of JSON by priority', 'priorities');
