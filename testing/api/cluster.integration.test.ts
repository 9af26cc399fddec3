import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientsResponse } from '@/lib/schemas/clients';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream } from '../follow-stream';
import {
  aclUsers,
  ask,
  connect,
  startCluster,
  waitUntil,
  type RunningCluster,
  type RunningRedis,
} from '../servers';
import { nodesOf, untilUp, watched } from '../watched';

let cluster: RunningCluster;
let app: RunningApp;
let client: AppClient;
const idOf = ({ port }: RunningRedis) => `127.0.0.1:${port}`;
/** Keys that each primary holds: different numbers, so that a sum tells who is in it. */
const KEYS = [10, 200, 3_000];

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3, replicas: 1, aclLines: aclUsers() });
  for (const [index, primary] of cluster.primaries.entries()) await fill(primary, KEYS[index]!);
  app = await startApp([watched(cluster.primaries[0]!)]);
  client = await app.client().signIn('shop', 'admin', 'admin');
  await untilUp(client, 'shop', 6);
});
afterAll(async () => {
  await app.stop();
  await cluster.stop();
});

/** Writes keys of the node's own slots: those of one tag that lies there. */
async function fill({ port }: RunningRedis, count: number): Promise<void> {
  await ask(port, 'shop', async (redis) => {
    for (let tag = 0; ; tag += 1) {
      const mine = await redis.set(`{${tag}}:0`, 'value').catch(() => null);
      if (mine === null) continue;
      const pipeline = redis.pipeline();
      for (let key = 1; key < count; key += 1) pipeline.set(`{${tag}}:${key}`, 'value');
      await pipeline.exec();
      return;
    }
  });
}

const history = async (metrics: string, more = '') =>
  (await client.get<HistoryResponse>(`/api/instances/shop/history?metrics=${metrics}&span=60000${more}`)).body
    .series;
const newest = (series: HistoryResponse['series'], metric: string) =>
  series.find((it) => it.metric === metric)?.points.at(-1)?.[1];

describe('a Cluster', () => {
  test('is found from one of its nodes: every primary and replica, each sampled by itself', async () => {
    const nodes = await nodesOf(client);
    const roles = Object.fromEntries(nodes.map(({ node, server }) => [node, server?.role]));
    expect(roles).toEqual(
      Object.fromEntries([
        ...cluster.primaries.map((node) => [idOf(node), 'primary']),
        ...cluster.replicas.map((node) => [idOf(node), 'replica']),
      ]),
    );
    for (const [index, primary] of cluster.primaries.entries()) {
      const node = nodes.find((it) => it.node === idOf(primary))!;
      expect(node.values.keys).toBe(KEYS[index]);
      expect(node.server).toMatchObject({ engine: 'redis', mode: 'cluster' });
    }
    const { body } = await client.get<{ instances: InstanceSummary[] }>('/api/instances');
    expect(body.instances[0]?.nodes?.map(({ node }) => node).sort()).toEqual(Object.keys(roles).sort());
  });

  test('has the history of each node, and the sum of its primaries: replicas would count everything twice', async () => {
    for (const [index, primary] of cluster.primaries.entries()) {
      expect(newest(await history('keys', `&node=${idOf(primary)}`), 'keys')).toBe(KEYS[index]);
      expect(newest(await history('keys', `&node=${idOf(cluster.replicas[index]!)}`), 'keys')).toBe(
        KEYS[index],
      );
    }
    await waitUntil('all are in the sum', async () => newest(await history('keys'), 'keys') === 3_210);
  });

  test('reads clients and slow log of all nodes, or of one', async () => {
    const { body } = await client.get<ClientsResponse>('/api/instances/shop/clients');
    expect(new Set(body.clients.map(({ node }) => node)).size).toBe(6);
    expect(body.failures).toEqual([]);
    const own = body.clients.filter((it) => it.own && it.name === 'hitrate-collector');
    expect(own).toHaveLength(6);
    const one = idOf(cluster.primaries[1]!);
    const { body: single } = await client.get<ClientsResponse>(`/api/instances/shop/clients?node=${one}`);
    expect([...new Set(single.clients.map(({ node }) => node))]).toEqual([one]);
  });

  test('kills the client of the node that is named, not the one with its number elsewhere', async () => {
    const ids = new Map<string, number>();
    const victims = await Promise.all(
      cluster.primaries.map(async (node) => {
        const victim = connect(node.port, 'shop');
        ids.set(idOf(node), Number(await victim.client('ID')));
        return victim;
      }),
    );
    const node = idOf(cluster.primaries[1]!);
    const { body } = await client.act('shop', 'client.kill', { clients: [{ node, id: ids.get(node) }] });
    expect(body).toMatchObject({ result: { killed: 1, clients: [{ node, outcome: 'killed' }] } });
    await expect(victims[1]!.ping()).rejects.toThrow();
    expect([await victims[0]!.ping(), await victims[2]!.ping()]).toEqual(['PONG', 'PONG']);
    for (const victim of victims) victim.disconnect();
  });

  test('asks which node a snapshot is meant for', async () => {
    const { status, body } = await client.act<{ error: { remedy: string } }>('shop', 'snapshot.save', {});
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'node' } });
    for (const primary of cluster.primaries) expect(body.error.remedy).toContain(idOf(primary));
    const node = idOf(cluster.primaries[2]!);
    expect((await client.act('shop', 'snapshot.save', { node })).status).toBe(200);
  });

  test('goes on being sampled while one of its nodes hangs; what that one says is missing, by name', async () => {
    const hung = cluster.replicas[2]!;
    const stream = followStream(client, '/api/instances/shop/live');
    const polls = (node: string) =>
      stream.events.filter(({ event, data }) => {
        const sample = data as { node: string; source: string };
        return event === 'sample' && sample.source === 'info' && sample.node === node;
      }).length;
    await waitUntil('all are sampled', () => cluster.nodes.every((node) => polls(idOf(node)) > 0));
    hung.kill('SIGSTOP');
    try {
      const before = cluster.nodes.map((node) => polls(idOf(node)));
      const others = cluster.nodes.filter((node) => node !== hung);
      // Within the time that the collector waits for the node that hangs.
      await waitUntil(
        'the others are',
        () => others.every((node) => polls(idOf(node)) >= before[cluster.nodes.indexOf(node)]! + 5),
        9_000,
      );
      const { body } = await client.get<ClientsResponse>('/api/instances/shop/clients');
      expect(body.failures).toMatchObject([{ node: idOf(hung), code: 'TIMEOUT' }]);
      expect(new Set(body.clients.map(({ node }) => node)).size).toBe(5);
      const state = async () =>
        (await nodesOf(client)).find(({ node }) => node === idOf(hung)) as NodeSummary;
      await waitUntil('it is down', async () => (await state()).state === 'down');
      expect((await state()).error?.code).toBe('TIMEOUT');
    } finally {
      hung.kill('SIGCONT');
      stream.close();
    }
    await untilUp(client, 'shop', 6);
  });
});
