import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketAt } from '@/lib/patterns/clock';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../testing/servers';
import { startTraffic, type Traffic } from './traffic';

let server: RunningRedis;
let admin: Redis;
let traffic: Traffic;

const address = () => ({ port: server.port, username: 'shop', password: 'shop' });

/** Numbers of an INFO section by name. */
async function info(section: string): Promise<Map<string, number>> {
  const lines = (await admin.info(section)).split('\r\n').map((line) => line.split(':'));
  return new Map(lines.map(([name = '', value = '']) => [name, Number(value.replace('count=', ''))]));
}

beforeAll(async () => {
  server = await startRedis({ aclLines: aclUsers() });
  admin = connect(server.port, 'admin');
  // Four times as busy, so that a few seconds show what takes a minute otherwise.
  traffic = await startTraffic({ ...address(), rate: 4 });
  await waitUntil('people were served', async () => {
    const stats = await info('stats');
    return stats.get('total_commands_processed')! > 45_000 && stats.get('expired_keys')! > 0;
  });
});
afterAll(async () => {
  traffic.stop();
  await traffic.ended;
  admin.disconnect();
  await server.stop();
});

/** A key of the pattern, whichever comes first. */
async function find(pattern: string): Promise<string | undefined> {
  for (let cursor = '0'; ;) {
    const [next, keys] = await admin.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
    if (keys[0]) return keys[0];
    if (next === '0') return undefined;
    cursor = next;
  }
}

const clientList = async () => String(await admin.call('CLIENT', 'LIST'));

const [minute, hour, day] = [60, 3_600, 86_400];
const today = bucketAt('YYYY-MM-DD', Date.now()).name;
const compactToday = today.replaceAll('-', '');

/** Member and score of a zset's last entry. */
const newest = (key: string) => admin.zrevrange(key, 0, 0, 'WITHSCORES');

/** Pattern, type, and the longest that a key lives in seconds; null: without end. */
const layouts: [string, string, number | null][] = [
  ['counter:page_views', 'string', null],
  [`counter:page_views:hourly:${compactToday}*`, 'string', 7 * day],
  [`counter:page_views:daily:${compactToday}`, 'string', 90 * day],
  [`counter:page_views:monthly:${compactToday.slice(0, 6)}`, 'string', 365 * day],
  ['counter:page_views:tag:device:mobile', 'string', 30 * day],
  ['stats:page_views:/:total', 'string', null],
  ['stats:page_views:/shop:hourly:??????', 'string', day],
  ['stats:checkout:hour:*', 'string', 25 * hour],
  ['stats:checkout:users:*', 'set', 8 * day],
  ['page:views:article-*', 'string', 31 * day],
  ['metrics:realtime', 'hash', null],
  [`visitors:${today}`, 'string', 31 * day],
  [`stats:unique_visitors:/:${today}`, 'string', 8 * day],
  [`active_users:${today}`, 'set', 8 * day],
  [`dau:${today}`, 'string', 36 * day],
  [`user:active:${today}`, 'string', 36 * day],
  ['experiment:variant_?', 'string', null],
  ['leaderboard:global', 'zset', null],
  ['leaderboard:quiz', 'zset', 30 * day],
  ['trending:articles', 'zset', null],
  ['user:sessions:*', 'set', 30 * minute],
  ['user_sessions:*', 'set', day],
  ['cart:*', 'hash', 2 * hour],
  ['rate_limit:fixed:pages:*', 'string', minute],
  ['rate_limit:sliding:api:*', 'zset', minute],
  ['rate_limit:token:search:*', 'hash', 100],
  ['cache:product:*', 'string', 690],
  ['cache:page:*', 'string', 70],
  ['user:[0-9]', 'string', 4_140],
  ['product_list:category:*', 'string', 350],
  ['http_cache:search:*', 'string', 350],
  ['tag:category-*', 'set', 750],
  ['jobs:mail', 'hash', null],
  ['queue:mail:delayed', 'zset', null],
  ['user_activity', 'stream', null],
  ['orders', 'stream', null],
  ['feed:*', 'list', 7 * day],
  ['user:*:activity', 'list', 30 * day],
  ['user:*:recent_searches', 'list', 30 * day],
  ['recent:posts', 'list', null],
  ['activity_log', 'list', null],
  ['following:user:*', 'set', null],
  ['followers:user:*', 'set', null],
  ['tags:post:*', 'set', null],
  ['users:online', 'set', null],
  ['user:*:heartbeat', 'string', minute],
  ['geo:stores', 'zset', null],
  ['geo:couriers', 'zset', null],
  ['timeseries:orders_per_minute', 'zset', null],
  ['product:*:price_history', 'zset', null],
  ['chat:history:*', 'list', 30 * day],
  ['chat:members:*', 'set', day],
  ['config:app', 'hash', null],
  ['permissions:user:*', 'set', null],
];

