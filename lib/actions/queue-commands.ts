import { jobQueueKeys, priorityQueueKeys } from '@/lib/patterns/queues/keys';

/** What an action on a queue is asked for, as far as its commands show it; names as the API has them. */
export interface QueueDeed {
  thing: string;
  /** One queue of several that look alike. */
  key?: string;
  job?: string;
  lane?: string | null;
}

export type QueueAction = 'job.requeue' | 'job.remove' | 'queue.purge';

/**
 * The commands that an action on a queue will send, for its dialog. Which they are, the family of the queue decides,
 * which begins the thing's id. What only the queue itself tells stands in angle brackets.
 */
export function queueCommands(
  verb: QueueAction,
  { thing, key = '<key>', job = '', lane = null }: QueueDeed,
): string {
  const [family = '', queue = ''] = thing.split('/').map(decodeURIComponent);
  if (family === 'job-queue') return inJobQueue(verb, queue, job, lane).join('\n');
  if (family === 'priority-queue') return inPriorityQueue(verb, queue, job, lane).join('\n');
  return verb === 'queue.purge' ? `UNLINK ${key}` : removal(family, key, job);
}

const removal = (family: string, key: string, job: string) =>
  family === 'task-priorities' ? `ZREM ${key} <job ${job}>` : `LREM ${key} 1 <job ${job}>`;

const transaction = (...commands: string[]) => ['MULTI', ...commands, 'EXEC'];

function inJobQueue(verb: QueueAction, queue: string, job: string, lane: string | null): string[] {
  const keys = jobQueueKeys(queue);
  const watch = `WATCH ${Object.values(keys).join(' ')}`;
  const out = [`ZREM ${keys.delayed} ${job}`, `SREM ${keys.processing} ${job}`];
  switch (verb) {
    case 'job.requeue': {
      const again = [`HSET ${keys.jobs} ${job} {… "status": "pending"}`, `RPUSH ${keys.waiting} ${job}`];
      return [watch, ...transaction(...out, ...again)];
    }
    case 'job.remove': {
      const lists = lane === 'waiting' || lane === 'high';
      const fromLists = lists ? [keys.waiting, keys.high].map((list) => `LREM ${list} 0 ${job}`) : [];
      return [watch, ...transaction(`HDEL ${keys.jobs} ${job}`, ...out, ...fromLists)];
    }
    case 'queue.purge':
      return lane === null
        ? transaction(...Object.values(keys).map((key) => `UNLINK ${key}`))
        : purgeLane(keys, lane);
  }
}

/** By batches, each read and removed under a WATCH. */
function purgeLane(keys: ReturnType<typeof jobQueueKeys>, lane: string): string[] {
  const forget = `HDEL ${keys.jobs} <ids>`;
  switch (lane) {
    case 'waiting':
    case 'high':
      return [`WATCH ${keys[lane]}`, ...transaction(`LTRIM ${keys[lane]} 500 -1`, forget)];
    case 'delayed':
      return [`WATCH ${keys.delayed}`, ...transaction(`ZREM ${keys.delayed} <ids>`, forget)];
    case 'processing':
      return [`WATCH ${keys.processing}`, ...transaction(`SREM ${keys.processing} <ids>`, forget)];
    default:
      return [`WATCH ${keys.jobs}`, ...transaction(forget)];
  }
}

function inPriorityQueue(verb: QueueAction, queue: string, job: string, lane: string | null): string[] {
  const keys = priorityQueueKeys(queue);
  if (verb === 'job.requeue') {
    const watch = `WATCH ${keys.processing} ${keys.waiting}`;
    const move = [`ZREM ${keys.processing} <job ${job}>`, `ZADD ${keys.waiting} <−priority> <job ${job}>`];
    return [watch, ...transaction(...move)];
  }
  const places =
    lane === 'processing' ? [keys.processing] : lane === null ? Object.values(keys) : [keys.waiting];
  return verb === 'job.remove'
    ? places.map((key) => `ZREM ${key} <job ${job}>`)
    : transaction(...places.map((key) => `UNLINK ${key}`));
}
