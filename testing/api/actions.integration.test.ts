import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ACTION_IDS, ACTIONS, type ActionId } from '@/lib/actions/actions';
import type { analysesSchema } from '@/lib/keyspace/analysis-schema';
import { COMMANDS } from '@/lib/redis/command-catalogue';
import type { AlertSettingsResponse, AlertsResponse } from '@/lib/schemas/alerts';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';
import type { HistoryCostResponse } from '@/lib/schemas/history-cost';
import type { LoginsResponse } from '@/lib/schemas/logins';
import type { PatternsResponse } from '@/lib/schemas/own-patterns';
import { startApp, type RunningApp } from '../app';
import { auditEnd, auditRows } from '../audit-entry';
import { breakSnapshots } from '../break-snapshots';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
let node: string;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers(), args: ['--appendonly', 'yes'] });
  node = `127.0.0.1:${redis.port}`;
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis)]);
  await untilUp(await app.client().signIn('shop', 'viewer', 'viewer'));
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

/** Something that an action could do: what to send, and whether it has been done. */
interface Trial {
  input: Record<string, unknown>;
  /** The same as the audit log keeps it, where that is less. */
  audited?: Record<string, unknown>;
  happened: () => boolean | Promise<boolean>;
  /** Undoes what the trial set up. */
  clear?: () => unknown;
}

const info = async (field: string) =>
  new RegExp(`^${field}(.*)\r$`, 'm').exec(`${await admin.call('INFO', 'everything')}`)?.[1];
/** Whether a field of INFO has changed since the trial was set up. */
async function changes(field: string): Promise<Trial['happened']> {
  const before = await info(field);
  return async () => (await info(field)) !== before;
}

/** Waits until Analytics has recognised a thing for a user; each sees what their own looks over the keys found. */
async function recognised(thing: string, user = 'admin'): Promise<void> {
  const client = await app.client().signIn('shop', user, user);
  await client.act('shop', 'analytics.scan', {});
  await waitUntil(`${thing} is recognised`, async () => {
    const { body } = await client.get<AnalyticsResponse>('/api/instances/shop/analytics?count=500');
    return body.scan.state === 'ready' && body.things.some(({ id }) => id === thing);
  });
}

/** What people have said of their keys, as it is exported. */
async function said(): Promise<PatternsResponse> {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  return (await client.get<PatternsResponse>('/api/instances/shop/analytics/patterns')).body;
}

/** A board with one member, which every trial begins with anew. */
async function board(): Promise<{ db: number; thing: string; key: string; member: string }> {
  await admin.del('leaderboard:trial');
  await admin.zadd('leaderboard:trial', 5, 'ann');
  await recognised('leaderboard/trial');
  return { db: 0, thing: 'leaderboard/trial', key: 'leaderboard:trial', member: 'ann' };
}

/** A job queue with one job that waits, which every trial begins with anew. */
async function jobQueue(status: 'pending' | 'failed'): Promise<{ db: number; thing: string }> {
  const job = { id: 'j1', type: 'welcome', data: {}, status, created_at: Date.now() / 1000 };
  await admin.unlink('queue:trial', 'queue:trial:delayed', 'queue:trial:processing', 'jobs:trial');
  await admin.hset('jobs:trial', job.id, JSON.stringify(job));
  if (status === 'pending') await admin.rpush('queue:trial', job.id);
  await recognised('job-queue/trial');
  return { db: 0, thing: 'job-queue/trial' };
}

const alertSettings = async () => {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  return (await client.get<AlertSettingsResponse>('/api/instances/shop/alerts/settings')).body;
};

/** A webhook that leads nowhere: private addresses are forbidden here. */
async function webhook(): Promise<string> {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const input = { name: 'trial', preset: 'slack', url: 'http://127.0.0.1:9/' };
  const { body } = await client.act<{ result: { id: string } }>('shop', 'webhook.set', input);
  return body.result.id;
}

