import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '@/demo/random';
import { KeyspaceAnalysis, type KeyDetails } from './analysis';
import { type AnalysisResult, type Counted, estimateOf } from './analysis-result';
import type { Range } from './estimate';
import { mergeResults } from './merge-results';
import { drillDown, type Prefix, prefixAt } from './prefix';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Key extends KeyDetails {
  /** Its first part. */
  group: string;
  name: string;
  type: string;
  bytes: number;
  ttlMs: number;
}

/** Groups of a usual keyspace: most of them sessions, the rest in a few rarer ones. */
const GROUPS = [
  'session',
  'session',
  'session',
  'session',
  'user',
  'user',
  'cache',
  'cache',
  'lock',
  'queue',
];
const ENCODINGS: Record<string, string[]> = {
  string: ['embstr', 'raw', 'int'],
  hash: ['listpack', 'hashtable'],
  zset: ['listpack', 'skiplist'],
};

function keyspace(seed: number, keys: number): Key[] {
  const random = createRandom(seed);
  return Array.from({ length: keys }, (_, index) => {
    const group = random.pick(GROUPS);
    const type = random.pick(['string', 'string', 'hash', 'zset']);
    return {
      ...{ group, type, name: `${group}:${index}` },
      bytes: 56 + Math.floor(200 * Math.exp(2 * random.next() + random.next())),
      ttlMs: random.chance(0.4) ? -1 : random.pick([1_000, HOUR_MS - 1, HOUR_MS, 3 * DAY_MS, 99 * DAY_MS]),
      length: random.int(1_000),
      encoding: random.pick(ENCODINGS[type]!),
      idleSeconds: random.int(200_000),
      frequency: null,
    };
  });
}

function analysisOf(keys: readonly Key[]): KeyspaceAnalysis {
  const analysis = new KeyspaceAnalysis();
  for (const key of keys) analysis.add(key.name, key.type, key.bytes, key.ttlMs, key);
  return analysis;
}

const wholeOf = (keys: readonly Key[]) =>
  analysisOf(keys).result({ populationKeys: keys.length, isFinished: true });

const amount = (keys: readonly Key[]) => ({
  keys: keys.length,
  bytes: keys.reduce((sum, { bytes }) => sum + bytes, 0),
});
const plain = ({ keys, bytes }: Counted) => ({ keys, bytes });
const namesOf = (of: (key: Key) => string, keys: readonly Key[]) => [...new Set(keys.map(of))];

describe('a whole analysis is exact', () => {
  const keys = keyspace(1, 4_000);
  const result = wholeOf(keys);

  it('in all', () => {
    expect(result).toMatchObject({ isWhole: true, unseenKeyBytes: 0, seen: amount(keys), goneKeys: 0 });
    expect(result.sureness).toBe('Every key was looked at: the numbers are exact.');
    expect(result.total).toEqual(estimateOf(amount(keys)));
    expect(result.unseenGroup).toEqual(estimateOf({ keys: 0, bytes: 0 }));
    expect([result.prefixes, ...result.types, ...result.ttl.within].every((of) => !('estimate' in of))).toBe(
      true,
    );
  });

  it('by prefix', () => {
    for (const group of namesOf((key) => key.group, keys)) {
      const ofGroup = keys.filter((key) => key.group === group);
      expect(prefixAt(result.prefixes, [group])).toMatchObject({
        ...amount(ofGroup),
        expiring: amount(ofGroup.filter(({ ttlMs }) => ttlMs >= 0)),
        largestBytes: Math.max(...ofGroup.map(({ bytes }) => bytes)),
      });
    }
    expect(drillDown(result.prefixes, [])).toHaveLength(5);
  });

  it('by type and encoding, with lengths', () => {
    expect(result.types.map(({ type }) => type).toSorted()).toEqual(['hash', 'string', 'zset']);
    for (const { type, encodings, ...figures } of result.types) {
      const ofType = keys.filter((key) => key.type === type);
      expect(figures).toMatchObject(amount(ofType));
      for (const { encoding, lengths, ...ofEncoding } of encodings) {
        const stored = ofType.filter((key) => key.encoding === encoding);
        expect(ofEncoding).toMatchObject(amount(stored));
        for (const { from, to, ...bucket } of lengths!.buckets)
          expect(bucket).toEqual(
            amount(stored.filter(({ length }) => length! >= from && length! < (to ?? Infinity))),
          );
      }
      expect(encodings.map(({ encoding }) => encoding!).toSorted()).toEqual(ENCODINGS[type]!.toSorted());
    }
  });

  it('by time to live', () => {
    const { never, unknown, within, histogram } = result.ttl;
    expect(plain(never)).toEqual(amount(keys.filter(({ ttlMs }) => ttlMs < 0)));
    expect(plain(unknown)).toEqual({ keys: 0, bytes: 0 });
    expect(within.map(({ ms }) => ms / HOUR_MS)).toEqual([1, 24, 7 * 24, 30 * 24]);
    for (const { ms, ...row } of within)
      expect(plain(row)).toEqual(amount(keys.filter(({ ttlMs }) => ttlMs >= 0 && ttlMs < ms)));
    expect(histogram.buckets.reduce((sum, bucket) => sum + bucket.keys, 0)).toBe(keys.length - never.keys);
  });

  it('by size and by idle time', () => {
    for (const [histogram, of] of [
      [result.sizes, ({ bytes }: Key) => bytes],
      [result.idle!, ({ idleSeconds }: Key) => idleSeconds!],
    ] as const)
      for (const { from, to, ...bucket } of histogram.buckets)
        expect(bucket).toEqual(amount(keys.filter((key) => of(key) >= from && of(key) < (to ?? Infinity))));
    expect(result.frequency).toBeNull();
  });

  it('and names the largest keys, of every type', () => {
    const sorted = keys.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
    expect(result.largest.slice(0, 100).map(({ name }) => name)).toEqual(
      sorted.slice(0, 100).map(({ name }) => name),
    );
    for (const type of ['hash', 'string', 'zset'])
      expect(result.largest.filter((key) => key.type === type).length).toBeGreaterThanOrEqual(20);
  });

  it('and is the same after JSON', () => expect(JSON.parse(JSON.stringify(result))).toEqual(result));
});

