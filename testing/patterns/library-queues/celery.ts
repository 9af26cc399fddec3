import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys of Celery 5 over kombu 5.6, which do not run in a test, as their sources lay them out. */

const SEPARATOR = '\x06\x16';

export interface CeleryTask {
  id: string;
  task?: string;
  argsrepr?: string;
  kwargsrepr?: string;
  eta?: string | null;
  priority?: number;
}

/** A message of Celery's second protocol: the body is JSON of arguments in base64. */
export const celeryMessage = ({ id, priority = 0, ...task }: CeleryTask, queue: Bytes = 'celery'): Bytes =>
  JSON.stringify({
    body: btoa(JSON.stringify([['ann@example.org'], { password: 'hunter2' }, {}])),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: {
      lang: 'py',
      task: task.task ?? 'shop.mail.send',
      id,
      eta: task.eta ?? null,
      expires: null,
      retries: 0,
      timelimit: [null, null],
      root_id: id,
      parent_id: null,
      argsrepr: task.argsrepr ?? "('ann@example.org',)",
      kwargsrepr: task.kwargsrepr ?? "{'password': 'hunter2'}",
      origin: 'gen1@host',
    },
    properties: {
      correlation_id: id,
      reply_to: 'b2a1',
      delivery_mode: 2,
      delivery_info: { exchange: '', routing_key: queue },
      priority,
      body_encoding: 'base64',
      delivery_tag: `tag-${id}`,
    },
  });

/** `Channel#_queue_bind`, as a worker or a producer declares a queue. */
const bind = (exchange: Bytes, queue: Bytes): Command => [
  'SADD',
  `_kombu.binding.${exchange}`,
  [queue, '', queue].join(SEPARATOR),
];

/** `Channel#_put`: each priority but the first has a list of its own. */
export function* sendCeleryTask(task: CeleryTask, queue: Bytes = 'celery'): Plan<void> {
  const step = [0, 3, 6, 9].findLast((each) => each <= (task.priority ?? 0)) ?? 0;
  const key = step === 0 ? queue : `${queue}${SEPARATOR}${step}`;
  yield* transact([bind(queue, queue), ['LPUSH', key, celeryMessage(task, queue)]]);
}

/** `QoS#append`: a worker got it and has not acknowledged it. */
export function* takeCeleryTask(task: CeleryTask, takenAt: number): Plan<void> {
  const tag = `tag-${task.id}`;
  yield* transact([
    ['ZADD', 'unacked_index', takenAt / 1000, tag],
    ['HSET', 'unacked', tag, JSON.stringify([JSON.parse(celeryMessage(task)), '', 'celery'])],
  ]);
}

/** How workers talk among themselves, and the mutex. */
export function* writeCeleryTalk(): Plan<void> {
  const reply = 'f6e5.reply.celery.pidbox';
  yield* transact([
    ['SADD', '_kombu.binding.celery.pidbox', ['', '', 'celery@host.celery.pidbox'].join(SEPARATOR)],
    ['SADD', '_kombu.binding.celeryev', ['worker.#', '', 'celeryev.1a2b'].join(SEPARATOR)],
    ['SADD', '_kombu.binding.reply.celery.pidbox', [reply, '', reply].join(SEPARATOR)],
    ['LPUSH', reply, celeryMessage({ id: 'reply' }, reply)],
    ['SET', 'unacked_mutex', 'a1b2', 'EX', 300],
  ]);
}

/** `BaseKeyValueStoreBackend`: a result, with a group's and a chord's keys. */
export function* storeCeleryResult(
  id: string,
  { status, result, doneAt }: { status: string; result: unknown; doneAt: number },
): Plan<void> {
  const time = new Date(doneAt).toISOString().replace('Z', '+00:00');
  const meta = {
    status,
    result,
    traceback: status === 'FAILURE' ? 'Traceback (most recent call last): …' : null,
    children: [],
    date_done: time,
    task_id: id,
  };
  yield* transact([
    ['SET', `celery-task-meta-${id}`, JSON.stringify(meta), 'EX', 86_400],
    ['SET', 'celery-taskset-meta-g1', '{"result": []}', 'EX', 86_400],
    ['ZADD', 'celery-taskset-meta-g1.j', 0, '[1, "SUCCESS"]'],
    ['SET', 'celery-taskset-meta-g1.s', '3', 'EX', 86_400],
    ['SET', 'chord-unlock-g1', '1', 'EX', 86_400],
  ]);
}
