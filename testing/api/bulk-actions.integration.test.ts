import { execFileSync } from 'node:child_process';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BulkReport } from '@/lib/actions/describe-key-result';
import type { MatchingResponse } from '@/lib/keyspace/matching-schema';
import type { RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditEnd, auditRows, type AuditRow } from '../audit-entry';
import { newcomer } from '../newcomer';
import { ask, connect, waitUntil } from '../servers';
import { startShopAndCluster, type ShopAndCluster } from '../shop-and-cluster';
import { untilUp } from '../watched';

interface Begun {
  audit: number;
  outcome: string;
  error: { code: string; message: string; line?: string; details?: Record<string, unknown> };
}

/** So many keys that a gentle job is in the middle of them for seconds. */
const MANY = 200_000;

let shop: ShopAndCluster;
let admin: Redis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  shop = await startShopAndCluster();
  ({ admin, app, client } = shop);
});
beforeEach(() => admin.flushdb());
afterAll(async () => {
  // A test connects anew.
  admin.disconnect();
  await shop.stop();
});

/** Begins a job on all that match; the confirmation is what the input asks for. */
async function begin(
  action: 'keys.unlink' | 'keys.expire',
  input: { match: string; count: number | null; confirm?: string } & Record<string, unknown>,
  as = client,
  instance = 'shop',
) {
  const confirm = input.count === null ? 'Shop' : String(input.count);
  return as.act<Begun>(instance, action, { confirm, pace: 'fast', ...input });
}

/** The same to its end. */
async function finish(...args: Parameters<typeof begin>): Promise<AuditRow & { result: BulkReport }> {
  const { status, body } = await begin(...args);
  if (status !== 200) throw new Error(`It was answered ${status}: ${JSON.stringify(body)}`);
  return (await auditEnd(args[2] ?? client, body.audit)) as AuditRow & { result: BulkReport };
}

