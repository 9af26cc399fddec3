import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keysQuery } from '@/lib/keyspace/keys-schema';
import type { Command } from '@/lib/patterns/plan';
import { analyse } from '../../../testing/analysis';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import { isAppError } from '../errors';
import { callForeseen, foreseeRefusals } from './foresee-refusals';
import { listKeys } from '../reads/list-keys';

let inside: RedisInside;
let admin: Redis;
beforeAll(async () => {
  inside = await startRedisInside(
    'user part on >part ~session:* +@all -acl',
    'user writer on >writer %W~session:* +@all -acl',
    'user whole on >whole ~* +@all -acl',
  );
  ({ admin } = inside);
});
afterAll(() => inside.stop());
beforeEach(async () => {
  await admin.flushall();
  await admin.call('ACL', 'LOG', 'RESET');
  await admin.config('RESETSTAT');
});

async function writeKeys(prefix: string, count: number): Promise<void> {
  await admin.mset(...Array.from({ length: count }, (_, index) => [`${prefix}:${index}`, 'x']).flat());
}

/** What the server's ACL log says of keys. */
async function loggedKeys(): Promise<string[]> {
  const entries = (await admin.call('ACL', 'LOG')) as string[][];
  return entries.flatMap((entry) =>
    entry[entry.indexOf('reason') + 1] === 'key' ? [entry[entry.indexOf('object') + 1]!] : [],
  );
}

const dryruns = async () =>
  Number(/cmdstat_acl\|dryrun:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0);

describe('keys that the ACL does not cover leave nothing in the ACL log', () => {
  test('when an analysis meets them: it counts them as no access', async () => {
    await writeKeys('session', 1_500);
    await writeKeys('secret', 700);
    for (const detail of ['basic', 'full']) {
      const { analysis, result } = await analyse(inside.access('part'), { detail });
      expect(analysis).toMatchObject({ state: 'done', seenKeys: 2_200 });
      expect(result).toMatchObject({
        seen: { keys: 1_500 },
        noAccess: { keys: 700, prefixes: [{ label: 'secret', keys: 700 }] },
      });
    }
    expect(await loggedKeys()).toEqual([]);
  });

  test('when the key browser lists them, by any filter', async () => {
    await writeKeys('session', 20);
    await writeKeys('secret', 20);
    const { signal } = new AbortController();
    const list = (query: object) => listKeys(inside.access('part'), keysQuery.parse(query), signal);
    const { keys } = await list({});
    expect(keys.map(({ access }) => access).sort()).toEqual([
      ...Array<string>(20).fill('denied'),
      ...Array<string>(20).fill('ok'),
    ]);
    expect(await list({ type: 'string' })).toMatchObject({ unsorted: 20 });
    expect((await list({ match: 'secret:1' })).keys).toMatchObject([{ access: 'denied' }]);
    expect(await loggedKeys()).toEqual([]);
  });

  test('when commands on them are sent among others: each gets its own answer', async () => {
    await admin.set('session:\xff', 'mine');
    await admin.set('secret:1', 'not mine');
    const access = inside.access('part');
    const commands: Command[] = [
      ['GET', 'secret:1'],
      ['GET', 'session:1'],
      ['GET', 'secret:\xff'],
      ['ECHO', 'said'],
    ];
    const replies = await callForeseen(access, await access.connection(access.node()), commands);
    expect(replies.map((reply) => (isAppError(reply) ? reply.code : reply))).toEqual([
      'NOPERM',
      null,
      'NOPERM',
      'said',
    ]);
    expect(await loggedKeys()).toEqual([]);
  });
});

test('what may be done to a key is foreseen for each command of its own', async () => {
  const access = inside.access('writer');
  const commands: Command[] = [
    ['SET', 'session:1', 'x'],
    ['GET', 'session:1'],
  ];
  const refusals = await foreseeRefusals(access, access.node(), () => commands);
  expect(refusals!.map((refusal) => refusal?.code ?? null)).toEqual([null, 'NOPERM']);
});

test('of who may read every key nothing is asked', async () => {
  await writeKeys('session', 1_000);
  const access = inside.access('whole');
  await access.capabilities();
  const before = await dryruns();
  expect((await analyse(access)).result).toMatchObject({ seen: { keys: 1_000 }, noAccess: { keys: 0 } });
  expect((await dryruns()) - before).toBe(1);
});