describe('every pattern is there as it is laid out', () => {
  test.each(layouts)('%s is a %s', async (pattern, type, mostSeconds) => {
    // The short-lived ones come and go: found, and gone before it was looked at, is looked for again.
    let ttl = -2;
    await waitUntil(`there is a ${pattern}`, async () => {
      const key = await find(pattern);
      if (key === undefined) return false;
      const found = await admin.type(key);
      ttl = await admin.pttl(key);
      if (found !== 'none' && ttl !== -2) expect(found).toBe(type);
      return ttl !== -2;
    });
    if (mostSeconds === null) expect(ttl).toBe(-1);
    else expect(ttl).toBeGreaterThan(-1);
    expect(ttl).toBeLessThanOrEqual((mostSeconds ?? 0) * 1_000);
  });

  test('sessions are hashes for half an hour in a browser, and JSON for a day in the app', async () => {
    const types = new Set<string>();
    for (let cursor = '0'; types.size < 2;) {
      const [next, keys] = await admin.scan(cursor, 'MATCH', 'session:*', 'COUNT', 500);
      for (const key of keys) {
        const [type, ttl] = await Promise.all([admin.type(key), admin.pttl(key)]);
        if (ttl === -2) continue;
        expect(['hash', 'string']).toContain(type);
        expect(ttl).toBeGreaterThan(-1);
        expect(ttl).toBeLessThanOrEqual((type === 'hash' ? 30 * minute : day) * 1_000);
        types.add(type);
      }
      cursor = next;
      if (cursor === '0') break;
    }
    expect(types).toEqual(new Set(['hash', 'string']));
  });

  test('unique counts hold what a HyperLogLog and a bitmap should', async () => {
    expect(await admin.getrange(`visitors:${today}`, 0, 3)).toBe('HYLL');
    expect(await admin.pfcount(`visitors:${today}`)).toBeGreaterThan(500);
    expect(await admin.bitcount(`dau:${today}`)).toBeGreaterThan(300);
    expect(await admin.strlen(`dau:${today}`)).toBeLessThan(1_000);
  });

  test('members carry their time where a recogniser looks for it', async () => {
    const [member = '', score] = await newest('timeseries:checkout_ms');
    expect(member.split(':')[0]).toBe(score);
    const log = await find('rate_limit:sliding:api:*');
    const [entry = '', at] = log ? await newest(log) : [];
    expect(Number(entry.split(':')[0])).toBe(Number(at));
  });
});

