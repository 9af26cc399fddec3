import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeClientHistory } from '@/lib/client-history/describe-client-history';
import type { KeptConnection } from '@/lib/client-history/kept-connection';
import { whoWasConnected } from '@/lib/client-history/who-was-connected';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import type { Endpoint } from '../redis/connection';
import { database } from '../database';
import { NodeWatcher } from '../collector/node-watcher';
import { SideReadings, type NodeContact } from '../collector/side-readings';
import { CLIENT_READING, collectClients } from './collect-clients';
import { forgetConnections } from './forget-connections';
import { readConnections, readWatches } from './read-connections';
import { readingState } from './reading-states';

const MIN = 60_000;
/** Readings are told what time it is, so that minutes pass at once; the servers and the connections are real. */
const T0 = Math.floor(Date.now() / MIN) * MIN - 30 * MIN;
const minute = (n: number) => T0 + n * MIN;

let redis: RunningRedis;
let directory: string;
let watcher: NodeWatcher;
let contact: NodeContact;
let admin: Redis | null = null;
const clients: Redis[] = [];

beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  directory = mkdtempSync(join(tmpdir(), 'hitrate-clients-'));
  process.env.HITRATE_CONFIG = join(directory, 'hitrate.json');
  process.env.HITRATE_DATA = join(directory, 'data');
  const url = `redis://collector:collector@127.0.0.1:${redis.port}`;
  writeFileSync(process.env.HITRATE_CONFIG, JSON.stringify({ instances: [{ id: 'shop', url }] }));
});
beforeEach(() => {
  database().exec('DELETE FROM client_nodes');
  watcher = watch();
});
afterEach(() => {
  watcher.dispose();
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(async () => {
  admin?.disconnect();
  await redis.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A watcher of its own is a dashboard that has just been started. */
function watch(username = 'collector'): NodeWatcher {
  const endpoint: Endpoint = { address: { host: '127.0.0.1', port: redis.port }, tls: null };
  return new NodeWatcher(endpoint, { username, password: username }, () => Date.now(), {
    onSample: () => {},
    onState: () => {},
    onMarker: () => {},
    onPolled: (node, connection, info) => (contact = { instance: 'shop', node, connection, info }),
  });
}

async function readAt(n: number): Promise<void> {
  await watcher.refresh();
  await collectClients(contact, minute(n));
}

async function open(name: string, user = 'shop'): Promise<Redis> {
  const client = connect(redis.port, user, user, { connectionName: name });
  await client.connect();
  await client.ping();
  clients.push(client);
  return client;
}

/** Stays open from test to test, so that its comings and goings are not among those that are looked at. */
function administrator(): Redis {
  if (admin?.status !== 'ready' && admin?.status !== 'wait') admin = connect(redis.port, 'admin');
  return admin!;
}

async function close(client: Redis): Promise<void> {
  const id = await client.client('ID');
  client.disconnect();
  await waitUntil(
    'it is gone',
    async () => !String(await administrator().client('LIST')).includes(`id=${id} `),
  );
}

const kept = async (own = false): Promise<KeptConnection[]> =>
  (await readConnections({ instance: 'shop', own }, { from: 0, to: Date.now() })).filter(
    ({ user }) => user !== 'admin',
  );
const named = async (name: string) => (await kept()).filter((each) => each.name === name);

describe('real connections', () => {
  test('come, stay, change their name and user, and go, each in one row', async () => {
    const worker = await open('worker-1');
    const other = await open('other');
    await readAt(0);
    await other.client('SETNAME', 'renamed');
    await other.call('AUTH', 'viewer', 'viewer');
    await readAt(1);
    await close(worker);
    await readAt(2);

    expect(await kept()).toHaveLength(2);
    const [gone] = await named('worker-1');
    expect(gone).toMatchObject({
      ...{ user: 'shop', kind: 'normal', own: false, seenAt: minute(0) },
      ...{ lastSeenAt: minute(1), goneAt: minute(2) },
      addr: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    });
    expect(await named('renamed')).toMatchObject([
      { user: 'viewer', seenAt: minute(0), lastSeenAt: null, goneAt: null },
    ]);
  });

  test('that live for less than a reading are not listed, and those of the dashboard are marked', async () => {
    await readAt(0);
    await close(await open('short'));
    await readAt(1);
    expect(await named('short')).toEqual([]);
    expect(await kept()).toEqual([]);
    expect(await kept(true)).toMatchObject([{ name: 'hitrate-collector', user: 'collector', own: true }]);
  });

  test('are counted by application, user and address as they were at each reading', async () => {
    const first = [await open('web-1'), await open('web-2'), await open('mail', 'viewer')];
    await readAt(0);
    await open('web-3');
    await readAt(1);
    await close(first[0]!);
    await close(first[1]!);
    await readAt(2);
    await readAt(3);

    const told = async (by: 'name' | 'user' | 'address') => {
      const watches = readWatches({ instance: 'shop' });
      const span = { from: minute(0), to: minute(3) };
      const { groups, series } = describeClientHistory({
        ...{ connections: await kept(), watches, by, ...span, points: 3, series: 7, now: minute(3) },
      });
      const counts = series.map(({ key, open }) => [key, open.map(([, mean]) => mean)]);
      return { groups, counts: Object.fromEntries(counts) as Record<string, (number | null)[]> };
    };
    const byName = await told('name');
    expect(byName.counts).toEqual({ 'web-*': [2, 3, 1], mail: [1, 1, 1] });
    expect(byName.groups[0]).toMatchObject({ key: 'web-*', opened: 1, closed: 2, atEnd: 1, peak: 3 });
    expect((await told('user')).counts).toEqual({ shop: [2, 3, 1], viewer: [1, 1, 1] });
    expect((await told('address')).counts).toEqual({ '127.0.0.1': [3, 4, 2] });
  });

  test('can be asked for by the moment', async () => {
    const early = await open('early');
    await readAt(0);
    await close(early);
    await open('late');
    await readAt(1);
    const at = async (moment: number) =>
      whoWasConnected(
        await readConnections({ instance: 'shop', own: false }, { from: moment, to: moment }),
        readWatches({ instance: 'shop' }),
        moment,
        minute(1),
      )
        .filter(({ user }) => user !== 'admin')
        .map(({ name, certainty }) => [name, certainty]);
    expect(await at(minute(0))).toEqual([['early', 'open']]);
    expect(await at(minute(0) + 1_000)).toEqual([['early', 'closing']]);
    expect(await at(minute(1))).toEqual([['late', 'open']]);
  });
});

describe('a restart', () => {
  test('of the dashboard goes on with what is open; what went meanwhile went nobody knows when', async () => {
    const stays = await open('stays');
    const goes = await open('goes');
    await readAt(0);
    await readAt(1);
    watcher.dispose();
    await close(goes);
    watcher = watch();
    await readAt(20);

    expect(await named('stays')).toMatchObject([{ seenAt: minute(0), goneAt: null }]);
    expect(await named('goes')).toMatchObject([{ lastSeenAt: minute(1), goneAt: minute(20) }]);
    expect(readWatches({ instance: 'shop' })).toMatchObject([
      { from: minute(0), to: minute(1) },
      { from: minute(20), to: minute(20) },
    ]);
    expect(await stays.ping()).toBe('PONG');
  });

  test('of the dashboard within two readings is no pause', async () => {
    await readAt(0);
    watcher.dispose();
    watcher = watch();
    await readAt(2);
    expect(readWatches({ instance: 'shop' })).toMatchObject([{ from: minute(0), to: minute(2) }]);
  });

  test('of Redis ends every connection, though ids begin anew', async () => {
    await open('before');
    await readAt(0);
    await redis.restart();
    await waitUntil('the collector is connected again', async () => {
      watcher.retry();
      await watcher.refresh();
      return watcher.state.state === 'up';
    });
    await open('after');
    await readAt(1);
    expect(await named('before')).toMatchObject([{ lastSeenAt: minute(0), goneAt: minute(1) }]);
    expect(await named('after')).toMatchObject([{ seenAt: minute(1), goneAt: null }]);
    const ended = (await kept(true)).filter(({ goneAt }) => goneAt !== null);
    expect(ended.every(({ lastSeenAt }) => lastSeenAt === minute(0))).toBe(true);
  });
});

describe('the pace', () => {
  test('is a minute, however often the collector polls', async () => {
    await readAt(0);
    await collectClients(contact, minute(0) + 20_000);
    expect(readWatches({ instance: 'shop' })).toMatchObject([{ to: minute(0) }]);
  });

  test.each([
    [2_001, 'reading', 300_000],
    [20_001, 'too-many', 300_000],
  ])('with %i clients it is %s every %i ms', async (connected, state, everyMs) => {
    await watcher.refresh();
    const fields = { ...contact.info.fields, connected_clients: String(connected) };
    const crowded = { ...contact, info: { ...contact.info, fields } };
    await collectClients(crowded, minute(0));
    await collectClients(crowded, minute(2));
    expect(readingState('shop', watcher.id)).toMatchObject({ state, everyMs, connected });
    const [only] = readWatches({ instance: 'shop' });
    expect(only?.to).toBe(state === 'reading' ? minute(0) : undefined);
  });
});

describe('a collector without the grant', () => {
  const grant = (rule: string) => administrator().call('ACL', 'SETUSER', 'collector', rule);
  afterEach(() => grant('+client|list'));

  test('is told with the line that would allow it, and begins once it is pasted', async () => {
    await grant('-client|list');
    await readAt(0);
    expect(readingState('shop', watcher.id)).toMatchObject({
      state: 'refused',
      error: {
        message: expect.stringContaining('collector may not run CLIENT LIST') as string,
        line: 'ACL SETUSER collector +client|list',
      },
    });
    await readAt(1);
    expect(readWatches({ instance: 'shop' })).toEqual([]);
    await grant('+client|list');
    await readAt(2);
    expect(readingState('shop', watcher.id)).toMatchObject({ state: 'reading', error: null });
    expect(readWatches({ instance: 'shop' })).toHaveLength(1);
  });

  test('is refused once, not once a minute: the ACL log stays readable', async () => {
    await grant('-client|list');
    await administrator().call('ACL', 'LOG', 'RESET');
    for (const n of [0, 1, 2, 3]) await readAt(n);
    const log = (await administrator().call('ACL', 'LOG')) as unknown[][];
    expect(log.map((entry) => [entry[1], entry[7]])).toEqual([[1, 'client|list']]);
  });

  test('that may not ask for its rights either is left alone until it connects anew', async () => {
    await grant('-client|list');
    await grant('-acl|dryrun');
    await watcher.refresh();
    const readings = new SideReadings([CLIENT_READING]);
    for (const n of [0, 1, 2]) await readings.run(contact, Date.now() + n * 2 * MIN);
    expect(readingState('shop', watcher.id).error?.remedy).toContain('Restart');
    await grant('+acl|dryrun');
  });
});

describe('what is kept', () => {
  test('is bounded: the oldest go, and their time is then "not watched", not "nobody there"', async () => {
    for (const n of [0, 1, 2, 3, 4]) {
      const client = await open(`job-${n}`);
      await readAt(2 * n);
      await close(client);
      await readAt(2 * n + 1);
    }
    forgetConnections('shop', minute(9), 2);
    const left = (await kept()).filter(({ name }) => name.startsWith('job'));
    expect(left.map(({ name }) => name)).toEqual(['job-3', 'job-4']);
    expect(readWatches({ instance: 'shop' })).toMatchObject([{ from: minute(5), to: minute(9) }]);
  });

  test('is forgotten after thirty days, with nodes that are gone for good', async () => {
    await open('old');
    await readAt(0);
    forgetConnections('shop', minute(0) + 31 * 86_400_000);
    expect([await kept(true), readWatches({ instance: 'shop' })]).toEqual([[], []]);
  });

  test('of a clock that was set back is not counted twice', async () => {
    await readAt(10);
    watcher.dispose();
    watcher = watch();
    await watcher.refresh();
    database().exec('UPDATE client_watches SET to_at = to_at + 3600000');
    await readAt(12);
    const watches = readWatches({ instance: 'shop' });
    expect(watches).toMatchObject([{ from: minute(10), to: minute(12) }]);
  });
});
