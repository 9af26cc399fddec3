import { describe, expect, it } from 'vitest';
import type { KeyRow, KeysResponse, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { mergeBranches, mergeKeys } from './merge-pages';

const walk = { at: 1, database: 0, databases: [], scanned: 10, total: 20, stopped: 'budget' as const };
const row = (key: string): KeyRow => ({ key, access: 'ok', type: 'string', ttlMs: -1, bytes: 56, length: 3 });
const failure = (node: string) => ({ node, code: 'DOWN', message: 'It does not answer.' });

const page = (keys: string[], over: Partial<KeysResponse> = {}): KeysResponse => ({
  ...{ ...walk, cursor: 'c', exact: false, unsorted: 0, lengths: true, refused: {}, failures: [] },
  keys: keys.map(row),
  ...over,
});

describe('pages of a walk', () => {
  it('bring each key once, and the walk is where the last one came to', () => {
    const merged = mergeKeys(
      page(['a', 'b'], { unsorted: 1, failures: [failure('n1')] }),
      page(['b', 'c'], { scanned: 20, cursor: null, unsorted: 2, failures: [failure('n1'), failure('n2')] }),
    );
    expect(merged.keys.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(merged).toMatchObject({ scanned: 20, cursor: null, unsorted: 3 });
    expect(merged.failures.map(({ node }) => node)).toEqual(['n1', 'n2']);
  });

  it('add up the keys of each branch', () => {
    const tree = (branches: KeyTreeResponse['branches']): KeyTreeResponse => ({
      ...{ ...walk, cursor: 'c', prefix: '', separator: ':', failures: [] },
      branches,
    });
    const user = { label: 'user', prefix: 'user:', key: 'user', keys: 3, isKey: false };
    const merged = mergeBranches(
      tree([user]),
      tree([
        { ...user, keys: 4, isKey: true },
        { ...user, label: 'cart', prefix: 'cart:', key: 'cart' },
      ]),
    );
    expect(merged.branches).toEqual([
      { ...user, keys: 7, isKey: true },
      { ...user, label: 'cart', prefix: 'cart:', key: 'cart' },
    ]);
  });
});
