import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysQuery, keyTreeQuery, type KeysResponse, type KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { keySlot } from '@/lib/redis/key-slot';
import { startInside, type Inside } from '../../../testing/inside';
import {
  aclUsers,
  ask,
  startCluster,
  type RunningCluster,
  type RunningRedis,
} from '../../../testing/servers';
import { watched } from '../../../testing/watched';
import { listKeyBranches } from './list-key-branches';
import { listKeys } from './list-keys';
import { readKey } from './read-key';

let cluster: RunningCluster;
let inside: Inside;
const names = Array.from({ length: 4_000 }, (_, index) => `user:${index % 10}:${index}`);
const tagged = ['{cart}:1', '{cart}:2'];
const signal = new AbortController().signal;
const idOf = ({ port }: RunningRedis) => `127.0.0.1:${port}`;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3, replicas: 1, aclLines: aclUsers() });
  for (const { port } of cluster.primaries)
    await ask(port, 'shop', async (node) => {
      // Each node takes the names of its own slots, and refuses the others.
      const pipeline = node.pipeline();
      for (const name of [...names, ...tagged]) pipeline.set(name, 'value');
      await pipeline.exec();
    });
  inside = await startInside([watched(cluster.primaries[0]!)], 6);
});
afterAll(async () => {
  inside.stop();
  await cluster.stop();
});

async function allKeys(query: Record<string, string> = {}): Promise<KeysResponse[]> {
  const access = inside.access('viewer');
  const pages: KeysResponse[] = [];
  let cursor: string | null = null;
  do {
    const given: Record<string, string> = cursor === null ? query : { ...query, cursor };
    const page: KeysResponse = await listKeys(access, keysQuery.parse(given), signal);
    pages.push(page);
    cursor = page.cursor;
  } while (cursor !== null);
  return pages;
}
const namesOf = (pages: readonly KeysResponse[]) =>
  pages.flatMap(({ keys }) => keys.map(({ key }) => key)).sort();

test('the keys of all primaries come, each once, and what is known of them', async () => {
  const pages = await allKeys({ count: '500' });
  expect(namesOf(pages)).toEqual([...names, ...tagged].sort());
  expect(
    pages.flatMap(({ keys }) => keys).every(({ type, length }) => type === 'string' && length === 5),
  ).toBe(true);
  expect(pages.every(({ total, failures }) => total === 4_002 && failures.length === 0)).toBe(true);
  expect(pages.at(-1)!.scanned).toBe(4_002);
});

test('a name is looked up, and a hash tag searched for, at the node that serves it', async () => {
  const scans = () =>
    Promise.all(
      cluster.primaries.map(({ port }) =>
        ask(port, 'admin', async (node) =>
          Number(/cmdstat_scan:calls=(\d+)/.exec(await node.info('commandstats'))?.[1] ?? 0),
        ),
      ),
    );
  const before = await scans();
  expect(namesOf(await allKeys({ match: 'user:7:17' }))).toEqual(['user:7:17']);
  expect(await scans()).toEqual(before);
  expect(namesOf(await allKeys({ match: '{cart}:*' }))).toEqual(tagged);
  const grown = (await scans()).filter((count, index) => count > before[index]!);
  expect(grown).toHaveLength(1);
});

test('the tree adds up over all primaries', async () => {
  const access = inside.access('viewer');
  const counts: Record<string, number> = {};
  let cursor: string | null = null;
  do {
    const query = keyTreeQuery.parse({ prefix: 'user:', ...(cursor !== null && { cursor }) });
    const page: KeyTreeResponse = await listKeyBranches(access, query, signal);
    for (const { label, keys } of page.branches) counts[label] = (counts[label] ?? 0) + keys;
    cursor = page.cursor;
  } while (cursor !== null);
  expect(counts).toEqual(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [String(index), 400])));
});

test('a key tells its slot and the node that serves it', async () => {
  const access = inside.access('viewer');
  const meta = await readKey(access, { db: 0, key: 'user:7:17' });
  expect(meta).toMatchObject({ slot: keySlot('user:7:17'), type: 'string' });
  expect(cluster.primaries.map(idOf)).toContain(meta.node);
});

// The last one: it takes a node away.
test('a node that fails is named, and the others are gone over to the end', async () => {
  // The one that stands for the instance: what a person may do is asked of another one then.
  const main = inside.access('viewer').node().id;
  const last = cluster.primaries.find((primary) => idOf(primary) === main)!;
  const replica = cluster.replicas[cluster.primaries.indexOf(last)]!;
  const lost = await ask(last.port, 'shop', async (node) => {
    const own: string[] = [];
    for (const name of [...names, ...tagged])
      if ((await node.get(name).catch(() => null)) !== null) own.push(name);
    return own;
  });
  // Without its replica, nobody takes its place.
  await replica.stop();
  await last.stop();
  const pages = await allKeys({ count: '500' });
  expect(pages.flatMap(({ failures }) => failures)).toMatchObject([
    { node: idOf(last), code: 'UNREACHABLE' },
  ]);
  expect(namesOf(pages)).toEqual([...names, ...tagged].filter((name) => !lost.includes(name)).sort());
});
