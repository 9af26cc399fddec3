import { expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import { libraryQueues } from './libraries';

/** Keys whose names are like those of a library, and which none wrote. */

const queues = patternServer('queues');
const seconds = Math.floor(queues.now / 1000);
const families = new Set(libraryQueues.map(({ id }) => id));

async function libraries(): Promise<string[]> {
  const { things } = await recogniseAll(queues.redis, queues.now);
  return things.filter(({ family }) => families.has(family)).map(({ id }) => id);
}

const message = JSON.stringify({ class: 'News', title: 'x', args: 1 });

test.each<[string, (string | number)[]]>([
  ['a hash with the name of settings', ['HSET', 'a:b:meta', 'title', 'x', 'version', '2']],
  ['settings of something paused', ['HSET', 'a:b:meta', 'paused', '1']],
  ['a list of words', ['RPUSH', 'mylist', 'a', 'b']],
  ['a list of JSON', ['RPUSH', 'celery', message]],
  ['names in a set', ['SADD', 'queues', 'a', 'b']],
  ['processes of something else', ['SADD', 'processes', 'nginx', 'redis']],
  ['orders that are completed', ['ZADD', 'shop:orders:completed', queues.now, '1001']],
  ['orders that failed', ['ZADD', 'shop:orders:failed', queues.now, '1001']],
  ['orders that wait', ['RPUSH', 'shop:orders:wait', '1001', '1002']],
  ['orders that are delayed', ['ZADD', 'queue:orders:delayed', seconds + 60, '1001']],
  ['a counter of ids', ['SET', 'shop:orders:id', '41']],
  ['a lock', ['SET', 'shop:orders:1001:lock', 'a1', 'PX', 30_000]],
  ['texts of a language', ['SET', 'shop:texts:de:title', 'Laden']],
  ['a price below bull', ['HSET', 'bull:market:today', 'open', '1', 'close', '2']],
  ['a meaning of bull', ['SET', 'bull:market:note', 'up']],
  ['a set of bees', ['SADD', 'bq:hive:failed', 'ann']],
  ['a queue of JSON', ['LPUSH', 'queue:mail', '{"to":"ann@example.org"}']],
  ['a queue of ids', ['RPUSH', 'queue:mail', '1', '2']],
  ['a schedule of shifts', ['ZADD', 'schedule', seconds, '{"shift":"early"}']],
  ['retries by name', ['ZADD', 'retry', 3, 'ann']],
  ['the dead', ['ZADD', 'dead', 1900, 'ann']],
  ['a counter of a day', ['SET', 'stat:processed:2026-11-21', '5']],
  ['a process of three parts', ['HSET', 'host:7:0123456789ab', 'name', 'x']],
  ['a rack', ['SADD', 'rq:racks', 'a']],
  ['a list of racks', ['SADD', 'rq:queues', 'north', 'south']],
  ['what is not acknowledged', ['HSET', 'unacked', 'a', 'b']],
  ['what is not acknowledged, by time', ['ZADD', 'unacked_index', seconds, 'a']],
  ['a list of Laravel’s name', ['RPUSH', 'queues:support', '{"ticket":7}']],
  ['a list below a prefix', ['RPUSH', 'shop_database_queues:support', '{"ticket":7}']],
  ['what is called notify', ['RPUSH', 'queues:support:notify', '1']],
  ['a horizon', ['SET', 'photo_horizon:angle', '3']],
  ['a horizon by time', ['ZADD', 'photo_horizon:recent_jobs', 5, 'ann']],
  ['failures in a list', ['RPUSH', 'shop:failed', '{"order":1}']],
  ['workers of a firm', ['SADD', 'firm:workers', 'ann', 'bob']],
  ['what another firm wants', ['RPUSH', 'resque:notes', 'a']],
])('%s', async (_, [command, ...args]) => {
  await queues.redis.call(command as string, ...args);
  expect(await libraries()).toEqual([]);
});

test('all of them together', async () => {
  await queues.redis.hset('shop:orders:meta', 'title', 'x');
  await queues.redis.zadd('shop:orders:completed', queues.now, '1001');
  await queues.redis.set('shop:orders:id', '41');
  await queues.redis.rpush('shop:orders:active', '1001');
  await queues.redis.sadd('queues', 'orders');
  await queues.redis.set('stat:processed', '5');
  expect(await libraries()).toEqual([]);
});

test('keys of an application beside a real queue stay its own', async () => {
  await queues.redis.hset('shop:mail:meta', 'opts.maxLenEvents', '10000', 'version', 'bullmq:6.7.0');
  await queues.redis.zadd('shop:mail:completed', queues.now, '1');
  await queues.redis.zadd('shop:orders:completed', queues.now, '1001');
  const { things } = await recogniseAll(queues.redis, queues.now);
  const queue = things.find(({ id }) => id === 'bullmq-prefixed/shop/mail')!;
  expect(queue.parts.map(({ layout }) => layout).sort()).toEqual(['completed', 'meta']);
  expect(await libraries()).toEqual(['bullmq-prefixed/shop/mail']);
});
