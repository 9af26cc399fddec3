import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '@/demo/random';
import { displayPath, drillDown, type Prefix, prefixAt } from './prefix';
import type { Figures } from './prefix-figures';
import { PrefixTree } from './prefix-tree';

interface Key {
  name: string;
  type: string;
  bytes: number;
  expires: boolean;
}

function treeOf(keys: readonly Key[], mostNodes?: number): PrefixTree {
  const tree = new PrefixTree({ mostNodes });
  for (const { name, type, bytes, expires } of keys) tree.add(name, tree.types.slotOf(type), bytes, expires);
  return tree;
}

/** What is counted of some keys, the plain way. */
function figuresOf(keys: readonly Key[]): Figures {
  const amount = (some: readonly Key[]) => ({
    keys: some.length,
    bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
  });
  const types = [...new Set(keys.map(({ type }) => type))];
  return {
    ...amount(keys),
    largestBytes: keys.reduce((most, { bytes }) => Math.max(most, bytes), 0),
    expiring: amount(keys.filter(({ expires }) => expires)),
    byType: Object.fromEntries(types.map((type) => [type, amount(keys.filter((key) => key.type === type))])),
  };
}

/** Every key is counted somewhere: what is own and what the children count adds up, at every node. */
function expectSums(prefix: Prefix): void {
  if (!prefix.children) return;
  const parts: Figures[] = prefix.own ? [...prefix.children, prefix.own] : prefix.children;
  const sum = (of: (figures: Figures) => number) => parts.reduce((total, part) => total + of(part), 0);
  expect(sum(({ keys }) => keys)).toBe(prefix.keys);
  expect(sum(({ bytes }) => bytes)).toBe(prefix.bytes);
  expect(sum(({ expiring }) => expiring.keys)).toBe(prefix.expiring.keys);
  expect(sum(({ expiring }) => expiring.bytes)).toBe(prefix.expiring.bytes);
  expect(Math.max(...parts.map(({ largestBytes }) => largestBytes))).toBe(prefix.largestBytes);
  for (const type of Object.keys(prefix.byType)) {
    expect(sum(({ byType }) => byType[type]?.keys ?? 0)).toBe(prefix.byType[type]!.keys);
    expect(sum(({ byType }) => byType[type]?.bytes ?? 0)).toBe(prefix.byType[type]!.bytes);
  }
  prefix.children.forEach(expectSums);
}

const nodesOf = (prefix: Prefix): number =>
  (prefix.children ?? []).reduce((sum, child) => sum + nodesOf(child), 1);

const word = (random: Random, length = 7) =>
  Array.from({ length }, () => String.fromCharCode(97 + random.int(26))).join('');

const keyOf = (random: Random, name: string): Key => ({
  name,
  type: random.pick(['string', 'hash', 'zset', 'ReJSON-RL']),
  bytes: 50 + random.int(200),
  expires: random.chance(0.4),
});

const shuffled = <T>(random: Random, list: readonly T[]): T[] => {
  const order = new Map(list.map((item) => [item, random.next()]));
  return list.toSorted((a, b) => order.get(a)! - order.get(b)!);
};

