import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { analyse, beginAnalysis, readAll, readLatest, untilSeen } from '../../../testing/analysis';
import { startInside, type Inside } from '../../../testing/inside';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import { watched } from '../../../testing/watched';
import { Access } from '../access';
import { cancelAnalysis, continueAnalysis, forgetAnalysis, pauseAnalysis } from '../actions/control-analysis';
import { endSession, keepCredentials } from '../sign-in/sessions';
import { keepNewAnalysis, listKeptAnalyses, settleInterruptedAnalyses } from './kept-analyses';

const MANY = 60_000;

let redis: RunningRedis;
let admin: Redis;
let inside: Inside;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), 'user root on >root ~* &* +@all'] });
  admin = connect(redis.port, 'root');
  inside = await startInside([watched(redis)]);
});
afterAll(async () => {
  inside.stop();
  admin.disconnect();
  await redis.stop();
});
beforeEach(async () => {
  await admin.flushall();
});

/** A user of the test's own, who may do all that is not taken from them. */
async function someone(name: string, ...rules: string[]): Promise<Access> {
  await admin.call('ACL', 'SETUSER', name, 'reset', 'on', `>${name}`, '~*', '+@all', ...rules);
  return inside.access(name);
}

async function writeMany(count = MANY): Promise<void> {
  for (let from = 0; from < count; from += 10_000) {
    const names = Array.from({ length: Math.min(10_000, count - from) }, (_, index) => from + index);
    await admin.mset(...names.flatMap((index) => [`session:${index}:state`, 'x'.repeat(index % 40)]));
  }
}

