/** A command without the key's prefix and queue: `['LPUSH', 'wait', '1']` writes `bull:mail:wait`. */
export type BullCommand = readonly [command: string, rest: string, ...args: (string | number)[]];

const CHILD = 'bull:pages:7';

/**
 * Every key of Bull 4 and BullMQ 6 by its layout, as their scripts write them: some only now and then, or only at once.
 * @param now Unix milliseconds
 */
export function bullKeys(now: number): Record<string, BullCommand> {
  const job = ['name', 'mail', 'data', '{}', 'opts', '{}', 'timestamp', now, 'delay', 0, 'priority', 0];
  return {
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
    limiter: ['SET', 'limiter', 3, 'PX', 60_000],
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
    lock: ['SET', '2:lock', '0f9619ff-8b86-4011-b42d-00cf4fc96402:0', 'PX', 30_000],
    logs: ['RPUSH', '2:logs', 'a line'],
    dependencies: ['SADD', '8:dependencies', CHILD],
    processed: ['HSET', '8:processed', CHILD, '{}'],
    'failed-children': ['HSET', '8:failed', CHILD, 'no such mailbox'],
    unsuccessful: ['ZADD', '8:unsuccessful', now, CHILD],
    job: ['HSET', 'order-7', ...job],
  };
}