/** The alert of a snapshot that failed; it stays open until one succeeds. */
async function openAlert() {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const find = async () =>
    (await client.get<AlertsResponse>('/api/instances/shop/alerts')).body.open.find(
      ({ rule }) => rule === 'persistence.save-failed',
    );
  if (!(await find())) {
    const mend = breakSnapshots(redis);
    await admin.bgsave();
    await waitUntil('the alert is open', async () => (await find()) !== undefined);
    mend();
  }
  return (await find())!;
}

const SESSION = 'session:0b1d5f0c-7c1e-4f51-9a55-6d1f2a3b4c5d';
const MASKED_SESSION = 'session:0b1d…4c5d';

/** A session of user 42 that stands in an index, beside one that has ended. */
async function session(): Promise<{ db: number; thing: string }> {
  const began = new Date().toISOString().replace('Z', '');
  const value = { user_id: '42', user_data: {}, created_at: began, last_accessed: began };
  await admin.set(SESSION, JSON.stringify(value), 'EX', 600);
  await admin.del('user_sessions:42');
  await admin.sadd('user_sessions:42', SESSION.slice(8), '1c2e6a1d-8d2f-4a62-8b66-7e2a3b4c5d6e');
  await recognised('session');
  return { db: 0, thing: 'session' };
}

const hasEnded = async () => (await admin.exists(SESSION)) === 0;

/** A lock that somebody holds. */
async function lock(): Promise<{ db: number; thing: string; key: string; holder: string }> {
  await admin.set('lock:trial', '7f3c2b1a-5d4e-4f60-9a7b-8c9d0e1f2a3b', 'EX', 600);
  await recognised('lock');
  return { db: 0, thing: 'lock', key: 'lock:trial', holder: '7f3c2b1a…2a3b' };
}

/** A circuit that is open. Its keys expire soon, so an earlier look of the user may not have met them. */
async function circuit(user: string): Promise<{ db: number; thing: string; circuit: string }> {
  await admin.set('circuit:trial', 'open', 'EX', 60);
  await admin.set('failures:trial', '2', 'EX', 60);
  await recognised('circuits', user);
  return { db: 0, thing: 'circuits', circuit: 'trial' };
}

/** Somebody who has asked once, in a key that expires as soon. */
async function limited(user: string): Promise<{ db: number; thing: string; keys: string[] }> {
  const key = 'rate_limit:sliding:trial:ann';
  const now = Date.now() / 1000;
  await admin.unlink(key);
  await admin.zadd(key, now, `${now}:a`);
  await admin.expire(key, 60);
  await recognised('sliding-window/trial', user);
  return { db: 0, thing: 'sliding-window/trial', keys: [key] };
}

/** A cache with one value. */
async function cached(): Promise<{ db: number; thing: string }> {
  await admin.set('cache:trial:a', '{"price":12}', 'EX', 600);
  await recognised('cache/trial');
  return { db: 0, thing: 'cache/trial' };
}

/** A stream whose group was given its one entry. */
async function stream(): Promise<{ db: number; thing: string; key: string; group: string; ids: string[] }> {
  await admin.unlink('events:trial');
  const id = await admin.xadd('events:trial', '*', 'event', 'trial');
  await admin.xgroup('CREATE', 'events:trial', 'workers', '0');
  await admin.xreadgroup('GROUP', 'workers', 'ann', 'STREAMS', 'events:trial', '>');
  await recognised('events/trial');
  return { db: 0, thing: 'events/trial', key: 'events:trial', group: 'workers', ids: [id!] };
}

/** A string that expires, which every trial begins with anew. */
async function key(): Promise<{ db: number; key: string }> {
  await admin.unlink('key:trial');
  await admin.set('key:trial', 'old', 'EX', 600);
  return { db: 0, key: 'key:trial' };
}

const isGone = async () => (await admin.exists('key:trial')) === 0;

const pendingWith = async (consumer: string) =>
  ((await admin.xpending('events:trial', 'workers', '-', '+', 10, consumer)) as unknown[]).length;