describe('within its budget a tree is exact', () => {
  it('and counts each prefix as a plain count does', () => {
    const random = createRandom(1);
    const keys = Array.from({ length: 1_000 }, () =>
      keyOf(random, Array.from({ length: 1 + random.int(4) }, () => random.pick(['a', 'b', 'c'])).join(':')),
    );
    const root = treeOf(keys).snapshot();
    expect(root).toMatchObject({ label: '', ...figuresOf(keys) });
    expectSums(root);
    const check = (prefix: Prefix, path: string) => {
      const below = keys.filter(({ name }) => name === path || name.startsWith(`${path}:`));
      expect(prefix).toMatchObject(figuresOf(below));
      prefix.children?.forEach((child) => check(child, path + child.label));
    };
    root.children!.forEach((child) => check(child, child.label));
    const paths = keys.flatMap(({ name }) =>
      name.split(':').map((_, at, parts) => parts.slice(0, at + 1).join(':')),
    );
    expect(nodesOf(root)).toBe(1 + new Set(paths).size);
  });

  it('and folds identifiers', () => {
    const keys = Array.from({ length: 500 }, (_, id) => keyOf(createRandom(id), `user:${id}:cart`));
    const root = treeOf(keys).snapshot();
    expect(nodesOf(root)).toBe(4);
    expect(prefixAt(root, ['user', ':∗', ':cart'])).toMatchObject(figuresOf(keys));
  });

  it('with no key, and with the empty name', () => {
    expect(new PrefixTree().snapshot()).toMatchObject({ keys: 0, bytes: 0, byType: {} });
    expect(treeOf([{ name: '', type: 'set', bytes: 5, expires: false }]).snapshot()).toMatchObject({
      keys: 1,
    });
  });

  it('and goes on undisturbed behind a smaller snapshot', () => {
    const random = createRandom(2);
    const tree = treeOf(Array.from({ length: 500 }, () => keyOf(random, word(random))));
    const whole = tree.snapshot();
    expect(nodesOf(tree.snapshot({ most: 20 }))).toBeLessThanOrEqual(20);
    expect(tree.snapshot()).toEqual(whole);
  });
});

const bytesName = (random: Random) =>
  Array.from({ length: 1 + random.int(30) }, () => String.fromCharCode(random.int(256))).join('');

describe('whatever the names, a tree keeps its budget and loses no key', () => {
  it.each<[string, (random: Random) => string]>([
    ['distinct', (random) => word(random)],
    ['distinct below one prefix', (random) => `page:${word(random)}`],
    ['distinct and deep', (random) => Array.from({ length: 12 }, () => word(random, 4)).join(':')],
    ['deep and alike', (random) => Array.from({ length: 8 }, () => random.pick(['a', 'b', 'c'])).join(':')],
    ['long', (random) => word(random, 8).repeat(200)],
    ['binary', bytesName],
    [
      'runs of separators',
      (random) => `${':'.repeat(random.int(70))}${word(random, 3)}${':'.repeat(random.int(70))}`,
    ],
    [
      'own keys at every depth',
      (random) => Array.from({ length: random.int(6) }, () => word(random, 1)).join(':'),
    ],
  ])('%s', (_, nameOf) => {
    const random = createRandom(3);
    const keys = Array.from({ length: 3_000 }, () => keyOf(random, nameOf(random)));
    const tree = new PrefixTree({ mostNodes: 300 });
    let most = 0;
    for (const { name, type, bytes, expires } of keys) {
      tree.add(name, tree.types.slotOf(type), bytes, expires);
      most = Math.max(most, tree.nodes);
    }
    expect(most).toBeLessThanOrEqual(300);
    for (const size of [16, 100]) {
      const root = tree.snapshot({ most: size });
      expect(nodesOf(root)).toBeLessThanOrEqual(size);
      expect(root).toMatchObject(figuresOf(keys));
      expectSums(root);
    }
  });

  it('and with every separator at once', () => {
    const random = createRandom(4);
    const tree = new PrefixTree({ separators: ':/.|-', mostNodes: 64 });
    for (let index = 0; index < 5_000; index += 1) {
      tree.add(
        word(random, 3) + random.pick([...':/.|-']) + word(random, 3),
        tree.types.slotOf('set'),
        1,
        true,
      );
      expect(tree.nodes).toBeLessThanOrEqual(64);
    }
    const root = tree.snapshot({ most: 16 });
    expect(root.keys).toBe(5_000);
    expectSums(root);
  });
});

