import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys of asynq 0.26, which does not run in a test, as its source lays them out. */

const key = (queue: Bytes, rest: string) => `asynq:{${queue}}:${rest}`;

/** A protobuf message: the type in field 1, the payload in 2, the id in 3. */
const message = (id: string): Bytes => {
  const field = (number: number, text: string) => String.fromCharCode((number << 3) | 2, text.length) + text;
  return field(1, 'email:send') + field(2, '{"password":"hunter2"}') + field(3, id);
};

const task = (queue: Bytes, id: string, state: string, more: string[] = []): Command => [
  'HSET',
  key(queue, `t:${id}`),
  ...['msg', message(id), 'state', state, ...more],
];

/** `enqueueCmd`, and `enqueueUniqueCmd` where the task must be unique */
export function* enqueueAsynqTask(queue: Bytes, id: string, at: number, unique = false): Plan<void> {
  const lock = key(queue, 'unique:email:send:0123456789abcdef0123456789abcdef');
  yield* transact([
    ['SADD', 'asynq:queues', queue],
    task(queue, id, 'pending', ['pending_since', `${at}000000`, ...(unique ? ['unique_key', lock] : [])]),
    ['LPUSH', key(queue, 'pending'), id],
    ...(unique ? [['SET', lock, id, 'NX', 'EX', 3600] as const] : []),
  ]);
}

/** `dequeueCmd`: with a lease until then. */
export function* takeAsynqTask(queue: Bytes, id: string, leaseSeconds: number): Plan<void> {
  yield* transact([
    task(queue, id, 'active'),
    ['LPUSH', key(queue, 'active'), id],
    ['ZADD', key(queue, 'lease'), leaseSeconds, id],
  ]);
}

export function* fileAsynqTask(
  queue: Bytes,
  state: 'scheduled' | 'retry' | 'archived' | 'completed',
  scoreSeconds: number,
  id: string,
): Plan<void> {
  yield* transact([
    task(queue, id, state, state === 'completed' ? ['result', '\x01\xff'] : []),
    ['ZADD', key(queue, state), scoreSeconds, id],
  ]);
}

/** `addToGroupCmd` */
export function* groupAsynqTask(queue: Bytes, group: Bytes, id: string, atSeconds: number): Plan<void> {
  yield* transact([
    task(queue, id, 'aggregating', ['group', group]),
    ['ZADD', key(queue, `g:${group}`), atSeconds, id],
    ['SADD', key(queue, 'groups'), group],
  ]);
}

/** `doneCmd` and `retryCmd`: what is counted of a day. */
export function* countAsynqTasks(queue: Bytes, day: string, processed: number, failed: number): Plan<void> {
  yield* transact([
    ['INCRBY', key(queue, 'processed'), processed],
    ['INCRBY', key(queue, `processed:${day}`), processed],
    ['INCRBY', key(queue, 'failed'), failed],
    ['INCRBY', key(queue, `failed:${day}`), failed],
  ]);
}

/** A server with its workers, a scheduler, a set that is being aggregated. */
export function* writeAsynqServers(nowSeconds: number): Plan<void> {
  const id = '{host:7:5f2c1f5e-1f6f-4a4b-9b1a-0a5a2f3f4f5f}';
  yield* transact([
    ['ZADD', 'asynq:servers', nowSeconds + 10, `asynq:servers:${id}`],
    ['SET', `asynq:servers:${id}`, '\x0a\x04host\x10\x07', 'EX', 10],
    ['ZADD', 'asynq:workers', nowSeconds + 10, `asynq:workers:${id}`],
    ['HSET', `asynq:workers:${id}`, 't1', '\x0a\x04host\x10\x07'],
    ['ZADD', 'asynq:schedulers', nowSeconds + 10, 'asynq:schedulers:{host:7:a1}'],
    ['RPUSH', 'asynq:schedulers:{host:7:a1}', '\x0a\x02id'],
    ['ZADD', 'asynq:scheduler_history:e1', nowSeconds, '\x0a\x02id'],
    ['ZADD', 'asynq:{default}:aggregation_sets', nowSeconds + 60, 'asynq:{default}:g:digest:s1'],
    ['ZADD', 'asynq:{default}:g:digest:s1', nowSeconds, 't9'],
  ]);
}
