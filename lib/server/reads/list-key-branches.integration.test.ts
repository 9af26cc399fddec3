import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { keyTreeQuery, keyTreeSchema, type Branch, type KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import { listKeyBranches } from './list-key-branches';

let inside: RedisInside;
let admin: Redis;
beforeAll(async () => {
  inside = await startRedisInside();
  ({ admin } = inside);
});
afterAll(() => inside.stop());
beforeEach(async () => {
  await admin.flushall();
});

/** All pages of a level, added up as the browser does. */
async function level(
  query: Record<string, string> = {},
): Promise<{ pages: KeyTreeResponse[]; branches: Record<string, Branch> }> {
  const access = inside.access('all');
  const pages: KeyTreeResponse[] = [];
  const branches: Record<string, Branch> = {};
  let cursor: string | null = null;
  do {
    const page: KeyTreeResponse = keyTreeSchema
      .strict()
      .parse(
        await listKeyBranches(
          access,
          keyTreeQuery.parse({ ...query, ...(cursor !== null && { cursor }) }),
          new AbortController().signal,
        ),
      );
    pages.push(page);
    for (const branch of page.branches) {
      const known = branches[branch.label];
      branches[branch.label] = known
        ? { ...known, keys: known.keys + branch.keys, isKey: known.isKey || branch.isKey }
        : branch;
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return { pages, branches };
}

async function set(names: readonly string[]): Promise<void> {
  const pipeline = admin.pipeline();
  for (const name of names) pipeline.set(Buffer.from(name, 'latin1'), '');
  await pipeline.exec();
}

test('a level adds up to the truth over all its pages, and leads on to the next one', async () => {
  const names = Array.from(
    { length: 40_000 },
    (_, index) => `${index % 3 === 0 ? 'user' : 'order'}:${index % 7}:${index}`,
  );
  await set([...names, 'user', 'lonely']);
  const { pages, branches } = await level();
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.slice(0, -1).every(({ stopped }) => stopped === 'budget')).toBe(true);
  const count = (prefix: string) => names.filter((name) => name.startsWith(prefix)).length;
  expect(branches).toEqual({
    user: { label: 'user', prefix: 'user:', key: 'user', keys: count('user:'), isKey: true },
    order: { label: 'order', prefix: 'order:', key: 'order', keys: count('order:'), isKey: false },
    lonely: { label: 'lonely', prefix: 'lonely:', key: 'lonely', keys: 0, isKey: true },
  });
  const below = await level({ prefix: 'user:' });
  expect(Object.keys(below.branches).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  for (const [label, branch] of Object.entries(below.branches))
    expect(branch.keys).toBe(count(`user:${label}:`));
});

test('a prefix means itself, whatever a glob would make of it', async () => {
  await set(['a*b:1', 'axb:1', '[ab]:1', 'a:1', 'a\\:1']);
  expect(Object.keys((await level({ prefix: 'a*b:' })).branches)).toEqual(['1']);
  expect(Object.keys((await level({ prefix: '[ab]' })).branches)).toEqual(['']);
  expect(Object.keys((await level({ prefix: 'a\\' })).branches)).toEqual(['']);
});

test('labels of any bytes, and other separators', async () => {
  await set(['\xff\xfe/1', '\xff\xfe/2', 'text/1']);
  const { branches } = await level({ separator: '/' });
  expect(
    Object.values(branches)
      .map(({ label, keys }) => [label, keys])
      .sort(),
  ).toEqual([
    ['base64:__4', 2],
    ['text', 1],
  ]);
  expect(
    Object.keys((await level({ separator: '/', prefix: branches['base64:__4']!.prefix })).branches).sort(),
  ).toEqual(['1', '2']);
});

test('a cursor is of one prefix and separator', async () => {
  await set(Array.from({ length: 5_000 }, (_, index) => `user:${index}`));
  const { pages } = await level({ prefix: 'user:' });
  expect(pages[0]).toMatchObject({ stopped: 'count' });
  await expect(level({ prefix: 'user:', separator: '/', cursor: pages[0]!.cursor! })).rejects.toMatchObject({
    code: 'STALE_CURSOR',
  });
});

test('of an empty database there is nothing', async () => {
  expect((await level()).pages).toMatchObject([{ branches: [], cursor: null, scanned: 0 }]);
});
