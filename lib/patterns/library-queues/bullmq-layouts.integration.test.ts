import { expect, test } from 'vitest';
import { bullKeys } from '@/testing/patterns/library-queues/bull';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';

/** Keys that BullMQ and Bull write only now and then, or only at once: every layout stands here once. */

const queues = patternServer('queues');
const { now } = queues;

const KEYS = bullKeys(now);

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
  await queues.redis.hset('shop:other:1', ...KEYS.job!.slice(2));
  const { things } = await recogniseAll(queues.redis, now);
  expect(things.map(({ id, parts }) => [id, parts.map(({ layout }) => layout).sort()])).toEqual([
    ['bullmq-prefixed/shop/other', ['job', 'pause-mark']],
  ]);
});