/** Asks for the pages of a count until the walk ends, and adds them up. */
async function countMatching(query: string, instance = 'shop') {
  let matched = 0;
  const sample: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/api/instances/${instance}/keys/matching?${query}${cursor && `&cursor=${cursor}`}`;
    const { status, body }: { status: number; body: MatchingResponse } = await client.get(path);
    expect(status).toBe(200);
    matched += body.matched;
    sample.push(...body.sample);
    cursor = body.cursor;
  }
  return { matched, sample };
}

const names = async () =>
  ((await admin.call('SCAN', '0', 'COUNT', '100000')) as [string, string[]])[1].sort();

/** Fills the database with `bulk:0` … in one command. */
const fillMany = () => admin.eval(`for i = 1, ${MANY} do redis.call('SET', 'bulk:' .. i, 'v') end`, 0);

/** Begins to remove them gently, as somebody, and waits until it is in the middle. */
async function inTheMiddle(as = client): Promise<number> {
  await fillMany();
  const { status, body } = await begin('keys.unlink', { match: 'bulk:*', count: MANY, pace: 'gentle' }, as);
  expect(status).toBe(200);
  await waitUntil('some are removed', async () => ((await report(body.audit)).changed ?? 0) > 0);
  return body.audit;
}
const report = async (audit: number) =>
  ((await client.get<AuditRow>(`/api/audit/${audit}`)).body.result ?? {}) as BulkReport;

describe('what would be touched', () => {
  test('is counted to the last key, over several pages, with some names', async () => {
    await admin.eval(`for i = 1, 30000 do redis.call('SET', 'k:' .. i, 'v') end`, 0);
    await admin.set('other', 'v');
    const { matched, sample } = await countMatching('match=k:*');
    expect(matched).toBe(30_000);
    expect(sample.length).toBeGreaterThanOrEqual(20);
    expect(sample.every((name) => /^k:\d+$/.test(name))).toBe(true);
  });

  test('is what has the type and the time left', async () => {
    await admin.set('a', 'v');
    await admin.set('b', 'v', 'EX', 30);
    await admin.hset('c', 'f', 'v');
    expect(await countMatching('match=*&type=string')).toMatchObject({ matched: 2 });
    expect(await countMatching('match=*&ttl=never')).toMatchObject({ matched: 2 });
    expect(await countMatching('match=*&type=string&ttl=minute')).toEqual({ matched: 1, sample: ['b'] });
  });
});

describe('removing all that match', () => {
  test('removes exactly those, whatever their names are made of', async () => {
    const removed = ['job*:1', 'job*:', 'job*:a*b?[c]\\', 'job*:\u0000\u00ff', 'job*:ü'];
    const kept = ['job:1', 'jobs:1', 'job?:1', 'xjob*:1', 'JOB*:1', 'job\\*:1', ''];
    for (const name of [...removed, ...kept]) await admin.set(Buffer.from(name, 'latin1'), 'v');
    const { result, outcome, input } = await finish('keys.unlink', {
      match: 'job\\*:*',
      count: removed.length,
    });
    expect(outcome).toBe('done');
    expect(input).toEqual({ match: 'job\\*:*', count: removed.length, pace: 'fast' });
    expect(result).toMatchObject({
      state: 'done',
      matched: 5,
      changed: 5,
      refused: 0,
      vanished: 0,
      underWay: 0,
    });
    expect(result.sample).toHaveLength(5);
    expect(await names()).toEqual(kept.sort());
  });

  test.each([1, 2, 3])('removes exactly those of random bytes (%i)', async (seed) => {
    // A small generator of its own, so that a failure can be had again.
    let state = seed;
    const next = (most: number) => (state = (state * 48_271) % 2_147_483_647) % most;
    const bytes = () => Buffer.from(Array.from({ length: 1 + next(12) }, () => next(256)));
    const prefix = Buffer.from([next(256), 42, next(256), 91]);
    const all = Array.from({ length: 400 }, (_, i) => (i % 2 ? Buffer.concat([prefix, bytes()]) : bytes()));
    for (const name of all) await admin.set(name, 'v');
    const wanted = all.filter((name) => name.subarray(0, 4).equals(prefix));
    const kept = new Set(all.filter((name) => !wanted.includes(name)).map((name) => name.toString('hex')));
    const escaped = Buffer.concat([...[...prefix].map((byte) => Buffer.from([92, byte])), Buffer.from('*')]);
    const match = `base64:${escaped.toString('base64url')}`;
    await finish('keys.unlink', { match, count: new Set(wanted.map(String)).size + 400 });
    const [, left] = (await admin.callBuffer('SCAN', '0', 'COUNT', '100000')) as [Buffer, Buffer[]];
    expect(new Set(left.map((name) => name.toString('hex')))).toEqual(kept);
  });

  test('of a type and a time left spares all others', async () => {
    await admin.mset('a:1', 'v', 'a:2', 'v');
    await admin.set('a:3', 'v', 'EX', 30);
    await admin.hset('a:4', 'f', 'v');
    const { result } = await finish('keys.unlink', { match: 'a:*', count: 9, type: 'string', ttl: 'never' });
    expect(result).toMatchObject({ changed: 2 });
    expect(await names()).toEqual(['a:3', 'a:4']);
  });

  test('never removes more than were confirmed', async () => {
    await admin.eval(`for i = 1, 5000 do redis.call('SET', 'k:' .. i, 'v') end`, 0);
    const { result, outcome } = await finish('keys.unlink', { match: 'k:*', count: 1_234 });
    expect(outcome).toBe('done');
    expect(result).toMatchObject({ state: 'bound', changed: 1_234 });
    expect(await admin.dbsize()).toBe(5_000 - 1_234);
  });

  test.each([
    ['*', 3, '3'],
    ['**', 3, '3'],
    ['*?*', 3, 'Shop '],
    ['a:*', null, '3'],
    ['a:*', 3, '4'],
    ['a:*', 3, undefined],
  ])('of %s (%s counted) is not confirmed by %s', async (match, count, confirm) => {
    await admin.mset('a:1', 'v', 'a:2', 'v', 'a:3', 'v');
    const { status, body } = await begin('keys.unlink', { match, count, confirm });
    expect(status).toBe(409);
    const expected = match === 'a:*' && count !== null ? '3' : 'Shop';
    expect(body.error).toMatchObject({ code: 'CONFIRMATION', details: { expected } });
    expect(await admin.dbsize()).toBe(3);
  });

  test('of everything is confirmed by the name of the instance', async () => {
    await admin.mset('a:1', 'v', 'a:2', 'v', 'a:3', 'v');
    await finish('keys.unlink', { match: '*', count: null, confirm: 'Shop' });
    expect(await admin.dbsize()).toBe(0);
  });

  test('leaves keys that the ACL keeps back, and counts them', async () => {
    const narrow = await newcomer(shop, 'fenced', 'operator', 'resetkeys', '~mine:*');
    await admin.mset('mine:1', 'v', 'theirs:1', 'v', 'theirs:2', 'v');
    const { result } = await finish('keys.unlink', { match: '*:*', count: 3 }, narrow);
    expect(result).toMatchObject({ state: 'done', changed: 1, refused: 2, matched: 3 });
    expect(await names()).toEqual(['theirs:1', 'theirs:2']);
  });

  test('runs once at a time in a database', async () => {
    const audit = await inTheMiddle();
    const second = await begin('keys.expire', { match: 'x', count: 1, seconds: 60 });
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({
      code: 'BULK_RUNNING',
      message: expect.stringContaining('operator'),
      details: { audit },
    });
    await client.act('shop', 'bulk.cancel', { audit });
    await auditEnd(client, audit);
    expect((await begin('keys.expire', { match: 'x', count: 1, seconds: 60 })).status).toBe(200);
  });
});

describe('letting all that match expire', () => {
  test('gives each the time, spread as wanted, and no other key one', async () => {
    await admin.eval(`for i = 1, 500 do redis.call('SET', 'k:' .. i, 'v') end`, 0);
    await admin.set('other', 'v');
    const wanted = { match: 'k:*', count: 500, ttl: 'never', seconds: 1_000, spreadSeconds: 500 };
    const { result } = await finish('keys.expire', wanted);
    expect(result).toMatchObject({ state: 'done', changed: 500 });
    const ttls = await Promise.all(Array.from({ length: 500 }, (_, i) => admin.ttl(`k:${i + 1}`)));
    expect(Math.min(...ttls)).toBeGreaterThan(900);
    expect(Math.max(...ttls)).toBeLessThanOrEqual(1_500);
    expect(new Set(ttls).size).toBeGreaterThan(50);
    expect(await admin.ttl('other')).toBe(-1);
  });
});

describe('in the middle of it', () => {
  test('it can be cancelled, by who may do it as well; the report says what is gone', async () => {
    const audit = await inTheMiddle();
    const viewer = await app.client().signIn('shop', 'viewer', 'viewer');
    expect((await viewer.act('shop', 'bulk.cancel', { audit })).status).toBe(403);
    const colleague = await newcomer(shop, 'colleague');
    const { body } = await colleague.act<{ result: object }>('shop', 'bulk.cancel', { audit });
    expect(body.result).toEqual({ audit, state: 'cancelling' });
    const { outcome, result } = await auditEnd(client, audit);
    expect(outcome).toBe('done');
    const { state, changed, underWay } = result as BulkReport;
    expect([state, underWay]).toEqual(['cancelled', 0]);
    expect(changed).toBeLessThan(MANY);
    expect(await admin.dbsize()).toBe(MANY - changed);
    const again = await client.act<{ result: object }>('shop', 'bulk.cancel', { audit });
    expect(again.body.result).toEqual({ audit, state: 'ended' });
    expect((await client.act('shop', 'bulk.cancel', { audit: 999_999 })).status).toBe(404);
  });

  test('the right to it is taken away: it stops at once, with the grant that is missing', async () => {
    const leaver = await newcomer(shop, 'leaver');
    const audit = await inTheMiddle(leaver);
    await admin.call('ACL', 'SETUSER', 'leaver', '-unlink');
    const { outcome, error, result } = await auditEnd(client, audit);
    expect(outcome).toBe('failed');
    expect(error).toMatchObject({ code: 'NOPERM', message: expect.stringContaining('may not run UNLINK') });
    const { changed } = result as BulkReport;
    expect(error!.message).toContain(`${changed.toLocaleString('en-US')} keys were removed before.`);
    expect(await admin.dbsize()).toBe(MANY - changed);
  });

  test.each([
    ['signs out', (leaver: AppClient) => leaver.signOut()],
    ['is deleted', () => admin.call('ACL', 'DELUSER', 'leaver')],
  ])('who began it %s: it stops, and says so', async (_, leave) => {
    const leaver = await newcomer(shop, 'leaver');
    const audit = await inTheMiddle(leaver);
    await leave(leaver);
    const { outcome, error, result } = await auditEnd(client, audit);
    expect(outcome).toBe('failed');
    expect(error).toMatchObject({
      code: 'SIGNED_OUT',
      message: expect.stringContaining('keys were removed before.'),
    });
    const { changed, underWay } = result as BulkReport;
    const left = await admin.dbsize();
    expect(left).toBeLessThanOrEqual(MANY - changed);
    expect(left).toBeGreaterThanOrEqual(MANY - changed - underWay);
  });

  test('the audit log cannot be written any more: not one key goes without a record', async () => {
    const audit = await inTheMiddle();
    const limitFiles = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}`]);
    limitFiles('0:unlimited');
    await waitUntil('it is noticed', () => app.log().includes(`audit entry ${audit} could not be written`));
    const left = await admin.dbsize();
    limitFiles('unlimited');
    // What was written last, since not even the end could be.
    const { changed, underWay } = await report(audit);
    expect(left).toBeLessThanOrEqual(MANY - changed);
    expect(left).toBeGreaterThanOrEqual(MANY - changed - underWay);
    const { body } = await client.act<{ result: object }>('shop', 'bulk.cancel', { audit });
    expect(body.result).toEqual({ audit, state: 'ended' });
    expect(await admin.dbsize()).toBe(left);
  });

  test('the dashboard is killed: the record says how far it came, and no more is gone', async () => {
    const audit = await inTheMiddle();
    process.kill(app.pid, 'SIGKILL');
    await app.restart();
    const { outcome, error, result } = await auditEnd(client, audit);
    expect(outcome).toBe('failed');
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
    const { state, changed, underWay } = result as BulkReport;
    expect(state).toBe('running');
    const left = await admin.dbsize();
    expect(left).toBeLessThanOrEqual(MANY - changed);
    expect(left).toBeGreaterThanOrEqual(MANY - changed - underWay);
    expect(left).toBeGreaterThan(0);
    await shop.untilUp();
    expect((await client.act<Begun>('shop', 'bulk.cancel', { audit })).body).toMatchObject({
      result: { state: 'ended' },
    });
  });

  test('Redis is killed: it stops, with what was done and what nobody knows', async () => {
    const audit = await inTheMiddle();
    shop.redis.kill('SIGKILL');
    const { outcome, error, result } = await auditEnd(client, audit);
    expect(outcome).toBe('failed');
    expect(error!.code).toMatch(/^(?:DISCONNECTED|UNREACHABLE)$/);
    expect(error!.message).toContain('keys were removed before.');
    expect((result as BulkReport).changed).toBeGreaterThan(0);
    expect((await auditRows(client, 1000)).find(({ id }) => id === audit)?.input).toMatchObject({
      match: 'bulk:*',
      count: MANY,
    });
    await shop.redis.restart();
    admin.disconnect();
    admin = connect(shop.redis.port, 'admin');
    await untilUp(client);
  });
});

test('in a Cluster, keys go at every primary, and only those that match', async () => {
  const port = shop.cluster.primaries.map((primary) => primary.port);
  for (const each of port) {
    await ask(each, 'shop', async (node) => {
      const pipeline = node.pipeline();
      for (let i = 0; i < 3_000; i += 1) pipeline.set(`${i % 2 ? 'gone' : 'kept'}:${i}`, 'v');
      await pipeline.exec();
    });
  }
  const sizes = async () => Promise.all(port.map((each) => ask(each, 'shop', (node) => node.dbsize())));
  expect((await sizes()).reduce((sum, size) => sum + size)).toBe(3_000);
  expect(await countMatching('match=gone:*', 'cluster')).toMatchObject({ matched: 1_500 });
  const wanted = { match: 'gone:*', count: 1_500 };
  const { result } = await finish('keys.unlink', wanted, client, 'cluster');
  expect(result).toMatchObject({ state: 'done', changed: 1_500, moved: 0, refused: 0 });
  expect((await sizes()).reduce((sum, size) => sum + size)).toBe(1_500);
  expect(await countMatching('match=kept:*', 'cluster')).toMatchObject({ matched: 1_500 });
});
