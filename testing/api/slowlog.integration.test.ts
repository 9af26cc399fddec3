import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FingerprintsResponse, SlowlogResponse } from '@/lib/schemas/slowlog';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

const outsider = 'user outsider on >outsider ~* -@all +ping +info +client|setname +client|id +acl|whoami';

const logreader =
  'user logreader on >logreader ~* -@all +ping +client|setname +client|id +acl|whoami +slowlog|get';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), outsider, logreader] });
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis)]);
  client = await app.client().signIn('shop', 'viewer', 'viewer');
  await untilUp(client);
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

/** Logs so many commands, and nothing before and after. */
async function log(count: number, key: string): Promise<void> {
  await admin.config('SET', 'slowlog-log-slower-than', 0);
  for (let index = 0; index < count; index += 1) await admin.get(`${key}:${index}`);
  await admin.config('SET', 'slowlog-log-slower-than', -1);
}
/** A node is asked no more often than every quarter of a second. */
const untilKept = (count: number, key: string) =>
  waitUntil(`${count} entries are kept`, async () => (await countOf(`GET ${key}:*`)) === count);
const fingerprints = async (of: AppClient = client) =>
  (await of.get<FingerprintsResponse>('/api/instances/shop/slowlog/fingerprints')).body;
const countOf = async (fingerprint: string) =>
  (await fingerprints()).groups.find((group) => group.fingerprint === fingerprint)?.count;

describe.each(['/slowlog', '/slowlog/fingerprints'])('GET %s', (path) => {
  test('is refused to who may not run SLOWLOG GET, with the line that allows it', async () => {
    const other = await app.client().signIn('shop', 'outsider', 'outsider');
    expect(await other.get(`/api/instances/shop${path}`)).toMatchObject({
      status: 403,
      body: { error: { code: 'NOPERM', line: 'ACL SETUSER outsider +slowlog|get' } },
    });
  });

  test.each([
    ['kind=fast', 400, 'kind'],
    ['from=2000&to=1000', 400, 'from'],
    ['node=nowhere:1', 404, 'node'],
    ['span=0', 400, 'span'],
  ])('with %s answers %i and names the field', async (query, expected, field) => {
    const { status, body } = await client.get<{ error: { details?: { field?: string } } }>(
      `/api/instances/shop${path}?${query}`,
    );
    expect(status).toBe(expected);
    expect(body.error.details?.field).toBe(field);
  });
});

test('what was logged is there as soon as somebody looks, and after the server’s ring is emptied', async () => {
  await log(20, 'slow');
  await untilKept(20, 'slow');
  await admin.call('SLOWLOG', 'RESET');
  expect(await countOf('GET slow:*')).toBe(20);
});

test('a restart of the dashboard loses nothing and reads nothing twice', async () => {
  await log(5, 'kept');
  await untilKept(5, 'kept');
  const before = await fingerprints();
  await app.restart();
  await admin.call('SLOWLOG', 'RESET');
  await log(7, 'kept');
  await untilUp(client);
  await untilKept(12, 'kept');
  const after = await fingerprints();
  expect(after.keptSince).toBe(before.keptSince);
  const { body } = await client.get<SlowlogResponse>('/api/instances/shop/slowlog?count=1024');
  const ids = body.entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(body.entries).toHaveLength(after.entries);
});

test('a page holds as many as were asked for, and says where the next one begins', async () => {
  await log(10, 'paged');
  await untilKept(10, 'paged');
  const pages: number[] = [];
  let cursor: string | null = null;
  do {
    const suffix: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body }: { body: SlowlogResponse } = await client.get(
      `/api/instances/shop/slowlog?count=4&fingerprint=${encodeURIComponent('GET paged:*')}${suffix}`,
    );
    pages.push(body.entries.length);
    cursor = body.next;
  } while (cursor !== null);
  expect(pages).toEqual([4, 4, 2]);
});

test('command= gives the entries of that command and of no other whose name has it within', async () => {
  await admin.hset('narrowed:1', 'field', 'value');
  await admin.config('SET', 'slowlog-log-slower-than', 0);
  await admin.get('narrowed:0');
  await admin.hget('narrowed:1', 'field');
  await admin.client('LIST');
  await admin.config('SET', 'slowlog-log-slower-than', -1);
  await untilKept(1, 'narrowed');
  const of = async (command: string) => {
    const query = `command=${encodeURIComponent(command)}`;
    const { body } = await client.get<FingerprintsResponse>(
      `/api/instances/shop/slowlog/fingerprints?${query}`,
    );
    const { body: log } = await client.get<SlowlogResponse>(
      `/api/instances/shop/slowlog?count=1024&${query}`,
    );
    expect(log.entries).toHaveLength(body.entries);
    return body.groups.map(({ fingerprint }) => fingerprint);
  };
  for (const fingerprint of await of('get')) expect(fingerprint).toMatch(/^GET /);
  expect(await of('GET')).toContain('GET narrowed:*');
  expect(await of('hget')).toEqual(['HGET narrowed:* ?']);
  expect(await of('client|list')).toEqual(['CLIENT LIST']);
  expect(await of('client')).toContain('CLIENT LIST');
  expect(await of('narrowed')).toEqual([]);
});

test('own=0 leaves out what connections of the dashboard have sent, which are marked otherwise', async () => {
  await admin.client('SETNAME', 'hitrate-user');
  await log(3, 'ours');
  await admin.client('SETNAME', 'application');
  await log(2, 'ours');
  await untilKept(5, 'ours');
  const of = async (query: string) => {
    const { body } = await client.get<SlowlogResponse>(
      `/api/instances/shop/slowlog?fingerprint=${encodeURIComponent('GET ours:*')}${query}`,
    );
    return body.entries.map(({ clientName, own }) => [clientName, own]);
  };
  const [ours, theirs] = [
    ['hitrate-user', true],
    ['application', false],
  ];
  expect(await of('')).toEqual([theirs, theirs, ours, ours, ours]);
  expect(await of('&own=0')).toEqual([theirs, theirs]);
  const groupOf = async (query: string) => {
    const { body } = await client.get<FingerprintsResponse>(
      `/api/instances/shop/slowlog/fingerprints?fingerprint=${encodeURIComponent('GET ours:*')}${query}`,
    );
    return body.groups[0];
  };
  expect(await groupOf('')).toMatchObject({ count: 5, own: 3 });
  expect(await groupOf('&own=0')).toMatchObject({ count: 2, own: 0 });
});

test('what happened to the server is told with the fingerprints, and to nobody who may not run INFO', async () => {
  const operator = await app.client().signIn('shop', 'operator', 'operator');
  await operator.act('shop', 'snapshot.save', {});
  const reader = await app.client().signIn('shop', 'logreader', 'logreader');
  await waitUntil('the action is a marker', async () =>
    (await fingerprints()).markers.some(({ kind }) => kind === 'action'),
  );
  // Nobody watched before the dashboard was started.
  expect((await fingerprints()).absences).toContainEqual(expect.objectContaining({ kind: 'unwatched' }));
  expect(await fingerprints(reader)).toMatchObject({ markers: [], absences: [] });
});