/** Bytes of all keys, asked one by one. */
async function bytesOf(pattern = '*'): Promise<number> {
  const keys = await admin.keysBuffer(pattern);
  const pipeline = admin.pipeline();
  for (const key of keys) pipeline.memory('USAGE', key);
  return ((await pipeline.exec()) ?? []).reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

/** What the page shows of the keys that an analysis saw. */
const figures = ({ result }: Awaited<ReturnType<typeof readLatest>>) => ({
  keys: result!.seen.keys,
  bytes: result!.seen.bytes,
  isWhole: result!.isWhole,
});

describe('a whole analysis', () => {
  test('is exact: types, bytes, prefixes and times to live', async () => {
    const pipeline = admin.pipeline();
    for (let index = 0; index < 1_000; index += 1) {
      pipeline.set(`cache:page:${index}`, 'x'.repeat(index), 'EX', 1_800);
      pipeline.hset(`user:${index}`, 'name', 'ann', 'age', index);
      pipeline.rpush(`queue:${index % 10}`, index);
    }
    pipeline.set('\xff\xfe:odd', 'x');
    await pipeline.exec();
    const access = await someone('exact');
    const answer = await analyse(access, { detail: 'full' });
    const { analysis, result } = answer;
    expect(analysis).toMatchObject({
      state: 'done',
      user: 'exact',
      seenKeys: 2_011,
      isWhole: true,
      error: null,
    });
    expect(figures(answer)).toEqual({ keys: 2_011, bytes: await bytesOf(), isWhole: true });
    expect(result!.prefix!.rows.map(({ path, keys, bytes }) => ({ path, keys, bytes }))).toEqual(
      expect.arrayContaining([
        { path: 'cache/:page/:{id}', keys: 1_000, bytes: await bytesOf('cache:*') },
        { path: 'user/:{id}', keys: 1_000, bytes: await bytesOf('user:*') },
        { path: 'queue/:{id}', keys: 10, bytes: await bytesOf('queue:*') },
      ]),
    );
    expect(result!.types.map(({ type, keys }) => [type, keys]).sort()).toEqual([
      ['hash', 1_000],
      ['list', 10],
      ['string', 1_001],
    ]);
    expect(result!.ttl.never).toMatchObject({
      keys: 1_011,
      bytes: (await bytesOf()) - (await bytesOf('cache:*')),
    });
    expect(result!.ttl.within.find(({ ms }) => ms === 3_600_000)).toMatchObject({ keys: 1_000 });
    expect(result!.types.find(({ type }) => type === 'hash')!.encodings).toMatchObject([
      { encoding: 'listpack', keys: 1_000 },
    ]);
    const below = await readLatest(access, { prefix: 'cache/:page' });
    expect(below.result!.prefix).toMatchObject({ path: 'cache/:page', of: { keys: 1_000 } });
  });

  test('of an empty database finds nothing, and of database 3 what is there', async () => {
    const access = await someone('empty');
    expect(figures(await analyse(access))).toEqual({ keys: 0, bytes: 0, isWhole: true });
    await admin.select(3);
    await admin.set('there', 'x');
    expect(figures(await analyse(access, {}, 3))).toEqual({ keys: 1, bytes: await bytesOf(), isWhole: true });
    await admin.select(0);
    expect((await readAll(access)).analyses.map(({ db }) => db)).toEqual([0]);
    expect((await readAll(access, { db: 3 })).analyses.map(({ db }) => db)).toEqual([3]);
  });

  test('of keys of which some are nobody’s business says how many', async () => {
    await writeMany(2_000);
    await admin.set('secret:1', 'x');
    const { result } = await analyse(await someone('partly', 'resetkeys', '~session:*'));
    expect(result).toMatchObject({ seen: { keys: 2_000 }, noAccess: { keys: 1 } });
  });

  test('without MEMORY USAGE counts keys without bytes, and gives the line that would mend it', async () => {
    await writeMany(500);
    const { analysis, result } = await analyse(await someone('unmeasured', '-memory|usage'));
    expect(result).toMatchObject({ seen: { keys: 500, bytes: 0 }, unmeasuredKeys: 500 });
    expect(analysis!.refusals).toEqual([
      {
        code: 'NOPERM',
        message: 'Your Redis user unmeasured may not run MEMORY USAGE.',
        line: 'ACL SETUSER unmeasured +memory|usage',
      },
    ]);
  });
});

test('names that have nothing in common take no more memory than few', async () => {
  const names = 150_000;
  const odd = (index: number) => createHash('sha256').update(`${index}`).digest('base64');
  for (let from = 0; from < names; from += 10_000)
    await admin.mset(
      ...Array.from({ length: 10_000 }, (_, at) => [odd(from + at).replace(/[ABC]/g, ':'), 'x']).flat(),
    );
  const access = await someone('bounded');
  await analyse(access, { sampleKeys: 50_000 });
  const before = process.memoryUsage().rss;
  const { analysis } = await analyse(access);
  expect(analysis).toMatchObject({ state: 'done', seenKeys: names });
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(60);
});

describe('a sample', () => {
  test('looks at just so many keys and estimates the rest', async () => {
    await writeMany(20_000);
    const { analysis, result } = await analyse(await someone('sampler'), { sampleKeys: 2_000 });
    expect(analysis).toMatchObject({ state: 'done', seenKeys: 2_000, totalKeys: 2_000, isWhole: false });
    expect(result).toMatchObject({ isWhole: false, populationKeys: 20_000, seen: { keys: 2_000 } });
    const truth = await bytesOf();
    const { bytes } = result!.total;
    expect(bytes.low).toBeLessThanOrEqual(truth);
    expect(bytes.high ?? Infinity).toBeGreaterThanOrEqual(truth);
  });

  test('of more keys than there are is the whole', async () => {
    await writeMany(1_500);
    expect(figures(await analyse(await someone('greedy'), { sampleKeys: 5_000 }))).toMatchObject({
      keys: 1_500,
      isWhole: true,
    });
  });
});

describe('an analysis that goes on', () => {
  test('shows what it has found so far as a sample, and how fast it goes', async () => {
    await writeMany();
    const access = await someone('watcher');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 2_000);
    const { analysis, result } = await readLatest(access);
    expect(analysis).toMatchObject({ state: 'running', totalKeys: MANY, endedAt: null });
    expect(analysis!.nodes).toMatchObject([{ state: 'running', budgetMs: 0.5, error: null }]);
    expect(result).toMatchObject({ isWhole: false, populationKeys: MANY });
    expect(result!.total.keys.estimate).toBe(MANY);
    await cancelAnalysis(access, { db: 0, id: job.id });
    await ended;
  });

  test('pauses without a connection, goes on where it was, and is exact in the end', async () => {
    await writeMany();
    const access = await someone('pauser');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 1_000);
    await pauseAnalysis(access, { db: 0, id: job.id });
    const ours = async () => String(await admin.client('LIST')).match(/name=hitrate-analysis/g)?.length ?? 0;
    await waitUntil('it has no connection', async () => (await ours()) === 0);
    const paused = (await readLatest(access)).analysis!;
    expect(paused).toMatchObject({ state: 'paused', nodes: [{ state: 'paused', keysPerSecond: null }] });
    expect(paused.seenKeys).toBeLessThan(MANY);
    job.setPace('fast');
    await continueAnalysis(access, { db: 0, id: job.id });
    await ended;
    const answer = await readLatest(access);
    expect(answer.analysis).toMatchObject({ state: 'done', options: { pace: 'fast' } });
    expect(figures(answer)).toEqual({ keys: MANY, bytes: await bytesOf(), isWhole: true });
  });

  test('is cancelled at once, and what it has found stays', async () => {
    await writeMany();
    const access = await someone('canceller');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 1_000);
    await cancelAnalysis(access, { db: 0, id: job.id });
    await ended;
    const { analysis, result } = await readLatest(access);
    expect(analysis).toMatchObject({ state: 'cancelled', error: null, isWhole: false, nodes: [] });
    expect(result!.seen.keys).toBe(analysis!.seenKeys);
    await expect(async () => pauseAnalysis(access, { db: 0, id: job.id })).rejects.toMatchObject({
      code: 'ANALYSIS_ENDED',
    });
  });

  test('keeps others from the node, who are told whose it is; they see and change nothing of it', async () => {
    await writeMany();
    const [ann, bob] = [await someone('ann'), await someone('bob')];
    const { job, ended } = beginAnalysis(ann);
    const node = `127.0.0.1:${redis.port}`;
    expect(() => beginAnalysis(bob)).toThrow(`ann runs an analysis on ${node} already.`);
    expect(await readAll(bob)).toMatchObject({ analyses: [], busy: [{ node, user: 'ann' }] });
    await expect(async () => readLatest(bob, { id: job.id })).rejects.toMatchObject({
      code: 'UNKNOWN_ANALYSIS',
    });
    for (const act of [pauseAnalysis, cancelAnalysis, forgetAnalysis])
      await expect(async () => act(bob, { db: 0, id: job.id })).rejects.toMatchObject({
        code: 'UNKNOWN_ANALYSIS',
      });
    // Who signed in with the same user may.
    await cancelAnalysis(inside.access('ann'), { db: 0, id: job.id });
    await ended;
    expect(await readAll(bob)).toMatchObject({ analyses: [], busy: [] });
    const bobs = beginAnalysis(bob);
    bobs.job.cancel();
    await bobs.ended;
  });

  test('adds nothing to the hit rate', async () => {
    await writeMany(20_000);
    const access = await someone('hits');
    const watcher = access.node();
    await watcher.refresh();
    const work = async () => {
      const pipeline = admin.pipeline();
      for (let index = 0; index < 100; index += 1)
        pipeline.get(`session:${index}:state`).get('a').get('b').get('c');
      await pipeline.exec();
    };
    await work();
    await watcher.refresh();
    expect(watcher.latest.info!.values.hitRatio).toBeCloseTo(0.25, 5);
    await Promise.all([beginAnalysis(access, { pace: 'fast' }).ended, work()]);
    await watcher.refresh();
    expect(watcher.latest.info!.values.hitRatio).toBeCloseTo(0.25, 5);
  });
});