/** The analyses of a user, the newest first. */
async function analysesOf(user: string): Promise<z.infer<typeof analysesSchema>['analyses']> {
  const client = await app.client().signIn('shop', user, user);
  return (await client.get<z.infer<typeof analysesSchema>>('/api/instances/shop/keys/analyses')).body
    .analyses;
}

/** An analysis of the user that pauses before it has seen anything. */
async function pausedAnalysis(user: string): Promise<{ db: number; id: number }> {
  const client = await app.client().signIn('shop', user, user);
  const { status, body } = await client.act<{ result: { id: number } }>('shop', 'analysis.start', {});
  if (status !== 200) throw new Error(`The analysis was not started: ${JSON.stringify(body)}`);
  const which = { db: 0, id: body.result.id };
  await client.act('shop', 'analysis.pause', which);
  return which;
}

/** Ends what a trial has left: a node takes one analysis at a time. */
const cancelled = (user: string, which: object) => async () => {
  const client = await app.client().signIn('shop', user, user);
  await client.act('shop', 'analysis.cancel', which);
  await waitUntil('it has ended', async () => (await analysesOf(user))[0]?.state === 'cancelled');
};

const OWN_PATTERN = { id: 'visits', template: 'visits:{shop}', pattern: 'counters', like: 'counter.total' };

