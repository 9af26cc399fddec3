import { describe, expect, it } from 'vitest';
import { formatValue } from '@/lib/format';
import { KeyspaceAnalysis } from '@/lib/keyspace/analysis';
import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import { findingSchema } from '@/lib/keyspace/analysis-view-schema';
import { type KeyspaceFacts, toWireFinding } from './keyspace-finding';
import { findInKeyspace } from './keyspace-findings';

interface Kind {
  prefix: string;
  count: number;
  type?: string;
  encoding?: string;
  bytes: number;
  ttlMs?: number;
  length?: number | null;
}

function resultOf(kinds: readonly Kind[], populationKeys?: number): AnalysisResult {
  const analysis = new KeyspaceAnalysis();
  for (const { prefix, count, type = 'string', encoding = 'raw', bytes, ttlMs = -1, length = null } of kinds)
    for (let index = 0; index < count; index += 1)
      analysis.add(count === 1 ? prefix : `${prefix}:${index}`, type, bytes, ttlMs, {
        ...{ length, encoding, idleSeconds: null, frequency: null },
      });
  return analysis.result({ populationKeys: populationKeys ?? 0, isFinished: populationKeys === undefined });
}

const GIB = 1024 ** 3;
const CONFIG = new Map([
  ['hash-max-listpack-entries', '128'],
  ['hash-max-listpack-value', '64'],
  ['zset-max-ziplist-entries', '128'],
]);
const FACTS: KeyspaceFacts = { maxmemoryPolicy: 'noeviction', maxmemoryBytes: GIB, config: CONFIG };
const cache = (maxmemoryPolicy: string | null): KeyspaceFacts => ({ ...FACTS, maxmemoryPolicy });

/** Three kinds that no rule has anything to say of. */
const CALM: Kind[] = ['a', 'b', 'c'].map((prefix) => ({ prefix, count: 50, bytes: 1_000, ttlMs: 60_000 }));

const find = (id: string, kinds: readonly Kind[], facts = FACTS) =>
  findInKeyspace(resultOf([...CALM, ...kinds]), facts).find((finding) => finding.id === id);

it('a usual keyspace is not found fault with, nor is an empty one', () => {
  for (const facts of [FACTS, cache('allkeys-lru'), cache('volatile-ttl')]) {
    expect(findInKeyspace(resultOf(CALM), facts)).toEqual([]);
    expect(findInKeyspace(resultOf([]), facts)).toEqual([]);
  }
});

describe('keys without a TTL', () => {
  const lasting: Kind[] = [{ prefix: 'config', count: 50, bytes: 1_000 }];

  it.each<[string, KeyspaceFacts, Kind[], string | undefined]>([
    ['in a cache', cache('allkeys-lru'), lasting, 'advice'],
    ['under a volatile policy', cache('volatile-lru'), lasting, 'advice'],
    [
      'under a volatile policy, nearly all',
      cache('volatile-lru'),
      [{ prefix: 'x', count: 5_000, bytes: 1_000 }],
      'warning',
    ],
    ['in no cache', FACTS, lasting, undefined],
    ['under an unknown policy', cache(null), lasting, undefined],
    ['without a limit', { ...cache('allkeys-lru'), maxmemoryBytes: null }, lasting, undefined],
    ['of a small part', cache('allkeys-lru'), [{ prefix: 'config', count: 5, bytes: 1_000 }], undefined],
    [
      'that expire',
      cache('allkeys-lru'),
      [{ prefix: 'config', count: 50, bytes: 1_000, ttlMs: 5 }],
      undefined,
    ],
  ])('%s', (_, facts, kinds, severity) => expect(find('withoutTtl', kinds, facts)?.severity).toBe(severity));

  it('are named by prefix, with what would let them be evicted', () => {
    const found = find('withoutTtl', lasting, cache('volatile-ttl'))!;
    expect(found.evidence).toEqual([{ label: 'config:*', value: 50_000, unit: 'bytes' }]);
    expect(found.line).toBe('CONFIG SET maxmemory-policy allkeys-lru');
    expect(find('withoutTtl', lasting, cache('allkeys-lfu'))!.line).toBeUndefined();
  });
});