describe('the shop is alive', () => {
  test('with a few dozen named connections: some wait for work, some listen', async () => {
    const clients = (await clientList()).trim().split('\n');
    const names = clients.flatMap((line) => / name=(\S+)/.exec(line)?.[1] ?? []);
    expect(new Set(names).size).toBeGreaterThanOrEqual(24);
    expect(names).toEqual(
      expect.arrayContaining(['web-12', 'api-8', 'worker-mail-4', 'analytics-2', 'cron']),
    );
    expect(clients.filter((line) => / flags=P /.test(line))).toHaveLength(3);
    expect(clients.every((line) => / user=(shop|admin) /.test(line))).toBe(true);
    await waitUntil('a worker waits', async () => / flags=b .* cmd=b[lr]pop /.test(await clientList()));
    const channels = (await admin.pubsub('CHANNELS')) as string[];
    expect(channels.sort()).toEqual(['chat:room:brewing', 'chat:room:general', 'chat:room:support']);
  });

  test('with hits and with misses', async () => {
    const stats = await info('stats');
    const [hits, misses] = [stats.get('keyspace_hits')!, stats.get('keyspace_misses')!];
    expect(misses).toBeGreaterThan(0);
    expect(hits / (hits + misses)).toBeGreaterThan(0.85);
    expect(hits / (hits + misses)).toBeLessThan(0.995);
  });

  test('with slow commands of several shapes, whose senders are known', async () => {
    await traffic.runSlowJobs();
    const entries = (await admin.slowlog('GET', '100')) as [
      number,
      number,
      number,
      string[],
      string,
      string,
    ][];
    const shapes = new Map(entries.map(([, , micros, [command = '']]) => [command.toLowerCase(), micros]));
    expect([...shapes.keys()]).toEqual(expect.arrayContaining(['sort', 'zunionstore']));
    expect(shapes.has('evalsha') || shapes.has('eval')).toBe(true);
    for (const micros of shapes.values()) expect(micros).toBeGreaterThanOrEqual(10_000);
    expect(new Set(entries.map((entry) => entry[5].replace(/-\d+$/, '')))).toEqual(
      expect.objectContaining(new Set(['cron', 'analytics'])),
    );
  });

  test('within its memory', async () => {
    expect((await info('memory')).get('used_memory')!).toBeLessThan(60e6);
  });

  test('and without an error that nobody expects', async () => {
    expect(Object.fromEntries(traffic.errors)).toEqual({});
    const kinds = [...(await info('errorstats')).keys()].filter((name) => name.startsWith('errorstat_'));
    // NOAUTH is the question whether the server is up; the others are the shop's own small mistakes.
    const expected = ['NOAUTH', 'NOSCRIPT', 'BUSYGROUP', 'ERR', 'NOPERM', 'WRONGPASS'].map(
      (kind) => `errorstat_${kind}`,
    );
    expect(expected).toEqual(expect.arrayContaining(kinds));
  });

  test('and its writers go on after all their connections were cut', async () => {
    await admin.call('CLIENT', 'KILL', 'USER', 'shop');
    const served = async () => (await info('stats')).get('total_commands_processed')!;
    const before = await served();
    await waitUntil('they are back', async () => {
      const clients = await clientList();
      return clients.includes(' name=cron ') && (await served()) > before + 1_000;
    });
  });

  test('and gets its past and its groups back after somebody emptied the server', async () => {
    await admin.flushdb();
    await waitUntil('all is there again', async () => {
      const [players, orders, groups] = await Promise.all([
        admin.zcard('leaderboard:global'),
        admin.llen('archive:orders'),
        admin.xinfo('GROUPS', 'orders').catch(() => []),
      ]);
      return players >= 5_000 && orders === 150_000 && (groups as unknown[]).length === 3;
    });
    expect(Object.fromEntries(traffic.errors)).toEqual({});
  });
});

describe('as a program', () => {
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', 'demo/traffic.ts', ...args], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'it ends within a second of %s, without an error',
    async (signal) => {
      const child = start('--port', `${server.port}`, '--user', 'shop', '--password', 'shop');
      await once(child.stdout!, 'data');
      const asked = performance.now();
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      expect(performance.now() - asked).toBeLessThan(1_000);
    },
  );

  test('it says why it cannot begin', async () => {
    const child = start('--port', `${server.port}`, '--user', 'shop', '--password', 'wrong');
    const [[output], [code]] = await Promise.all([once(child.stderr!, 'data'), once(child, 'exit')]);
    expect(String(output)).toContain('WRONGPASS');
    expect(code).toBe(1);
  });
});