const TRIALS: Record<ActionId, (user: string) => Promise<Trial>> = {
  'client.kill': async () => {
    const victim = connect(redis.port, 'shop');
    const id = Number(await victim.client('ID'));
    const happened = async () => !`${await admin.client('LIST')}`.includes(`id=${id} `);
    return { input: { clients: [{ node, id }] }, happened, clear: () => victim.disconnect() };
  },
  'client.unblock': async () => {
    const waiting = connect(redis.port, 'shop');
    const id = Number(await waiting.client('ID'));
    let happened = false;
    waiting.blpop('no-such-list', 0).then(
      () => (happened = true),
      () => {},
    );
    await waitUntil('it waits', async () => (await info('blocked_clients:')) === '1');
    return { input: { node, id }, happened: () => happened, clear: () => waiting.disconnect() };
  },
  'snapshot.save': async () => ({ input: { node }, happened: await changes('rdb_saves:') }),
  'aof.rewrite': async () => ({ input: {}, happened: await changes('aof_rewrites:') }),
  'slowlog.reset': async () => {
    await admin.config('SET', 'slowlog-log-slower-than', 0);
    await admin.ping();
    await admin.config('SET', 'slowlog-log-slower-than', -1);
    return { input: {}, happened: async () => Number(await admin.call('SLOWLOG', 'LEN')) === 0 };
  },
  'config.set': async () => {
    await admin.config('SET', 'slowlog-max-len', 128);
    return {
      input: { name: 'slowlog-max-len', value: 129 },
      happened: async () => String(await admin.config('GET', 'slowlog-max-len')).endsWith(',129'),
      clear: () => admin.config('SET', 'slowlog-max-len', 128),
    };
  },
  'latency.monitor': async () => {
    await admin.config('SET', 'latency-monitor-threshold', 0);
    const threshold = async () => (await admin.config('GET', 'latency-monitor-threshold')) as string[];
    return {
      input: { thresholdMs: 137 },
      happened: async () => (await threshold())[1] === '137',
      clear: () => admin.config('SET', 'latency-monitor-threshold', 0),
    };
  },
  'latency.reset': async () => {
    await admin.config('SET', 'latency-monitor-threshold', 1);
    await admin.eval('for i = 1, 3000000 do end', 0);
    await admin.config('SET', 'latency-monitor-threshold', 0);
    const events = async () => ((await admin.call('LATENCY', 'LATEST')) as unknown[]).length;
    expect(await events()).toBeGreaterThan(0);
    return { input: {}, happened: async () => (await events()) === 0 };
  },
  'memory.purge': async () => ({ input: {}, happened: await changes('cmdstat_memory\\|purge:') }),
  'instance.reconnect': async () => ({ input: {}, happened: () => true }),
  // Who deletes it is the first to stand in it.
  'history.forget': async (user) => {
    const client = await app.client().signIn('shop', user, user);
    const oldest = async () =>
      (await client.get<HistoryCostResponse>('/api/instances/shop/history/cost')).body.oldestAt;
    const before = await oldest();
    const happened = async () => ((await oldest()) ?? Infinity) > before!;
    return { input: {}, happened };
  },
  'slowlog.forget': async (user) => {
    const client = await app.client().signIn('shop', user, user);
    const kept = async () =>
      (await client.get<HistoryCostResponse>('/api/instances/shop/history/cost')).body.slowlog!;
    await admin.config('SET', 'slowlog-log-slower-than', 0);
    await admin.ping();
    await admin.config('SET', 'slowlog-log-slower-than', 1_000_000);
    await waitUntil('entries are kept', async () => (await kept()).entries > 0);
    const before = (await kept()).oldestAt!;
    return { input: {}, happened: async () => ((await kept()).oldestAt ?? Infinity) > before };
  },
  'clients.forget': async (user) => {
    const client = await app.client().signIn('shop', user, user);
    const cost = async () => (await client.get<HistoryCostResponse>('/api/instances/shop/history/cost')).body;
    await waitUntil('clients are kept', async () => ((await cost()).clients?.connections ?? 0) > 0);
    const before = (await cost()).clients!.oldestAt!;
    // Whoever is connected may have been read anew already.
    return { input: {}, happened: async () => ((await cost()).clients!.oldestAt ?? Infinity) > before };
  },
  'login.revoke': async () => {
    const victim = await app.client().signIn('shop', 'admin', 'admin');
    const { body } = await victim.get<LoginsResponse>('/api/instances/shop/logins');
    const sid = body.logins.find(({ self }) => self)!.sid;
    return { input: { sid }, happened: async () => (await victim.get('/api/instances/shop')).status === 401 };
  },
  'alert.acknowledge': async () => {
    const { id } = await openAlert();
    const happened = async () => (await openAlert()).acknowledged !== null;
    return { input: { id }, happened };
  },
  'alert.silence': async (user) => {
    const { rule, node } = await openAlert();
    const client = await app.client().signIn('shop', 'admin', 'admin');
    const isSilent = async () => (await openAlert()).silenced?.person === user;
    const clear = () => client.act('shop', 'alert.unsilence', { rule, node });
    return { input: { rule, node, until: Date.now() + 600_000 }, happened: isSilent, clear };
  },
  'alert.unsilence': async () => {
    const { rule, node } = await openAlert();
    const client = await app.client().signIn('shop', 'admin', 'admin');
    await client.act('shop', 'alert.silence', { rule, node, until: Date.now() + 600_000 });
    return { input: { rule, node }, happened: async () => (await openAlert()).silenced === null };
  },
  'rule.set': async (user) => {
    const levels = { share: { warning: 0.5, critical: null } };
    const client = await app.client().signIn('shop', 'admin', 'admin');
    const happened = async () => {
      const rule = (await alertSettings()).rules.find(({ id }) => id === 'clients.near-limit')!;
      return rule.changed?.person === user && rule.thresholds[0]!.inForce.warning === 0.5;
    };
    const clear = () => client.act('shop', 'rule.set', { rule: 'clients.near-limit', levels: null });
    return { input: { rule: 'clients.near-limit', levels }, happened, clear };
  },
  'webhook.set': async (user) => {
    const input = { name: `hook-${user}`, preset: 'generic', url: 'https://hooks.example.com/t0/secret' };
    return {
      input,
      audited: { ...input, url: 'https://hooks.example.com/…' },
      happened: async () => (await alertSettings()).webhooks.some(({ name }) => name === input.name),
    };
  },
  'webhook.remove': async () => {
    const id = await webhook();
    return {
      input: { id },
      happened: async () => !(await alertSettings()).webhooks.some((each) => each.id === id),
    };
  },
  'webhook.test': async () => {
    const id = await webhook();
    const before = (await alertSettings()).deliveries[0]?.id ?? 0;
    return {
      input: { id },
      happened: async () => ((await alertSettings()).deliveries[0]?.id ?? 0) > before,
    };
  },
  // Who has the same user shares a look over the keys.
  'analytics.scan': async (user) => {
    const client = await app.client().signIn('shop', user, user);
    const scannedAt = async () =>
      (await client.get<AnalyticsResponse>('/api/instances/shop/analytics')).body.scan.startedAt;
    const before = await scannedAt();
    return { input: { db: 0 }, happened: async () => (await scannedAt()) > before };
  },
  'thing.change': async () => {
    const name = `Board ${Date.now()}`;
    const happened = async () => (await said()).things['leaderboard/trial']?.name === name;
    return { input: { db: 0, thing: 'leaderboard/trial', name }, happened };
  },
  'pattern.describe': async () => {
    const id = `visits-${Date.now()}`;
    const happened = async () => (await said()).patterns.some((own) => own.id === id);
    return { input: { ...OWN_PATTERN, id }, happened };
  },
  'pattern.forget': async () => {
    const client = await app.client().signIn('shop', 'admin', 'admin');
    await client.act('shop', 'pattern.describe', OWN_PATTERN);
    const happened = async () => !(await said()).patterns.some((own) => own.id === OWN_PATTERN.id);
    return { input: { id: OWN_PATTERN.id }, happened };
  },
  'pattern.import': async () => {
    const id = `imported-${Date.now()}`;
    const happened = async () => (await said()).things['counter/imported']?.pinned === true;
    const input = { patterns: [{ ...OWN_PATTERN, id }], things: { 'counter/imported': { pinned: true } } };
    return { input, happened };
  },
  'message.publish': async () => {
    const listener = connect(redis.port, 'admin');
    let heard = false;
    listener.on('message', () => (heard = true));
    await listener.subscribe('news');
    return {
      input: { channel: 'news', message: 'hello' },
      happened: () => heard,
      clear: () => listener.disconnect(),
    };
  },
  'leaderboard.increment': async () => ({
    input: { ...(await board()), points: 3 },
    happened: async () => (await admin.zscore('leaderboard:trial', 'ann')) === '8',
  }),
  'leaderboard.remove': async () => ({
    input: await board(),
    happened: async () => (await admin.zscore('leaderboard:trial', 'ann')) === null,
  }),
  'job.requeue': async () => ({
    input: { ...(await jobQueue('failed')), job: 'j1' },
    happened: async () => (await admin.lrange('queue:trial', 0, -1)).includes('j1'),
  }),
  'job.remove': async () => ({
    input: { ...(await jobQueue('pending')), job: 'j1' },
    happened: async () => (await admin.exists('queue:trial', 'jobs:trial')) === 0,
  }),
  'queue.purge': async () => ({
    input: { ...(await jobQueue('pending')), lane: null, jobs: 1 },
    happened: async () => (await admin.exists('queue:trial', 'jobs:trial')) === 0,
  }),
  'circuit.close': async (user) => ({
    input: await circuit(user),
    happened: async () => (await admin.exists('circuit:trial', 'failures:trial')) === 0,
  }),
  'circuit.open': async (user) => {
    const input = await circuit(user);
    await admin.unlink('circuit:trial');
    return {
      input: { ...input, seconds: 30 },
      happened: async () => (await admin.get('circuit:trial')) === 'open',
    };
  },
  'session.revoke': async () => {
    const address = await session();
    return {
      input: { ...address, sessions: [{ key: SESSION }] },
      audited: { ...address, sessions: [{ key: MASKED_SESSION }] },
      happened: async () =>
        (await hasEnded()) && (await admin.sismember('user_sessions:42', SESSION.slice(8))) === 0,
    };
  },
  'user.signout': async () => ({ input: { ...(await session()), user: '42' }, happened: hasEnded }),
  'session.extend': async () => {
    const address = await session();
    return {
      input: { ...address, key: SESSION, seconds: 7_200 },
      audited: { ...address, key: MASKED_SESSION, seconds: 7_200 },
      happened: async () => (await admin.ttl(SESSION)) > 3_600,
    };
  },
  'index.clean': async () => ({
    input: { ...(await session()), key: 'user_sessions:42' },
    happened: async () => (await admin.scard('user_sessions:42')) === 1,
  }),
  'lock.release': async () => ({
    input: await lock(),
    happened: async () => (await admin.exists('lock:trial')) === 0,
  }),
  'stream.ack': async () => ({
    input: await stream(),
    happened: async () => (await pendingWith('ann')) === 0,
  }),
  'stream.claim': async () => ({
    input: { ...(await stream()), consumer: 'bob', minIdleMs: 0 },
    happened: async () => (await pendingWith('bob')) === 1,
  }),
  'stream.trim': async () => {
    const { group: _group, ids: _ids, ...address } = await stream();
    return {
      input: { ...address, maxLength: 0, exact: true, count: 1 },
      happened: async () => (await admin.xlen('events:trial')) === 0,
    };
  },
  'limit.reset': async (user) => ({
    input: await limited(user),
    happened: async () => (await admin.exists('rate_limit:sliding:trial:ann')) === 0,
  }),
  'cache.invalidate': async () => ({
    input: { ...(await cached()), prefix: true, count: 1 },
    happened: async () => (await admin.exists('cache:trial:a')) === 0,
  }),
  'key.expire': async () => {
    await key();
    return {
      input: { keys: ['key:trial'], seconds: 90 },
      happened: async () => (await admin.ttl('key:trial')) <= 90,
    };
  },
  'key.persist': async () => ({
    input: await key(),
    happened: async () => (await admin.ttl('key:trial')) === -1,
  }),
  'key.rename': async () => {
    await admin.unlink('key:renamed');
    return {
      input: { ...(await key()), to: 'key:renamed' },
      happened: async () => (await admin.get('key:renamed')) === 'old',
    };
  },
  'key.unlink': async () => {
    await key();
    return { input: { keys: ['key:trial'] }, happened: isGone };
  },
  'key.edit': async () => {
    const part = { type: 'string', before: 'old', after: 'new' };
    return {
      input: { ...(await key()), part },
      audited: { db: 0, key: 'key:trial', part: { type: 'string', before: '3 bytes', after: '3 bytes' } },
      happened: async () => (await admin.get('key:trial')) === 'new',
    };
  },
  'element.add': async () => {
    await admin.unlink('key:trial');
    await admin.hset('key:trial', 'a', 1);
    return {
      input: { db: 0, key: 'key:trial', element: { type: 'hash', field: 'b', value: 'two' } },
      audited: { db: 0, key: 'key:trial', element: { type: 'hash', field: 'b', value: '3 bytes' } },
      happened: async () => (await admin.hget('key:trial', 'b')) === 'two',
    };
  },
  'element.remove': async () => {
    await admin.unlink('key:trial');
    await admin.hset('key:trial', 'a', 1);
    return {
      input: { db: 0, key: 'key:trial', element: { type: 'hash', field: 'a' } },
      happened: isGone,
    };
  },
  'keys.unlink': async () => {
    await key();
    return { input: { match: 'key:tria?', count: 1 }, happened: isGone };
  },
  'keys.expire': async () => {
    await key();
    return {
      input: { match: 'key:tria?', count: 1, seconds: 90 },
      happened: async () => (await admin.ttl('key:trial')) <= 90,
    };
  },
  // One that has ended: that is what is said then. How one that runs is cancelled, the test of bulk actions tries.
  'bulk.cancel': async () => {
    const client = await app.client().signIn('shop', 'admin', 'admin');
    const { body } = await client.act<{ audit: number }>('shop', 'keys.unlink', {
      match: 'none:*',
      count: 0,
    });
    await auditEnd(client, body.audit);
    return { input: { audit: body.audit }, happened: () => true };
  },
  'analysis.start': async (user) => {
    const before = (await analysesOf(user))[0]?.id ?? 0;
    const happened = async () => {
      const [latest] = await analysesOf(user);
      return latest !== undefined && latest.id > before && latest.state === 'done';
    };
    return { input: { db: 0, pace: 'fast' }, happened };
  },
  // It pauses already: one that runs may have ended before it can be paused.
  'analysis.pause': async (user) => {
    const which = await pausedAnalysis(user);
    const happened = async () => (await analysesOf(user))[0]?.state === 'paused';
    return { input: which, happened, clear: cancelled(user, which) };
  },
  'analysis.continue': async (user) => {
    const which = await pausedAnalysis(user);
    return { input: which, happened: async () => (await analysesOf(user))[0]?.state === 'done' };
  },
  'analysis.cancel': async (user) => {
    const which = await pausedAnalysis(user);
    return { input: which, happened: async () => (await analysesOf(user))[0]?.state === 'cancelled' };
  },
  'analysis.pace': async (user) => {
    const which = await pausedAnalysis(user);
    const happened = async () => (await analysesOf(user))[0]?.options.pace === 'normal';
    return { input: { ...which, pace: 'normal' }, happened, clear: cancelled(user, which) };
  },
  'analysis.forget': async (user) => {
    const which = await pausedAnalysis(user);
    await cancelled(user, which)();
    const happened = async () => !(await analysesOf(user)).some(({ id }) => id === which.id);
    return { input: which, happened };
  },
};