describe('what cannot be counted', () => {
  it('a key that comes twice in a row is counted once', () => {
    const analysis = new KeyspaceAnalysis();
    for (const name of ['a', 'a', 'b', 'a']) analysis.add(name, 'set', 10, -1);
    for (const name of ['x', 'x']) analysis.addNoAccess(name);
    expect(analysis.lookedAt).toBe(4);
  });

  it('a key that is gone is none, however that shows', () => {
    const analysis = new KeyspaceAnalysis();
    analysis.add('a', 'none', null, -2);
    analysis.add('b', 'set', 10, -2);
    analysis.add('c', 'set', 10, -1);
    expect(analysis.result({ populationKeys: 2, isFinished: true })).toMatchObject({
      ...{ goneKeys: 2, seen: { keys: 1, bytes: 10 }, populationKeys: 1, isWhole: true },
    });
  });

  it('a refused PTTL and a refused MEMORY USAGE are unknown, not never and not known to be 0', () => {
    const analysis = new KeyspaceAnalysis();
    analysis.add('a', 'set', null, null);
    const { ttl, unmeasuredKeys, sureness, prefixes } = analysis.result({
      populationKeys: 1,
      isFinished: true,
    });
    expect([ttl.never.keys, ttl.unknown.keys, unmeasuredKeys]).toEqual([0, 1, 1]);
    expect(prefixes.expiring.keys).toBe(0);
    expect(sureness).toContain('MEMORY USAGE was refused');
  });

  it('where MEMORY USAGE was refused for some keys, nothing ends the bytes of a sample', () => {
    const analysis = new KeyspaceAnalysis();
    for (let index = 0; index < 100; index += 1) analysis.add(`known:${index}`, 'set', 100, -1);
    for (let index = 0; index < 100; index += 1) analysis.add(`other:${index}`, 'set', null, -1);
    const { total, prefixes } = analysis.result({ populationKeys: 400, isFinished: false });
    expect(total.bytes.low).toBeGreaterThanOrEqual(10_000);
    expect([total.bytes.high, total.keys.high]).toEqual([null, 400]);
    for (const { estimate } of prefixes.children!) expect(estimate!.bytes.high).toBeNull();
    const whole = analysis.result({ populationKeys: 200, isFinished: true });
    expect(whole).toMatchObject({ isWhole: true, unmeasuredKeys: 100, total: { bytes: { high: 10_000 } } });
  });

  it('keys that may not be read are counted by the beginning of their names, and are part of the sample', () => {
    const analysis = new KeyspaceAnalysis();
    for (let index = 0; index < 300; index += 1) analysis.add(`mine:${index}`, 'set', 100, -1);
    for (let index = 0; index < 700; index += 1) analysis.addNoAccess(`theirs:${index}`);
    const { noAccess, total, seen, sureness } = analysis.result({
      populationKeys: 10_000,
      isFinished: false,
    });
    expect(noAccess).toEqual({ keys: 700, prefixes: [{ label: 'theirs', keys: 700 }] });
    expect(seen.keys).toBe(300);
    expect(total.keys.estimate).toBe(3_000);
    expect(total.keys.low).toBeGreaterThan(2_500);
    expect(total.keys.high).toBeLessThan(3_500);
    expect(total.bytes.estimate).toBe(300_000);
    expect(sureness).toContain('700 keys that your user may not read');
  });

  it('before the first key nothing is known, and of no key all', () => {
    const result = new KeyspaceAnalysis().result({ populationKeys: 10, isFinished: false });
    expect(result).toMatchObject({ isWhole: false, total: { bytes: { low: 0, high: null } } });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(new KeyspaceAnalysis().result({ populationKeys: 0, isFinished: false }).isWhole).toBe(true);
  });

  it('an unfinished scan is no whole one, though keys were removed meanwhile', () => {
    const keys = keyspace(2, 100);
    expect(analysisOf(keys).result({ populationKeys: 90, isFinished: false }).isWhole).toBe(false);
  });
});