describe('what is folded', () => {
  const random = createRandom(5);
  const noise = Array.from({ length: 20_000 }, () => keyOf(random, `user:${word(random)}:cart`));

  it('is added up below the … by what follows', () => {
    const root = treeOf(noise, 1_000).snapshot({ most: 20 });
    const carts = prefixAt(root, ['user', ':…', ':cart'])!;
    expect(carts.keys).toBeGreaterThan(19_800);
    expect(drillDown(root, ['user'])!.map(({ path, kind }) => [displayPath(path), kind])[0]).toEqual([
      'user:…',
      'rest',
    ]);
  });

  const heavy = ['session', 'queue:mails', 'cache:pages'].flatMap((prefix, index) =>
    Array.from({ length: 500 * (index + 1) }, () => keyOf(random, `${prefix}:${random.uuid()}`)),
  );
  const giant: Key = { name: 'a:very:large:thing', type: 'hash', bytes: 900_000, expires: false };
  const all = [...noise, ...heavy, giant];

  it.each<[string, readonly Key[]]>([
    ['in any order', shuffled(createRandom(6), all)],
    ['by name', all.toSorted((a, b) => (a.name < b.name ? -1 : 1))],
    ['backwards', all.toSorted((a, b) => (a.name < b.name ? 1 : -1))],
    ['what is large last', all],
    ['what is large first', all.toReversed()],
  ])('is never what is large: %s', (_, keys) => {
    const root = treeOf(keys, 1_000).snapshot({ most: 100 });
    expect(root).toMatchObject(figuresOf(keys));
    for (const path of [['session'], ['queue', ':mails'], ['cache', ':pages']]) {
      const below = keys.filter(({ name }) => name.startsWith(path.join('')));
      expect(prefixAt(root, path)?.keys).toBeGreaterThanOrEqual(below.length * 0.97);
      expect(prefixAt(root, path)?.keys).toBeLessThanOrEqual(below.length);
    }
    expect(prefixAt(root, ['a', ':very', ':large', ':thing'])?.bytes).toBe(giant.bytes);
  });
});

it('estimates each prefix where it is told how', () => {
  const random = createRandom(7);
  const keys = Array.from({ length: 500 }, () => keyOf(random, `${random.pick(['a', 'b'])}:${word(random)}`));
  const root = treeOf(keys).snapshot({
    most: 20,
    estimate: ({ keys: count, bytes, least, largest }) => ({
      keys: { low: count, estimate: 2 * count, high: null },
      bytes: { low: least, estimate: 2 * bytes, high: largest },
    }),
  });
  expectSums(root);
  for (const label of ['a', 'b']) {
    const below = keys.filter(({ name }) => name.startsWith(label));
    const bytes = below.map((key) => key.bytes);
    expect(prefixAt(root, [label])!.estimate).toEqual({
      keys: { low: below.length, estimate: 2 * below.length, high: null },
      bytes: {
        low: Math.min(...bytes),
        estimate: 2 * bytes.reduce((sum, one) => sum + one),
        high: Math.max(...bytes),
      },
    });
  }
});

it('reads a word that it knows as it reads one that is new', () => {
  const names = ['user:profile:7', 'user:profile', 'user', 'user::profile', 'userprofile:', 'user:abcdef12'];
  const once = treeOf(names.map((name) => keyOf(createRandom(1), name))).snapshot();
  const often = treeOf([1, 2, 3].flatMap(() => names).map((name) => keyOf(createRandom(1), name))).snapshot();
  const shape = ({ label, keys, children }: Prefix, times: number): unknown => [
    label,
    keys / times,
    children?.map((child) => shape(child, times)).toSorted(),
  ];
  expect(shape(often, 3)).toEqual(shape(once, 1));
});

it('tells a UUID from a word where both begin alike and the hyphen separates', () => {
  const tree = new PrefixTree({ separators: '-' });
  const uuid = 'abcdefab-1234-4123-8123-123456789abc';
  for (const name of ['abcdefab-x', uuid]) tree.add(name, tree.types.slotOf('set'), 1, false);
  expect(
    tree
      .snapshot()
      .children!.map(({ label }) => label)
      .toSorted(),
  ).toEqual(['abcdefab', '∗']);
});