/** Whether Redis itself would let the user run the action's command. */
const redisAllows = async (user: string, id: ActionId) =>
  (await admin.call('ACL', 'DRYRUN', user, ...COMMANDS[ACTIONS[id].command].probe)) === 'OK';

describe.each(['viewer', 'operator', 'admin'])('as %s', (user) => {
  test.each(ACTION_IDS)('%s is done or refused exactly as the ACL says, and audited', async (id) => {
    const allowed = await redisAllows(user, id);
    const client = await app.client().signIn('shop', user, user);
    const trial = await TRIALS[id](user);
    const before = (await auditRows(client))[0]?.id ?? 0;
    const began = Date.now();
    const { status, body } = await client.act<{ audit: number; outcome: string; error: object }>(
      'shop',
      id,
      trial.input,
    );
    const [row] = await auditRows(client);
    expect(row?.id).toBe(before + 1);
    expect(row).toMatchObject({
      instance: 'shop',
      person: user,
      address: expect.stringMatching(/127\.0\.0\.1$/),
      action: id,
      input: trial.audited ?? trial.input,
    });
    expect(row!.at).toBeGreaterThanOrEqual(began);
    if (allowed) {
      expect(status).toBe(200);
      expect(body.audit).toBe(row!.id);
      expect(body.outcome).toMatch(/^(done|running)$/);
      await waitUntil(`${id} has happened`, trial.happened);
      const end = await auditEnd(client, row!.id);
      expect(end).toMatchObject({ outcome: 'done', error: null });
      expect(end.finishedAt).toBeGreaterThanOrEqual(end.at);
    } else {
      const grant = COMMANDS[ACTIONS[id].command].grant;
      expect(status).toBe(403);
      expect(body.error).toMatchObject({ code: 'NOPERM', line: `ACL SETUSER ${user} ${grant}` });
      expect(row).toMatchObject({ outcome: 'denied', error: { code: 'NOPERM' }, result: null });
      expect(await trial.happened()).toBe(false);
    }
    await trial.clear?.();
  });
});