/** Of a hundred, one of so many intervals that each fail in 2 of 100 is below 93 by chance in one run of eight. */
const SEEDS = 200;
const LEAST_HELD = 0.93;

const holds = ({ low, high }: Range, truth: number) => low <= truth && truth <= (high ?? Infinity);

/** How often, of `SEEDS` samples, each interval held the truth; what a sample has no key of is left out. */
function countHeld(whole: AnalysisResult, sample: (random: Random) => AnalysisResult) {
  const held = new Map<string, { times: number; of: number }>();
  const note = (what: string, found: Counted | undefined | null, truth: Counted) => {
    if (!found) return;
    const { keys, bytes } = estimateOf(found);
    for (const [unit, isHeld] of [
      ['keys', holds(keys, truth.keys)],
      ['bytes', holds(bytes, truth.bytes)],
    ] as const) {
      const { times, of } = held.get(`${unit} of ${what}`) ?? { times: 0, of: 0 };
      held.set(`${unit} of ${what}`, { times: times + (isHeld ? 1 : 0), of: of + 1 });
    }
  };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = sample(createRandom(seed));
    expect(result.isWhole).toBe(false);
    note('all', { ...result.seen, estimate: result.total }, whole.seen);
    for (const truth of whole.types)
      note(
        `type ${truth.type}`,
        result.types.find(({ type }) => type === truth.type),
        truth,
      );
    for (const truth of drillDown(whole.prefixes, [])!)
      note(`prefix ${truth.path[0]}`, prefixAt(result.prefixes, truth.path), truth);
    note('never', result.ttl.never, whole.ttl.never);
    whole.ttl.within.forEach((truth, at) => note(`within ${truth.ms}`, result.ttl.within[at], truth));
  }
  return held;
}

function expectHeld(held: ReturnType<typeof countHeld>, groups: number) {
  // All, three types, five prefixes, five TTL classes: keys and bytes.
  expect(held.size).toBe(2 * groups);
  for (const [what, { times, of }] of held) {
    expect(of, what).toBeGreaterThan(0);
    expect(times / of, what).toBeGreaterThanOrEqual(LEAST_HELD);
  }
}