describe('big keys', () => {
  it.each<[string, Kind, string | undefined]>([
    ['a string of 100,001 bytes', { prefix: 'k', count: 1, bytes: 100_100, length: 100_001 }, 'advice'],
    ['a string of 100,000 bytes', { prefix: 'k', count: 1, bytes: 100_100, length: 100_000 }, undefined],
    ['a string of unknown length', { prefix: 'k', count: 1, bytes: 100_100 }, 'advice'],
    ['a hash of 5,001 fields', { prefix: 'k', count: 1, type: 'hash', bytes: 90, length: 5_001 }, 'advice'],
    ['a hash of 5,000 fields', { prefix: 'k', count: 1, type: 'hash', bytes: 90, length: 5_000 }, undefined],
    ['a list of 1,001 elements', { prefix: 'k', count: 1, type: 'list', bytes: 90, length: 1_001 }, 'advice'],
    [
      'a stream of 9 MiB',
      { prefix: 'k', count: 1, type: 'stream', bytes: 9 * 1024 ** 2, length: 9e5 },
      undefined,
    ],
    [
      'a stream that is most of all',
      { prefix: 'k', count: 1, type: 'stream', bytes: 11 * 1024 ** 2 },
      'warning',
    ],
  ])('%s', (_, kind, severity) => expect(find('bigKeys', [kind])?.severity).toBe(severity));
});

describe('small strings', () => {
  const small: Kind = { prefix: 'views', count: 30_000, bytes: 72 };

  it.each<[string, Kind, boolean]>([
    ['many that are named alike', small, true],
    ['few', { ...small, count: 900 }, false],
    ['with a TTL', { ...small, ttlMs: 60_000 }, false],
    ['of another type', { ...small, type: 'hash' }, false],
    ['too large for a listpack', { ...small, bytes: 180 }, false],
  ])('%s', (_, kind, isFound) => expect(find('smallStrings', [kind]) !== undefined).toBe(isFound));

  it('say what would be saved: the key itself and what is the same in the names, half at most', () => {
    const saved = (kind: Kind) => find('smallStrings', [kind])!.evidence.at(-1)!.value;
    // 48 bytes of the key, `views:` of the name, less 4 of a listpack: more than half of 72.
    expect(saved(small)).toBe(30_000 * 36);
    expect(saved({ ...small, bytes: 120 })).toBe(30_000 * (48 + 6 - 4));
  });
});

describe('collections beyond their compact encoding', () => {
  const large: Kind = {
    prefix: 'h',
    count: 200,
    type: 'hash',
    encoding: 'hashtable',
    bytes: 9_000,
    length: 200,
  };

  it.each<[string, Kind, KeyspaceFacts, string | undefined]>([
    ['just above the setting', large, FACTS, 'CONFIG SET hash-max-listpack-entries 256'],
    ['up to four times of it', { ...large, length: 512 }, FACTS, 'CONFIG SET hash-max-listpack-entries 512'],
    ['far above it', { ...large, length: 513 }, FACTS, undefined],
    ['not above it, but with long values', { ...large, length: 128 }, FACTS, undefined],
    ['few', { ...large, count: 99 }, FACTS, undefined],
    ['compact ones', { ...large, encoding: 'listpack' }, FACTS, undefined],
    ['CONFIG not known', large, { ...FACTS, config: null }, undefined],
    ['lengths not known', { ...large, length: null }, FACTS, undefined],
    [
      'of Redis 6, under its name there',
      { ...large, type: 'zset', encoding: 'skiplist' },
      FACTS,
      'CONFIG SET zset-max-ziplist-entries 256',
    ],
  ])('%s', (_, kind, facts, line) => expect(find('largeEncoding', [kind], facts)?.line).toBe(line));
});

describe('one prefix that dominates', () => {
  it.each<[string, Kind[], string | undefined]>([
    ['most of it', [{ prefix: 'app:session', count: 500, bytes: 1_000, ttlMs: 5 }], 'app:session:*'],
    ['not half of it', [{ prefix: 'app:session', count: 100, bytes: 1_000, ttlMs: 5 }], undefined],
    [
      'of which two share most',
      ['app:x', 'app:y'].map((prefix) => ({ prefix, count: 300, bytes: 1_000, ttlMs: 5 })),
      'app:*',
    ],
  ])('%s', (_, kinds, name) => {
    const text = find('dominates', kinds)?.parts[0];
    expect(text && 'text' in text ? text.text : undefined).toBe(name && `${name} is `);
  });
});

it('of a sample, what is said of all is marked as an estimate, and the most urgent comes first', () => {
  const result = resultOf([...CALM, { prefix: 'x', count: 5_000, bytes: 72 }], 50_000);
  const found = findInKeyspace(result, cache('volatile-lru'));
  expect(found.map(({ id }) => id)).toEqual(['withoutTtl', 'dominates', 'smallStrings']);
  for (const finding of found) {
    expect(findingSchema.parse(toWireFinding(finding))).toEqual(toWireFinding(finding));
    expect(finding.parts.some((part) => 'isEstimate' in part && part.isEstimate)).toBe(true);
    for (const { value, unit } of finding.evidence) expect(formatValue(value, unit)).not.toBe('—');
  }
});
