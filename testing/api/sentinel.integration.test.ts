import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { InstanceSummary } from '@/lib/schemas/instances';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditEnd } from '../audit-entry';
import { aclUsers, ask, startSentinelGroup, waitUntil, type RunningSentinelGroup } from '../servers';
import { nodesOf, untilUp } from '../watched';

let group: RunningSentinelGroup;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  group = await startSentinelGroup({ replicas: 2, aclLines: aclUsers() });
  const [sentinel] = group.sentinels;
  const url = (port: number) => `redis://collector:collector@127.0.0.1:${port}`;
  app = await startApp([
    { id: 'shop', url: url(sentinel!.port), sentinel: { group: group.name } },
    // The first Sentinel is gone; the second one is asked.
    { id: 'spare', url: url(1), sentinel: { group: group.name, nodes: [`127.0.0.1:${sentinel!.port}`] } },
    { id: 'misnamed', url: url(sentinel!.port), sentinel: { group: 'nobody' } },
  ]);
  client = await app.client().signIn('shop', 'operator', 'operator');
  await untilUp(client, 'shop', 3);
});
afterAll(async () => {
  await app.stop();
  await group.stop();
});

const roles = async () =>
  Object.fromEntries((await nodesOf(client)).map(({ node, server }) => [node, server?.role]));
const primaries = async () =>
  Object.entries(await roles()).flatMap(([node, role]) => (role === 'primary' ? [node] : []));

describe('a Sentinel group', () => {
  test('is found through its Sentinel: the primary and every replica, each sampled by itself', async () => {
    expect(await roles()).toEqual({
      [`127.0.0.1:${group.primary.port}`]: 'primary',
      ...Object.fromEntries(group.replicas.map(({ port }) => [`127.0.0.1:${port}`, 'replica'])),
    });
    for (const { values } of await nodesOf(client)) expect(values.usedMemoryBytes).toBeGreaterThan(0);
    const { body } = await client.get<HistoryResponse>(
      '/api/instances/shop/history?metrics=connectedReplicas',
    );
    expect(body.series[0]?.points.at(-1)?.[1]).toBe(2);
  });

  test('is found through another Sentinel when the first one does not answer', async () => {
    await client.signIn('spare', 'viewer', 'viewer');
    await untilUp(client, 'spare', 3);
  });

  test('that no Sentinel knows by this name says so at sign-in and in the list', async () => {
    const { body } = await app.client().trySignIn('misnamed', 'viewer', 'viewer');
    expect(body.code).toBe('UNKNOWN_GROUP');
    expect(body.remedy).toContain('SENTINEL MASTERS');
    const { body: health } = await app.client().get('/api/health');
    expect(health).toMatchObject({ status: 'degraded', instances: { total: 3, up: 2 } });
  });

  test('is followed through a failover: roles swap, both are marked, and actions go to the new primary', async () => {
    const [before] = await primaries();
    await ask(group.sentinels[0]!.port, undefined, (it) => it.call('SENTINEL', 'FAILOVER', group.name));
    await waitUntil('another one is the primary', async () => {
      const now = await primaries();
      return now.length === 1 && now[0] !== before;
    });
    const [after] = (await primaries()) as [string];
    const { body } = await client.get<HistoryResponse>(
      '/api/instances/shop/history?metrics=commandsPerSecond',
    );
    const text = body.markers.filter(({ kind }) => kind === 'role').map((marker) => marker.text);
    expect(text).toContain('Became the primary');
    const old = await client.get<HistoryResponse>(`/api/instances/shop/history?metrics=keys&node=${before}`);
    const oldText = old.body.markers.filter(({ kind }) => kind === 'role').map((marker) => marker.text);
    expect(oldText).toContain('Became a replica');
    // No rate spans the change, and none is negative.
    for (const { points } of body.series)
      for (const [, rate] of points) expect(rate ?? 0).toBeGreaterThanOrEqual(0);

    const saved = await client.act<{ audit: number; result: { node: string } }>('shop', 'snapshot.save', {});
    expect(saved.status).toBe(200);
    expect(saved.body.result.node).toBe(after);
    expect((await auditEnd(client, saved.body.audit)).outcome).toBe('done');
    expect((await client.get<InstanceSummary>('/api/instances/shop')).body.error).toBeNull();
  });
});
