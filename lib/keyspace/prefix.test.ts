import { describe, expect, it } from 'vitest';
import { displayPath, drillDown, globOf, nameOf, prefixAt } from './prefix';
import { PrefixTree } from './prefix-tree';

function snapshotOf(names: readonly string[], separators = ':') {
  const tree = new PrefixTree({ separators });
  names.forEach((name, index) => tree.add(name, tree.types.slotOf('string'), 100 * (index + 1), index === 0));
  return tree.snapshot();
}

const NAMES = ['user', 'user:1', 'user:2', 'user:1:cart', 'users:1', 'a*b:c'];

describe('drill-down', () => {
  it('shows ways on and own keys, which add up, the largest first', () => {
    const rows = drillDown(snapshotOf(NAMES), ['user'])!;
    expect(rows).toEqual([
      {
        ...{ path: ['user', ':∗'], kind: 'prefix', hasChildren: true },
        ...{ keys: 3, bytes: 900, largestBytes: 400, meanBytes: 300, keysShare: 0.75, bytesShare: 0.9 },
        ...{ expiring: { keys: 0, bytes: 0 }, byType: { string: { keys: 3, bytes: 900 } } },
      },
      {
        ...{ path: ['user'], kind: 'own', hasChildren: false },
        ...{ keys: 1, bytes: 100, largestBytes: 100, meanBytes: 100, keysShare: 0.25, bytesShare: 0.1 },
        ...{ expiring: { keys: 1, bytes: 100 }, byType: { string: { keys: 1, bytes: 100 } } },
      },
    ]);
  });

  it('ends at a name, and knows of no other', () => {
    const root = snapshotOf(NAMES);
    expect(drillDown(root, ['a*b', ':c'])!.map(({ kind, keys }) => [kind, keys])).toEqual([['own', 1]]);
    expect(drillDown(root, ['nobody'])).toBeNull();
    expect(drillDown(snapshotOf([]), [])).toEqual([]);
  });
});

describe('a path', () => {
  it.each([
    [['user', ':∗', ':cart'], 'user:{id}:cart'],
    [['user', ':…'], 'user:…'],
    [['caf\xc3\xa9', ':\xd0…'], 'café:…'],
    [[], ''],
  ])('%j reads %s', (path, text) => expect(displayPath(path)).toBe(text));

  it.each([
    [[], '*'],
    [['users'], 'users:*'],
    [['user'], 'user*'],
    [['user', ':∗'], 'user:*'],
    [['user', ':∗', ':cart'], 'user:*:cart'],
    [['a*b'], 'a\\*b:*'],
    [['a*b', ':c'], 'a\\*b:c'],
  ])('%j is found by the glob %s', (path, glob) => {
    expect(globOf(path, prefixAt(snapshotOf(NAMES), path)!)).toBe(glob);
  });
});

it.each([
  [[], '*'],
  [['users'], 'users:*'],
  [['user', ':∗'], 'user:*'],
  [['user', ':∗', ':cart'], 'user:{id}:cart'],
  [['a*b'], 'a*b:*'],
])('%j is called %s in a sentence', (path, name) => {
  expect(nameOf(path, prefixAt(snapshotOf(NAMES), path)!)).toBe(name);
});