test('a viewer changes nothing in Redis, an operator all but settings and sign-ins of others, an admin all', async () => {
  const may = async (user: string) => {
    const allowed = await Promise.all(ACTION_IDS.map((id) => redisAllows(user, id)));
    return ACTION_IDS.filter((_, index) => allowed[index]);
  };
  const adminsOnly = ACTION_IDS.filter((id) => ['config|set', 'acl|setuser'].includes(ACTIONS[id].command));
  expect(adminsOnly).toEqual([
    ...['config.set', 'latency.monitor', 'login.revoke'],
    ...['history.forget', 'slowlog.forget', 'clients.forget'],
    ...['rule.set', 'webhook.set', 'webhook.remove', 'webhook.test'],
  ]);
  // What everybody is told is no business of whoever only looks.
  const notViewers = [...adminsOnly, 'alert.acknowledge', 'alert.silence', 'alert.unsilence'];
  expect(await may('viewer')).toEqual(
    ACTION_IDS.filter((id) => 'ours' in ACTIONS[id] && !notViewers.includes(id)),
  );
  expect(await may('operator')).toEqual(ACTION_IDS.filter((id) => !adminsOnly.includes(id)));
  expect(await may('admin')).toEqual(ACTION_IDS);
});

test('what a webhook’s address and secret are stands in no answer but the one to its setting', async () => {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const path = 'very-secret-path';
  const input = { name: 'private', preset: 'generic', url: `https://hooks.example.com/${path}` };
  const { body } = await client.act<{ result: { secret: string } }>('shop', 'webhook.set', input);
  const { secret } = body.result;
  expect(secret).toMatch(/^[\w-]{43}$/);
  for (const route of [
    '/api/instances/shop/alerts/settings',
    '/api/audit?instance=shop',
    '/instances/shop/alerts',
  ]) {
    const answer = JSON.stringify((await client.get(route)).body);
    expect(answer).not.toContain(path);
    expect(answer).not.toContain(secret);
  }
  for (const user of ['viewer', 'operator']) {
    const other = await app.client().signIn('shop', user, user);
    const settings = await other.get<AlertSettingsResponse>('/api/instances/shop/alerts/settings');
    expect(settings.body).toMatchObject({ webhooks: [], deliveries: [] });
    expect(settings.body.refused['config|set']?.line).toBe(`ACL SETUSER ${user} +config|set`);
  }
});

