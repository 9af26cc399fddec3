import { expect, test } from 'vitest';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';

/** Keys that BullMQ and Bull write only now and then, or only at once: every layout stands here once. */

const queues = patternServer('queues');
const { now } = queues;

const job = ['name', 'mail', 'data', '{}', 'opts', '{}', 'timestamp', now, 'delay', 0, 'priority', 0];
const child = 'bull:pages:7';

const KEYS: Record<string, [command: string, rest: string, ...args: (string | number)[]]> = {
  meta: ['HSET', 'meta', 'opts.maxLenEvents', 10_000, 'version', 'bullmq:6.7.0'],
  id: ['SET', 'id', 7],
  wait: ['LPUSH', 'wait', '1', '0f9619ff-8b86-4011-b42d-00cf4fc96401'],
  active: ['LPUSH', 'active', '2'],
  paused: ['LPUSH', 'paused', '3'],
  delayed: ['ZADD', 'delayed', (now + 60_000) * 4096 + 5, '4'],
  prioritized: ['ZADD', 'prioritized', 3 * 2 ** 32 + 1, '5'],
  priority: ['ZADD', 'priority', 3, '3'],
  completed: ['ZADD', 'completed', now, '6'],
  failed: ['ZADD', 'failed', now, '7'],
  'waiting-children': ['ZADD', 'waiting-children', now, '8'],
  repeat: ['ZADD', 'repeat', now + 60_000, 'digest'],
  stalled: ['SADD', 'stalled', '2'],
  'stalled-check': ['SET', 'stalled-check', now, 'PX', 30_000],
  limiter: ['SET', 'limiter', 3, 'PX', 1_000],
  marker: ['ZADD', 'marker', 0, '0'],
  pc: ['SET', 'pc', 9],
  events: ['XADD', 'events', '*', 'event', 'added', 'jobId', '1'],
  'meta-paused': ['SET', 'meta-paused', 1],
  'limiter-index': ['HSET', 'limiter:index', '1', 'bull:mail:limiter:ann:limited'],
  limited: ['SADD', 'limiter:ann:limited', '1'],
  deduplication: ['SET', 'de:only', '1'],
  'deduplicated-next': ['HSET', 'dn:only', 'name', 'mail', 'data', '{}', 'opts', '{}', 'jid', '9'],
  metrics: ['HSET', 'metrics:completed', 'count', 5, 'prevTS', now, 'prevCount', 2],
  'metrics-data': ['LPUSH', 'metrics:completed:data', 2, 0, 3],
  groups: ['ZADD', 'groups', 0, 'ann'],
  group: ['LPUSH', 'groups:ann', '1'],
  scheduler: ['HSET', 'repeat:digest', 'name', 'digest', 'every', 60_000, 'ic', 1],
  scheduled: ['HSET', `repeat:digest:${now}`, ...job],
  lock: ['SET', '2:lock', 'token', 'PX', 30_000],
  logs: ['RPUSH', '2:logs', 'a line'],
  dependencies: ['SADD', '8:dependencies', child],
  processed: ['HSET', '8:processed', child, '{}'],
  'failed-children': ['HSET', '8:failed', child, 'no such mailbox'],
  unsuccessful: ['ZADD', '8:unsuccessful', now, child],
  job: ['HSET', 'order-7', ...job],
};

/** What a name that anybody may use cannot tell: a lock, and a queue of BullMQ Pro. */
const ONLY_BELOW_BULL = new Set(['lock', 'groups', 'group']);

test.each([
  ['bull', 'bullmq/mail'],
  ['shop', 'bullmq-prefixed/shop/mail'],
])('every key below %s is of one queue', async (prefix, address) => {
  const keys = Object.entries(KEYS).filter(([id]) => prefix === 'bull' || !ONLY_BELOW_BULL.has(id));
  for (const [, [command, rest, ...args]] of keys) {
    await queues.redis.call(command, `${prefix}:mail:${rest}`, ...args);
  }
  const { things, unrecognised } = await recogniseAll(queues.redis, now);
  const thing = things.find(({ id }) => id === address)!;
  expect(unrecognised).toEqual([]);
  const layouts = thing.parts.map(({ layout }) => layout).sort();
  expect(layouts).toEqual(keys.map(([id]) => id).sort());
  expect(missingLayouts(things.filter(({ id }) => id === 'bullmq/mail'))).toEqual([]);
});

test('a queue that only its paused mark and a job tell of is recognised below any prefix', async () => {
  await queues.redis.hset('shop:other:meta', 'paused', 1);
  await queues.redis.hset('shop:other:1', ...job);
  const { things } = await recogniseAll(queues.redis, now);
  expect(things.map(({ id, parts }) => [id, parts.map(({ layout }) => layout).sort()])).toEqual([
    ['bullmq-prefixed/shop/other', ['job', 'pause-mark']],
  ]);
});
