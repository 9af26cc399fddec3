import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingsResponse } from '@/lib/schemas/findings';
import type { AppClient } from '../app-client';
import { startApp, type RunningApp } from '../app';
import { aclUsers, ask, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers(), args: ['--maxmemory', '20mb'] });
  app = await startApp([watched(redis)]);
  await untilUp(await signIn('viewer'));
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

const signIn = (user: string): Promise<AppClient> => app.client().signIn('shop', user, user);
const findingsOf = async (client: AppClient) =>
  (await client.get('/api/instances/shop/findings')).body as FindingsResponse;

describe('the findings of an instance', () => {
  test('change with the server: memory that fills up is found within seconds, and critical comes first', async () => {
    const client = await signIn('viewer');
    const before = await findingsOf(client);
    expect(before.found.map(({ rule }) => rule)).not.toContain('memory.near-limit');
    expect(before.fine.length).toBeGreaterThan(10);
    await ask(redis.port, 'shop', (shop) => shop.setrange('filler', 18 * 1024 ** 2, 'x'));
    await waitUntil('the rule has fired', async () =>
      (await findingsOf(client)).found.some(({ rule }) => rule === 'memory.near-limit'),
    );
    const [first] = (await findingsOf(client)).found;
    expect(first).toMatchObject({
      rule: 'memory.near-limit',
      severity: 'critical',
      area: 'memory',
      line: 'CONFIG SET maxmemory 25mb',
    });
    await ask(redis.port, 'shop', (shop) => shop.del('filler'));
  });

  test('that need a command are not told to who may not run it, with the grant in their place', async () => {
    const { unchecked, found, fine } = await findingsOf(await signIn('viewer'));
    const rule = 'latency.monitor-off';
    expect([...found, ...fine].map((each) => each.rule)).not.toContain(rule);
    expect(unchecked.find((each) => each.rule === rule)).toMatchObject({
      because: 'your Redis user viewer may not run CONFIG GET',
      line: 'ACL SETUSER viewer +config|get',
    });
  });

  test('that settings decide are told without them to who may not ask for settings', async () => {
    const rule = 'persistence.save-old';
    await ask(redis.port, 'shop', (shop) => shop.set('changed', 'since the last snapshot'));
    const said = async (user: string) => {
      const { unchecked, found, fine } = await findingsOf(await signIn(user));
      return [...found, ...fine, ...unchecked].find((each) => each.rule === rule);
    };
    // Snapshots are off on purpose here, which only CONFIG GET tells.
    await waitUntil('the change is seen', async () => (await said('viewer')) !== undefined);
    expect(await said('viewer')).toMatchObject({ because: 'your Redis user viewer may not run CONFIG GET' });
    await waitUntil('the settings are read', async () => (await said('admin')) === undefined);
  });

  test('of a node that is down say so, and call nothing fine', async () => {
    const client = await signIn('viewer');
    // Who was let in before it went may see that it is down.
    expect((await findingsOf(client)).fine.length).toBeGreaterThan(10);
    redis.kill('SIGKILL');
    await waitUntil('it is found', async () =>
      (await findingsOf(client)).found.some(({ rule }) => rule === 'availability.down'),
    );
    const { found, fine } = await findingsOf(client);
    expect(found[0]).toMatchObject({ severity: 'critical', action: 'instance.reconnect' });
    expect(fine).toEqual([]);
    await redis.restart();
  });
});
