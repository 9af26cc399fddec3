import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keySlot } from '@/lib/redis/key-slot';
import { analyse, beginAnalysis, readLatest, untilSeen } from '../../../testing/analysis';
import { startInside, type Inside } from '../../../testing/inside';
import {
  ask,
  startCluster,
  startRedis,
  startSentinelGroup,
  waitUntil,
  type RunningCluster,
  type RunningRedis,
  type RunningSentinelGroup,
} from '../../../testing/servers';
import { footprintOn } from '../collector/footprint';
import { listKeptAnalyses } from './kept-analyses';

// Analyses of nodes that restart or fail over, and of several at once.

const ACL = ['user default on nopass ~* &* +@all', 'user ann on >ann ~* &* +@all'];
const KEYS = 30_000;

let alone: RunningRedis;
let group: RunningSentinelGroup;
let cluster: RunningCluster;
let inside: Inside;
beforeAll(async () => {
  alone = await startRedis({ aclLines: ACL });
  group = await startSentinelGroup({ replicas: 1, aclLines: ACL });
  cluster = await startCluster({ nodes: 3, replicas: 1, aclLines: ACL });
  const url = (port: number) => `redis://127.0.0.1:${port}`;
  const configured = [
    { id: 'alone', url: url(alone.port) },
    { id: 'group', url: url(group.sentinels[0]!.port), sentinel: { group: group.name } },
    { id: 'cluster', url: url(cluster.primaries[0]!.port), cluster: true },
  ];
  inside = await startInside(configured);
  await untilKnown('group', 2);
  await untilKnown('cluster', 6);
});
afterAll(async () => {
  inside.stop();
  await Promise.all([alone.stop(), group.stop(), cluster.stop()]);
});

const untilKnown = (instance: string, nodes: number) =>
  waitUntil(`${nodes} nodes of ${instance} answer`, () => {
    const { watcher } = inside.access('ann', instance);
    const states = [...watcher.nodes.values()].map(({ state }) => state.state);
    return states.length === nodes && states.every((state) => state === 'up');
  });

const NAMES = Array.from({ length: KEYS }, (_, index) => `session:${index}:state`);

async function write(port: number, names: readonly string[]): Promise<void> {
  await ask(port, undefined, async (redis) => {
    const pipeline = redis.pipeline();
    for (const name of names) pipeline.set(name, 'x'.repeat(name.length));
    await pipeline.exec();
  });
}

const bytesAt = (port: number, names: readonly string[], isReplica = false): Promise<number> =>
  ask(port, undefined, async (redis) => {
    if (isReplica) await redis.readonly();
    const pipeline = redis.pipeline();
    for (const name of names) pipeline.memory('USAGE', name);
    return ((await pipeline.exec()) ?? []).reduce((sum, [, bytes]) => sum + Number(bytes), 0);
  });

const endOf = (instance: string) => listKeptAnalyses(inside.access('ann', instance), 0)[0]!;

describe('a server that restarts', () => {
  test('in mid-analysis ends it: where the scan was means nothing to another process', async () => {
    await write(alone.port, NAMES);
    const { job, ended } = beginAnalysis(inside.access('ann', 'alone'));
    await untilSeen(job, 1_000);
    alone.kill('SIGKILL');
    await alone.restart();
    await write(alone.port, NAMES);
    await ended;
    expect(endOf('alone')).toMatchObject({
      state: 'interrupted',
      error: { code: 'RESTARTED' },
      isWhole: false,
    });
    const { analysis, result } = await readLatest(inside.access('ann', 'alone'));
    expect(analysis!.seenKeys).toBeGreaterThanOrEqual(1_000);
    expect(result!.seen.keys).toBe(analysis!.seenKeys);
  });

  test('while it pauses ends it when it is to go on', async () => {
    await write(alone.port, NAMES);
    const { job, ended } = beginAnalysis(inside.access('ann', 'alone'));
    await untilSeen(job, 1_000);
    job.pause();
    await waitUntil('it pauses', () => job.kept().state === 'paused');
    await alone.restart();
    job.continue();
    await ended;
    expect(endOf('alone')).toMatchObject({ state: 'interrupted', error: { code: 'RESTARTED' } });
  });

  test('and is away for a while is waited for', async () => {
    await write(alone.port, NAMES);
    const { job, ended } = beginAnalysis(inside.access('ann', 'alone'));
    await untilSeen(job, 1_000);
    alone.kill('SIGSTOP');
    await ask(group.primary.port, undefined, (redis) => redis.ping());
    alone.kill('SIGKILL');
    await waitUntil('it is missed', () => job.state === 'reconnecting');
    const [progress] = job.progress;
    expect(progress).toMatchObject({ state: 'reconnecting', keysPerSecond: null, error: null });
    job.cancel();
    await ended;
    expect(endOf('alone')).toMatchObject({ state: 'cancelled', error: null });
    await alone.restart();
  });
});

