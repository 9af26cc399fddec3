import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beginAnalysis, untilSeen } from '../../../testing/analysis';
import { startInside, type Inside } from '../../../testing/inside';
import {
  ask,
  startCluster,
  startRedis,
  waitUntil,
  type RunningCluster,
  type RunningRedis,
} from '../../../testing/servers';
import { footprintOn } from '../collector/footprint';
import { Lens } from './lens';

// What a look at Analytics takes from an analysis that runs anyway, and what it asks for itself.

const ACL = ['user default on nopass ~* &* +@all', 'user ann on >ann ~* &* +@all'];
const KEYS = 60_000;
const NAMES = Array.from({ length: KEYS }, (_, index) => `session:${index}`);

let alone: RunningRedis;
let cluster: RunningCluster;
let inside: Inside;
beforeAll(async () => {
  alone = await startRedis({ aclLines: ACL });
  cluster = await startCluster({ nodes: 3, replicas: 1, aclLines: ACL });
  await write(alone.port, NAMES);
  const configured = [
    { id: 'alone', url: `redis://127.0.0.1:${alone.port}` },
    { id: 'cluster', url: `redis://127.0.0.1:${cluster.primaries[0]!.port}`, cluster: true },
  ];
  inside = await startInside(configured);
});
afterAll(async () => {
  inside.stop();
  await Promise.all([alone.stop(), cluster.stop()]);
});

async function write(port: number, names: readonly string[]): Promise<void> {
  await ask(port, undefined, async (redis) => {
    const pipeline = redis.pipeline();
    for (const name of names) pipeline.set(name, 'x');
    await pipeline.exec();
  });
}

let lens: Lens;
beforeEach(() => (lens = new Lens('alone', 0)));

const access = (instance = 'alone') => inside.access('ann', instance);
const scans = () => footprintOn(`127.0.0.1:${alone.port}`).calls.get('scan') ?? 0;

async function untilReady(looking: Lens, instance = 'alone') {
  await waitUntil('every key was looked over', () => {
    const state = looking.look(access(instance));
    if (state.state === 'failed') throw new Error(state.error!.message);
    return state.state === 'ready';
  });
  return looking.look(access(instance));
}

test('from the beginning on it sends no SCAN of its own', async () => {
  const before = scans();
  const { job, ended } = beginAnalysis(access(), { pace: 'fast', detail: 'basic' });
  lens.look(access());
  await untilSeen(job, 1_000);
  expect(lens.look(access())).toMatchObject({ state: 'scanning', withAnalysis: true });
  await ended;
  const ofAnalysis = scans() - before;
  expect(await untilReady(lens)).toMatchObject({ seen: KEYS });
  expect(scans() - before).toBe(ofAnalysis);
});

test('in the middle of one it asks for what was passed, and for no more', async () => {
  const { job, ended } = beginAnalysis(access(), { pace: 'gentle', detail: 'basic' });
  await untilSeen(job, KEYS / 4);
  const passed = job.kept().seenKeys;
  lens.look(access());
  job.setPace('fast');
  await ended;
  const { seen } = await untilReady(lens);
  expect(seen).toBeGreaterThanOrEqual(KEYS);
  // At the place where both meet, a SCAN may name a few hundred keys that the analysis has named.
  expect(seen).toBeLessThan(KEYS + 1_000);
  expect(passed).toBeLessThan(KEYS);
});

test.each(['pause', 'cancel'] as const)('goes on by itself after a %s', async (how) => {
  const { job, ended } = beginAnalysis(access(), { pace: 'gentle', detail: 'basic' });
  lens.look(access());
  await untilSeen(job, KEYS / 4);
  job[how]();
  const { seen } = await untilReady(lens);
  expect(seen).toBe(KEYS);
  expect(job.kept().seenKeys).toBeLessThan(KEYS);
  job.cancel();
  await ended;
});

test('a sample, or one of another database, brings it nothing', async () => {
  const sample = beginAnalysis(access(), { pace: 'gentle', sampleKeys: 1_000 });
  lens.look(access());
  expect((await untilReady(lens)).seen).toBe(KEYS);
  await sample.ended;
  const elsewhere = beginAnalysis(access(), { pace: 'gentle' }, 1);
  lens.look(access(), { again: true });
  expect((await untilReady(lens)).seen).toBe(KEYS);
  await elsewhere.ended;
});

test('an analysis that breaks off is no end of it: whoever looks next begins anew', async () => {
  const { job, ended } = beginAnalysis(access(), { pace: 'gentle', detail: 'basic' });
  const state = lens.look(access());
  await untilSeen(job, 1_000);
  await ask(alone.port, undefined, (redis) => redis.call('ACL', 'SETUSER', 'ann', '-scan'));
  await ended;
  await waitUntil('the look has ended', () => state.state === 'failed');
  expect(state.error).toMatchObject({ message: expect.stringContaining('SCAN') as string });
  await ask(alone.port, undefined, (redis) => redis.call('ACL', 'SETUSER', 'ann', '+scan'));
  expect((await untilReady(lens)).seen).toBe(KEYS);
});

test('of a Cluster it hears the names at the replicas where an analysis looks at them', async () => {
  for (const { port } of cluster.primaries)
    await ask(port, undefined, async (redis) => {
      for (let id = 0; id < 900; id += 1) await redis.set(`session:${id}`, 'x').catch(() => undefined);
    });
  const { watcher } = access('cluster');
  await waitUntil('six nodes answer', () => {
    const nodes = [...watcher.nodes.values()];
    return nodes.length === 6 && nodes.every(({ state }) => state.state === 'up');
  });
  const primaries = watcher.summedNodes.map(({ id }) => footprintOn(id).calls);
  const sent = () => primaries.reduce((sum, calls) => sum + (calls.get('scan') ?? 0), 0);
  const before = sent();
  const { ended } = beginAnalysis(access('cluster'), { pace: 'fast', detail: 'basic' });
  const ofCluster = new Lens('cluster', 0);
  ofCluster.look(access('cluster'));
  await ended;
  expect(await untilReady(ofCluster, 'cluster')).toMatchObject({ seen: 900 });
  expect(sent()).toBe(before);
});
