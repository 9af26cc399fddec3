import { bullKeys } from '../library-queues/bull';
import type { Command } from '@/lib/patterns/plan';
import { stored, type Examples, type Stored } from './example';

/** Bull, BullMQ and bee-queue below their own prefix and below another. */

/** What a name that anybody may use cannot tell: a queue of BullMQ Pro. */
const ONLY_BELOW_BULL = new Set(['groups', 'group']);

const bull = (prefix: string, now: number, holds: (layout: string) => boolean): Stored =>
  Object.fromEntries(
    Object.entries(bullKeys(now))
      .filter(([layout]) => holds(layout))
      .map(([layout, [command, rest, ...args]]) => [layout, [command, `${prefix}:mail:${rest}`, ...args]]),
  );

const beeJob = (status: string, timestamp: number) =>
  JSON.stringify({ data: { to: 'ann' }, options: { timestamp, stacktraces: [] }, status });

const bee = (prefix: string, now: number): Stored => {
  const key = (command: string, rest: string, ...args: (string | number)[]): Command => [
    command,
    `${prefix}:mail:${rest}`,
    ...args,
  ];
  return {
    jobs: key('HSET', 'jobs', '1', beeJob('succeeded', now), '2', beeJob('created', now)),
    id: key('SET', 'id', 7),
    waiting: key('LPUSH', 'waiting', '2', '3'),
    active: key('LPUSH', 'active', '4'),
    succeeded: key('SADD', 'succeeded', '1'),
    failed: key('SADD', 'failed', '5'),
    delayed: key('ZADD', 'delayed', now + 60_000, '6'),
    stalling: key('SADD', 'stalling', '4'),
    stallBlock: key('SET', 'stallBlock', 1, 'PX', 5_000),
  };
};

export const bullExamples: Examples = (now) => [
  stored(
    'bullmq',
    bull('bull', now, () => true),
  ),
  stored(
    'bullmq-prefixed',
    bull('shop', now, (layout) => !ONLY_BELOW_BULL.has(layout)),
  ),
  // A queue of which only the mark of its pause and a job are left.
  stored('bullmq-prefixed', {
    'pause-mark': ['HSET', 'shop:other:meta', 'paused', 1],
    job: ['HSET', 'shop:other:1', 'name', 'mail', 'data', '{}', 'opts', '{}', 'timestamp', now, 'delay', 0],
  }),
  stored('bee-queue', bee('bq', now)),
  stored('bee-queue-prefixed', bee('hive', now)),
];