/** The first `count` of a random order, as SCAN brings them. */
function someOf(keys: readonly Key[], count: number, random: Random): Key[] {
  const order = [...keys];
  for (let index = 0; index < count; index += 1) {
    const other = index + random.int(order.length - index);
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order.slice(0, count);
}

/** One that takes as much as all others. */
const withGiant = (keys: readonly Key[]): Key[] => [
  ...keys,
  { ...keys[0]!, name: 'user:giant', group: 'user', type: 'zset', bytes: amount(keys).bytes, ttlMs: -1 },
];

describe(`of ${SEEDS} samples, each interval holds the truth in 93 of 100`, () => {
  it.each<[string, Key[], number, boolean]>([
    ['a tenth of the keys', keyspace(3, 4_000), 400, false],
    ['a tenth, with one key of half of all memory', withGiant(keyspace(6, 4_000)), 400, true],
  ])(
    '%s',
    (_, keys, size, knowsDataset) => {
      const held = countHeld(wholeOf(keys), (random) =>
        analysisOf(someOf(keys, size, random)).result({
          populationKeys: keys.length,
          datasetBytes: knowsDataset ? 1.03 * amount(keys).bytes : null,
          isFinished: false,
        }),
      );
      expectHeld(held, 14);
    },
    60_000,
  );

  it('of two nodes of which different parts were looked at', () => {
    // All sessions are on one of them, as where names have a hash tag.
    const keys = keyspace(7, 2_000);
    const nodes = [
      keys.filter(({ group }) => group === 'session'),
      keys.filter(({ group }) => group !== 'session'),
    ];
    const held = countHeld(wholeOf(keys), (random) =>
      mergeResults(
        nodes.map((ofNode, at) =>
          analysisOf(someOf(ofNode, [100, 400][at]!, random)).result({
            populationKeys: ofNode.length,
            isFinished: false,
          }),
        ),
      ),
    );
    expectHeld(held, 14);
  }, 60_000);
});

describe('the nodes of a Cluster', () => {
  it('that were looked at whole are one whole', () => {
    const keys = keyspace(8, 3_000);
    const parts = [keys.slice(0, 100), keys.slice(100, 2_000), keys.slice(2_000)].map(wholeOf);
    const merged = mergeResults(parts.map((part) => JSON.parse(JSON.stringify(part)) as AnalysisResult));
    const { sureness, ...figures } = merged;
    const { sureness: _, ...expected } = wholeOf(keys);
    expect(figures).toEqual(expected);
    expect(sureness).toBe('Every key of 3 nodes was looked at: the numbers are exact.');
  });

  it('are a sample where one of them is, and what is known of the others stays exact', () => {
    const [one, other] = [
      keyspace(9, 1_000),
      keyspace(10, 1_000).map((key) => ({ ...key, name: `b:${key.name}` })),
    ];
    const merged = mergeResults([
      analysisOf(one.slice(0, 200)).result({ populationKeys: 1_000, isFinished: false }),
      wholeOf(other),
    ]);
    expect(merged.isWhole).toBe(false);
    expect(merged.total.keys).toEqual({ low: 2_000, estimate: 2_000, high: 2_000 });
    const { estimate } = prefixAt(merged.prefixes, ['b'])!;
    // The sampled node may have keys of that name of which it showed none.
    expect(estimate!.keys).toMatchObject({ low: 1_000, estimate: 1_000 });
    expect(estimate!.keys.high).toBeLessThan(1_050);
    expect(merged.sureness).toMatch(/^60.% of 2,000 keys on 2 nodes/);
  });
});

const nodesOf = ({ children = [] }: Prefix): number =>
  children.reduce((sum, child) => sum + nodesOf(child), 1);

describe('whatever the names, a result is bounded', () => {
  const word = (random: Random) =>
    String.fromCharCode(...Array.from({ length: 7 }, () => 97 + random.int(26)), 97 + random.int(26));

  const odd = (seed: number, count: number) => {
    const random = createRandom(seed);
    const analysis = new KeyspaceAnalysis();
    for (let index = 0; index < count; index += 1)
      analysis.add(`${word(random)}:${word(random)}`, 'string', 60 + (index & 63), -1);
    return analysis.result({ populationKeys: 3 * count, isFinished: false });
  };

  it('of one analysis', () => {
    const result = odd(1, 30_000);
    expect(result.seen.keys).toBe(30_000);
    expect(nodesOf(result.prefixes)).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(result).length).toBeLessThan(1.5e6);
  }, 60_000);

  it('and of many that are merged, which lose no key', () => {
    const parts = [1, 2, 3, 4].map((seed) => odd(seed, 1_500));
    const { prefixes, seen } = mergeResults(parts);
    expect(nodesOf(prefixes)).toBeLessThanOrEqual(4_000);
    const expectSums = ({ keys, own, children }: Prefix): void => {
      if (!children) return;
      expect(children.reduce((sum, child) => sum + child.keys, own?.keys ?? 0)).toBe(keys);
      children.forEach(expectSums);
    };
    expectSums(prefixes);
    expect(prefixes.keys).toBe(seen.keys);
  }, 60_000);
});