test.each<[string, object, string]>([
  ['rule.set', { rule: 'no.such', levels: null }, 'rule'],
  ['rule.set', { rule: 'memory.near-limit', levels: { nonsense: { warning: 1, critical: 2 } } }, 'levels'],
  ['rule.set', { rule: 'memory.near-limit', levels: { share: { warning: -1, critical: 2 } } }, 'levels'],
  ['webhook.set', { name: 'x', preset: 'generic', url: 'ftp://example.com/' }, 'url'],
  ['webhook.set', { name: 'x', preset: 'generic', url: 'https://a:b@example.com/' }, 'url'],
  ['webhook.set', { name: 'never-set', preset: 'generic' }, 'url'],
  ['webhook.set', { name: ' ', preset: 'generic', url: 'https://example.com/' }, 'name'],
  ['alert.silence', { rule: 'memory.near-limit', node: 'a', until: 1 }, 'until'],
  ['alert.silence', { rule: 'no.such', node: 'a', until: 1 }, 'rule'],
  ['alert.acknowledge', { id: 999_999_999 }, 'id'],
])('%s of %j names the field that is wrong', async (id, input, field) => {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const { status, body } = await client.act<{ error: { details: { field: string } } }>('shop', id, input);
  expect([400, 404]).toContain(status);
  expect(body.error.details.field).toMatch(new RegExp(`^${field}`));
});

test('nobody who is not signed in gets as far as the audit log', async () => {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const [before] = await auditRows(client);
  for (const id of ACTION_IDS) expect((await app.client().act('shop', id, {})).status).toBe(401);
  expect((await client.act('elsewhere', 'slowlog.reset', {})).status).toBe(404);
  expect((await auditRows(client))[0]).toEqual(before);
});