describe('in mid-analysis', () => {
  test('cut connections are made anew, and the result is exact all the same', async () => {
    await writeMany();
    const access = await someone('cut');
    const { job, ended } = beginAnalysis(access);
    for (const keys of [500, 5_000, 10_000]) {
      await untilSeen(job, keys);
      const clients =
        String(await admin.client('LIST')).match(/^id=\d+(?=.* name=hitrate-analysis )/gm) ?? [];
      for (const client of clients) await admin.client('KILL', 'ID', client.slice(3));
    }
    job.setPace('fast');
    await ended;
    expect(figures(await readLatest(access))).toEqual({ keys: MANY, bytes: await bytesOf(), isWhole: true });
  });

  test.each([
    ['-scan', 'NOPERM', ['-scan']],
    ['a user who is deleted', 'SIGNED_OUT', null],
  ] as const)('%s ends it with the reason, and what was counted stays', async (_, code, rules) => {
    await writeMany();
    const access = await someone('fallen');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 1_000);
    await (rules ? admin.call('ACL', 'SETUSER', 'fallen', ...rules) : admin.call('ACL', 'DELUSER', 'fallen'));
    await ended;
    const [kept] = listKeptAnalyses(access, 0);
    expect(kept).toMatchObject({ state: 'interrupted', isWhole: false, error: { code } });
    if (code === 'NOPERM') expect(kept!.error!.line).toBe('ACL SETUSER fallen +scan');
    expect(kept!.seenKeys).toBeGreaterThanOrEqual(1_000);
  });

  test('keys that are taken from the user count as no access from then on', async () => {
    await writeMany();
    const access = await someone('narrowed');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 1_000);
    await admin.call('ACL', 'SETUSER', 'narrowed', 'resetkeys', '~nothing');
    job.setPace('fast');
    await ended;
    const { analysis, result } = await readLatest(access);
    expect(analysis).toMatchObject({ state: 'done', seenKeys: MANY });
    expect(result!.seen.keys + result!.noAccess.keys).toBe(MANY);
    expect(result!.noAccess.keys).toBeGreaterThan(0);
  });

  test('signing out ends it; signing in anew as the same user does not', async () => {
    await writeMany();
    const access = await someone('leaver');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 500);
    keepCredentials(access.ticket, 'shop', { username: 'leaver', password: 'leaver' }, '127.0.0.1');
    await untilSeen(job, 3_000);
    expect(job.kept().error).toBeNull();
    endSession(access.ticket.sid);
    await ended;
    expect(listKeptAnalyses(access, 0)[0]).toMatchObject({
      state: 'interrupted',
      error: { code: 'SIGNED_OUT' },
    });
  });
});

