import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { SINGLE_KEY } from '@/lib/metrics/own-lookups';
import type { OwnLookups } from '@/lib/metrics/sample';
import { connect, startRedis, type RunningRedis } from '../../../testing/servers';
import { Connection, type Endpoint } from '../redis/connection';
import { isAppError } from '../errors';
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
  await application.xadd('stream', '1-1', 'field', 'value');
  await application.xgroup('CREATE', 'stream', 'group', '0');
  await application.xreadgroup('GROUP', 'group', 'worker', 'STREAMS', 'stream', '>');
  await application.pfadd('visitors', 'ann', 'bob');
  await application.pfadd('others', 'cleo');
  await application.geoadd('places', 13.4, 52.5, 'Berlin');
  ours = await Connection.open(endpoint, nobody, 'hitrate-user');
  let clock = 0;
  watcher = new NodeWatcher(endpoint, nobody, () => (clock += 1), {
    onSample: () => {},
    onState: () => {},
    onMarker: () => {},
    onPolled: () => {},
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
});

/** What Redis counted for a command and what we did, and the code of the error that it was answered with. */
async function counted(
  line: string,
): Promise<{ theirs: OwnLookups; ours: OwnLookups; error: string | null }> {
  const [command, ...args] = line.split(' ') as [string, ...string[]];
  const { lookups } = footprintOn(`127.0.0.1:${redis.port}`);
  const [oursBefore, theirsBefore] = [{ ...lookups }, await countedByRedis()];
  const [reply] = await ours.callAll([[command, ...args]]);
  const theirs = await countedByRedis();
  return {
    theirs: minus(theirs, theirsBefore),
    ours: minus(lookups, oursBefore),
    error: isAppError(reply) ? reply.code : null,
  };
}

async function countedByRedis(): Promise<OwnLookups> {
  const stats = await application.info('stats');
  const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(stats)?.[1]);
  return { hits: field('keyspace_hits'), misses: field('keyspace_misses') };
}

const minus = (a: OwnLookups, b: OwnLookups): OwnLookups => ({
  hits: a.hits - b.hits,
  misses: a.misses - b.misses,
});

/** Commands of one key, which stands in braces. Their reply tells whether it is there … */
const TELLING = [
  'get {text}',
  'getrange {text} 0 2',
  'strlen {text}',
  'type {text}',
  'ttl {text}',
  'pttl {text}',
  'expiretime {text}',
  'pexpiretime {text}',
  'dump {text}',
  'llen {list}',
  'lindex {list} -1',
  'lrange {list} 0 9',
  'hget {hash} field',
  'hlen {hash}',
  'hkeys {hash}',
  'hscan {hash} 0 COUNT 10',
  'hrandfield {hash} 2',
  'scard {set}',
  'sscan {set} 0',
  'srandmember {set}',
  'srandmember {set} 5',
  'zcard {zset}',
  'zrange {zset} 0 9',
  'zrevrange {zset} 0 9 WITHSCORES',
  'zscan {zset} 0',
  'xlen {stream}',
  'xrange {stream} - + COUNT 1',
  'xrevrange {stream} + - COUNT 1',
  'xack {stream} group 1-1',
];
/** … or is the same where the key has nothing of what was asked … */
const SILENT = [
  'hmget {hash} field other',
  'hexists {hash} field',
  'hstrlen {hash} field',
  'hpttl {hash} FIELDS 1 field',
  'hpexpiretime {hash} FIELDS 1 field',
  'lpos {list} b',
  'sismember {set} member',
  'smismember {set} member other',
  'getbit {text} 1',
  'bitpos {text} 1',
  'bitcount {text}',
  'zscore {zset} member',
  'zmscore {zset} member other',
  'zrank {zset} member',
  'zrevrank {zset} member',
  'zcount {zset} 0 1',
  'zrangebyscore {zset} 0 1',
  'geopos {places} Berlin',
  'geodist {places} Berlin Berlin',
  'geosearch {places} FROMLONLAT 13 52 BYRADIUS 100 km',
  'georadius_ro {places} 13 52 100 km',
];
/** … or is an error where it is not. */
const FAILING = [
  'xinfo STREAM {stream}',
  'xinfo GROUPS {stream}',
  'xinfo CONSUMERS {stream} group',
  'xpending {stream} group',
  'xpending {stream} group - + 10',
  'xclaim {stream} group worker 0 9-9 JUSTID',
];
const HIT: OwnLookups = { hits: 1, misses: 0 };
const MISS: OwnLookups = { hits: 0, misses: 1 };
const NONE: OwnLookups = { hits: 0, misses: 0 };
const KEY = /\{(.+)\}/;
const ofKey = (line: string) => line.replace(KEY, '$1');
const ofNone = (line: string) => line.replace(KEY, 'missing');

describe('a lookup of ours is counted as Redis counts it', () => {
  test('which is tried for every command', () => {
    const tried = [...TELLING, ...SILENT, ...FAILING].map((line) => line.split(' ')[0]);
    expect(new Set(tried)).toEqual(new Set(Object.keys(SINGLE_KEY)));
  });

  test.for([...TELLING, ...SILENT, ...FAILING])('%s, of a key that is there', async (line, { skip }) => {
    const both = await counted(ofKey(line));
    skip(both.error === 'UNSUPPORTED', 'not known to this server');
    expect(both).toEqual({ theirs: HIT, ours: HIT, error: null });
  });

  test.for(TELLING)('%s, of a key that is not', async (line, { skip }) => {
    const both = await counted(ofNone(line));
    skip(both.error === 'UNSUPPORTED', 'not known to this server');
    expect(both).toEqual({ theirs: MISS, ours: MISS, error: null });
  });

  test.for(SILENT)('%s, of a key that is not: as one lookup, taken for a hit', async (line, { skip }) => {
    const both = await counted(ofNone(line));
    skip(both.error === 'UNSUPPORTED', 'not known to this server');
    expect(both).toEqual({ theirs: MISS, ours: HIT, error: null });
  });

  test.each(FAILING)('%s, of a key that is not: an error, which we do not count', async (line) => {
    expect(await counted(ofNone(line))).toEqual({ theirs: MISS, ours: NONE, error: 'REDIS_ERROR' });
  });

  test.each([
    'exists text missing text',
    'touch text missing',
    'mget text missing number',
    'pfcount visitors',
    'pfcount missing',
    'pfcount visitors others',
    'pfcount missing absent',
    'object ENCODING text',
    'object ENCODING missing',
    'object IDLETIME text',
    'memory USAGE text',
    'memory USAGE missing',
    'scan 0',
    'dbsize',
    'randomkey',
    'info',
    'client LIST',
    'slowlog GET 1',
    'watch text missing',
    'unwatch',
    'expire missing 10',
    'unlink missing',
    'srem set other',
    'zrem zset other',
    'zincrby zset 0 member',
    'lrem list 0 other',
    'hdel hash other',
    'xtrim stream MAXLEN 10',
    'publish channel message',
  ])('%s', async (line) => {
    const { theirs, ours, error } = await counted(line);
    expect({ ours, error }).toEqual({ ours: theirs, error: null });
  });
});
