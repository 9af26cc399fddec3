import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { connect, startRedis, type RunningRedis } from '../../testing/servers';
import { Connection, type Endpoint } from './connection';
import { footprintOn } from './footprint';
import { NodeWatcher } from './node-watcher';

let redis: RunningRedis;
let application: Redis;
let ours: Connection;
let watcher: NodeWatcher;
beforeAll(async () => {
  redis = await startRedis();
  const endpoint: Endpoint = { address: { host: '127.0.0.1', port: redis.port }, tls: null };
  const nobody = { username: null, password: null };
  application = connect(redis.port);
  await application.mset({ text: 'value', number: '1' });
  await application.rpush('list', 'a', 'b');
  await application.hset('hash', 'field', 'value');
  await application.sadd('set', 'member');
  await application.zadd('zset', 1, 'member');
  await application.xadd('stream', '*', 'field', 'value');
  ours = await Connection.open(endpoint, nobody, 'hitrate-user');
  let clock = 0;
  watcher = new NodeWatcher(endpoint, nobody, () => (clock += 1), {
    onSample: () => {},
    onState: () => {},
    onMarker: () => {},
  });
  await watcher.refresh();
});
afterAll(async () => {
  watcher.dispose();
  ours.close();
  application.disconnect();
  await redis.stop();
});

const times = (count: number, command: [string, ...string[]]) =>
  Array.from({ length: count }, (): [string, ...string[]] => command);

describe("the dashboard's own lookups", () => {
  test('leave the hit rate of the application as it is', async () => {
    await watcher.refresh();
    for (let time = 0; time < 100; time += 1) await application.mget('text', 'number', 'list', 'missing');
    // MGET of a list is a miss for the caller, but Redis has found the key.
    await watcher.refresh();
    const alone = watcher.latest.info?.values.hitRatio;
    expect(alone).toBeCloseTo(0.75, 5);

    const pipeline = application.pipeline();
    for (let time = 0; time < 300; time += 1) pipeline.get('text');
    for (let time = 0; time < 100; time += 1) pipeline.get('missing');
    await Promise.all([
      pipeline.exec(),
      ours.callAll([...times(2_000, ['GET', 'missing']), ...times(500, ['TYPE', 'text'])]),
    ]);
    await watcher.refresh();
    expect(watcher.latest.info?.values.hitRatio).toBeCloseTo(0.75, 5);
  });

  test('are no lookups of the application at all: without its own there is no hit rate', async () => {
    await ours.callAll([...times(50, ['GET', 'missing']), ...times(50, ['GET', 'text'])]);
    await watcher.refresh();
    const { hitsPerSecond, missesPerSecond, hitRatio } = watcher.latest.info?.values ?? {};
    expect([hitsPerSecond, missesPerSecond, hitRatio]).toEqual([0, 0, null]);
  });

  test('that are only queued for a probe are none', async () => {
    const before = { ...footprintOn(`127.0.0.1:${redis.port}`).lookups };
    await ours.callAll([['MULTI'], ['TYPE', 'text'], ['GET', 'missing'], ['DISCARD']]);
    expect(footprintOn(`127.0.0.1:${redis.port}`).lookups).toEqual(before);
  });

  test.each([
    'GET text',
    'GET missing',
    'TYPE text',
    'TYPE missing',
    'STRLEN text',
    'STRLEN missing',
    'TTL text',
    'TTL missing',
    'PTTL missing',
    'EXISTS text missing text',
    'MGET text missing number',
    'GETRANGE text 0 2',
    'GETRANGE missing 0 2',
    'LLEN list',
    'LLEN missing',
    'LRANGE list 0 9',
    'LRANGE missing 0 9',
    'HLEN hash',
    'HLEN missing',
    'HGET hash field',
    'HSCAN hash 0',
    'SCARD set',
    'SCARD missing',
    'SSCAN set 0',
    'ZCARD zset',
    'ZCARD missing',
    'ZRANGE zset 0 9',
    'ZRANGE missing 0 9',
    'ZSCORE zset member',
    'XLEN stream',
    'XLEN missing',
    'XRANGE stream - + COUNT 1',
    'OBJECT ENCODING text',
    'OBJECT ENCODING missing',
    'MEMORY USAGE text',
    'MEMORY USAGE missing',
    'SCAN 0',
    'DBSIZE',
    'INFO',
    'CLIENT LIST',
    'SLOWLOG GET 1',
  ])('are counted as Redis counts them: %s', async (line) => {
    const counted = async () => {
      const stats = await application.info('stats');
      const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(stats)?.[1]);
      return { hits: field('keyspace_hits'), misses: field('keyspace_misses') };
    };
    const { lookups } = footprintOn(`127.0.0.1:${redis.port}`);
    const [ourBefore, theirBefore] = [{ ...lookups }, await counted()];
    await ours.call(...(line.split(' ') as [string, ...string[]]));
    const theirs = await counted();
    expect({ hits: lookups.hits - ourBefore.hits, misses: lookups.misses - ourBefore.misses }).toEqual({
      hits: theirs.hits - theirBefore.hits,
      misses: theirs.misses - theirBefore.misses,
    });
  });
});