describe('what is kept', () => {
  const row = (user: string, state: 'running' | 'done') => ({
    db: 0,
    user,
    state,
    startedAt: 1,
    endedAt: null,
    options: { pace: 'gentle' as const, detail: 'full' as const, sampleKeys: null, separators: ':' },
    seenKeys: 0,
    totalKeys: null,
    bytes: null,
    isWhole: false,
    error: null,
    refusals: [],
  });

  test('are the latest thirty of a user', async () => {
    const access = await someone('keeper');
    const ids = Array.from({ length: 35 }, () => keepNewAnalysis('shop', row('keeper', 'done')));
    expect(listKeptAnalyses(access, 0).map(({ id }) => id)).toEqual(ids.slice(5).reverse());
  });

  test('of a dashboard that was killed is told to be interrupted, with what was counted', async () => {
    const access = await someone('killed');
    keepNewAnalysis('shop', row('killed', 'running'));
    settleInterruptedAnalyses();
    const { analysis, result } = await readLatest(access);
    expect(analysis).toMatchObject({ state: 'interrupted', error: { code: 'INTERRUPTED' } });
    expect(analysis!.endedAt).not.toBeNull();
    expect(result).toBeNull();
  });

  test('is compared with what was there before, and forgotten when asked to', async () => {
    await writeMany(2_000);
    const access = await someone('comparer');
    const first = (await analyse(access)).analysis!;
    await admin.set('new:key', 'x'.repeat(5_000));
    const second = (await analyse(access)).analysis!;
    const { against } = await readLatest(access, { against: first.id });
    expect(against).toMatchObject({ analysis: { id: first.id }, isEstimate: false });
    expect(against!.growth.find(({ path }) => path === 'new/:key')).toMatchObject({
      before: { keys: 0 },
      after: { keys: 1 },
      growth: { keys: 1, bytes: await bytesOf('new:*') },
    });
    await forgetAnalysis(access, { db: 0, id: first.id });
    expect((await readAll(access)).analyses.map(({ id }) => id)).toEqual([second.id]);
    await expect(async () => readLatest(access, { id: first.id })).rejects.toMatchObject({
      code: 'UNKNOWN_ANALYSIS',
    });
  });
});