describe('a server that is silent', () => {
  test('is said to be away before its connection is given up, and goes on where it was', async () => {
    await write(alone.port, NAMES);
    const access = inside.access('ann', 'alone');
    await waitUntil('it answers', () => access.node().state.state === 'up');
    const { job, ended } = beginAnalysis(access);
    await untilSeen(job, 1_000);
    const ours = await ask(alone.port, undefined, async (redis) =>
      [...String(await redis.client('LIST')).matchAll(/^id=(\d+)(?=.* name=hitrate-analysis )/gm)].map(
        ([, id]) => Number(id),
      ),
    );
    alone.kill('SIGSTOP');
    await waitUntil(
      'the page tells',
      async () => (await readLatest(access)).analysis!.state === 'reconnecting',
    );
    const { clientIds } = footprintOn(access.node().id);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((id) => !clientIds.has(id))).toEqual([]);
    alone.kill('SIGCONT');
    job.setPace('fast');
    await ended;
    expect(endOf('alone')).toMatchObject({ state: 'done', seenKeys: KEYS, isWhole: true, error: null });
  });
});

describe('a Cluster', () => {
  const shares = () => {
    const count = cluster.primaries.length;
    const ownerOf = (name: string) =>
      cluster.primaries.findIndex((_, index) => keySlot(name) < Math.floor(((index + 1) * 16_384) / count));
    return cluster.primaries.map((_, index) => NAMES.filter((name) => ownerOf(name) === index));
  };
  beforeAll(async () => {
    for (const [index, names] of shares().entries()) {
      await write(cluster.primaries[index]!.port, names);
      await waitUntil('the replica has all', () =>
        ask(
          cluster.replicas[index]!.port,
          undefined,
          async (redis) => (await redis.dbsize()) === names.length,
        ),
      );
    }
    const { watcher } = inside.access('ann', 'cluster');
    await Promise.all([...watcher.nodes.values()].map((node) => node.refresh()));
  });

  test('is looked at on its replicas, and added up exactly', async () => {
    const { analysis, result } = await analyse(inside.access('ann', 'cluster'));
    expect(analysis).toMatchObject({ state: 'done', seenKeys: KEYS, isWhole: true });
    // Not those of the primaries: what a replica was sent may stand in its memory in another way.
    const bytes = await Promise.all(
      shares().map((names, index) => bytesAt(cluster.replicas[index]!.port, names, true)),
    );
    expect(result!.seen).toEqual({ keys: KEYS, bytes: bytes.reduce((sum, each) => sum + each, 0) });
    expect(result!.prefix!.rows).toMatchObject([{ path: 'session/:{id}/:state', keys: KEYS }]);
    const lookedAt = async ({ port }: RunningRedis) =>
      (await ask(port, undefined, (redis) => redis.info('commandstats'))).includes('cmdstat_scan:');
    for (const replica of cluster.replicas) expect(await lookedAt(replica)).toBe(true);
    for (const primary of cluster.primaries) expect(await lookedAt(primary)).toBe(false);
  });

  test('is sampled in proportion to the keys of each node', async () => {
    const { analysis, result } = await analyse(inside.access('ann', 'cluster'), { sampleKeys: 3_000 });
    expect(analysis!.seenKeys).toBeGreaterThanOrEqual(3_000);
    expect(analysis!.seenKeys).toBeLessThanOrEqual(3_002);
    expect(result).toMatchObject({ isWhole: false, populationKeys: KEYS });
  });

  test('of which one node restarts keeps what the others have found', async () => {
    const { job, ended } = beginAnalysis(inside.access('ann', 'cluster'));
    await untilSeen(job, 1_000);
    const replica = cluster.replicas[0]!;
    replica.kill('SIGKILL');
    await replica.restart();
    job.setPace('fast');
    await ended;
    const { analysis, result } = await readLatest(inside.access('ann', 'cluster'));
    expect(analysis).toMatchObject({ state: 'interrupted', error: { code: 'RESTARTED' } });
    expect(analysis!.error!.message).toContain(`127.0.0.1:${replica.port}`);
    expect(result!.isWhole).toBe(false);
    const [first, second, third] = shares();
    expect(result!.seen.keys).toBeGreaterThanOrEqual(second!.length + third!.length);
    expect(result!.seen.keys).toBeLessThan(KEYS);
    expect(first!.length).toBeGreaterThan(0);
    await untilKnown('cluster', 6);
  });
});

describe('a Sentinel group', () => {
  test('that fails over in mid-analysis ends it, and what was counted stays', async () => {
    await write(group.primary.port, NAMES);
    const { job, ended } = beginAnalysis(inside.access('ann', 'group'));
    await untilSeen(job, 1_000);
    group.primary.kill('SIGKILL');
    await ended;
    expect(endOf('group')).toMatchObject({ state: 'interrupted', error: { code: 'FAILED_OVER' } });
    // The next one goes to the new primary.
    const { analysis } = await analyse(inside.access('ann', 'group'));
    expect(analysis).toMatchObject({ state: 'done', isWhole: true, error: null });
  });
});
