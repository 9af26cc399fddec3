import { describe, expect, test } from 'vitest';
import { estimateFrom, type GroupEstimate, type Range } from './estimate';
import { SizeStrata } from './size-strata';

const RUNS = 200;
const POPULATION = 10_000;

/** Mulberry32: numbers from 0 to 1, the same for one seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Key {
  group: string;
  bytes: number;
}

const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

const SIZES: Record<string, (next: () => number) => number> = {
  constant: () => 72,
  uniform: (next) => 64 + Math.floor(1_000 * next()),
  logNormal: (next) => Math.ceil(56 + 100 * Math.exp(normal(next))),
  wideLogNormal: (next) => Math.ceil(56 + 100 * Math.exp(2 * normal(next))),
  pareto: (next) => Math.ceil(64 * (1 - next()) ** (-1 / 1.5)),
  bimodal: (next) => (next() < 0.02 ? 50_000 + Math.floor(100_000 * next()) : 80),
};

/** Groups of very different size: 60 %, 30 %, 9.4 %, 0.5 %, and one with ten keys. */
function keyspace(kind: string, seed: number): Key[] {
  const next = random(seed);
  return Array.from({ length: POPULATION }, (_, index) => {
    const group =
      index < 10 ? 'rare' : index < 60 ? 'few' : index < 1_000 ? 'some' : index < 4_000 ? 'many' : 'most';
    return { group, bytes: SIZES[kind]!(next) };
  });
}

/** The same with one key that takes as much as all others. */
function withGiant(keys: readonly Key[]): Key[] {
  return [...keys, { group: 'many', bytes: sum(keys) }];
}

const sum = (keys: readonly Key[]) => keys.reduce((total, { bytes }) => total + bytes, 0);

/** Keys and bytes of the groups that were seen in a random sample, and of all as ''. */
function sampleOf(keys: Key[], size: number, next: () => number): Map<string, SizeStrata> {
  const groups = new Map<string, SizeStrata>([['', new SizeStrata()]]);
  for (let index = 0; index < size; index++) {
    const other = index + Math.floor(next() * (keys.length - index));
    const key = keys[other]!;
    keys[other] = keys[index]!;
    keys[index] = key;
    let strata = groups.get(key.group);
    if (!strata) groups.set(key.group, (strata = new SizeStrata()));
    strata.add(key.bytes);
  }
  for (const [group, strata] of groups) if (group !== '') groups.get('')!.addAll(strata);
  return groups;
}

const holds = ({ low, high }: Range, truth: number) => low <= truth && truth <= high!;
const widthOf = ({ low, high }: Range, truth: number) => (high! - low) / truth;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

interface Outcome {
  /** In what part of the samples in which the group was seen the interval held the truth. */
  keys: number;
  bytes: number;
  /** The median width of the intervals, as a part of the truth. */
  keysWidth: number;
  bytesWidth: number;
}

/** Samples again and again; by group, '' is the total. */
function runSamples(
  keys: Key[],
  size: number,
  datasetBytes: number | null,
  onlyIf = (_: SizeStrata) => true,
) {
  const next = random(4_711);
  const truths = new Map<string, { keys: number; bytes: number }>([
    ['', { keys: keys.length, bytes: sum(keys) }],
  ]);
  for (const { group } of keys)
    if (!truths.has(group)) {
      const ofGroup = keys.filter((key) => key.group === group);
      truths.set(group, { keys: ofGroup.length, bytes: sum(ofGroup) });
    }
  const found = new Map<string, { estimate: GroupEstimate; truth: { keys: number; bytes: number } }[]>();
  for (let run = 0; run < RUNS;) {
    const groups = sampleOf(keys, size, next);
    const seen = groups.get('')!;
    if (!onlyIf(seen)) continue;
    run += 1;
    const estimates = estimateFrom({ seen, populationKeys: keys.length, datasetBytes });
    for (const [group, strata] of groups) {
      const estimate = group === '' ? estimates.total : estimates.of(strata);
      const all = found.get(group) ?? [];
      all.push({ estimate, truth: truths.get(group)! });
      found.set(group, all);
    }
  }
  return new Map<string, Outcome>(
    [...found].map(([group, all]) => [
      group,
      {
        keys: all.filter(({ estimate, truth }) => holds(estimate.keys, truth.keys)).length / all.length,
        bytes: all.filter(({ estimate, truth }) => holds(estimate.bytes, truth.bytes)).length / all.length,
        keysWidth: median(all.map(({ estimate, truth }) => widthOf(estimate.keys, truth.keys))),
        bytesWidth: median(all.map(({ estimate, truth }) => widthOf(estimate.bytes, truth.bytes))),
      },
    ]),
  );
}

function expectCoverage(outcomes: Map<string, Outcome>, least = 0.93) {
  for (const [group, { keys, bytes }] of outcomes) {
    expect(keys, `keys of ${group}`).toBeGreaterThanOrEqual(least);
    expect(bytes, `bytes of ${group}`).toBeGreaterThanOrEqual(least);
  }
}

describe('at least 93 of 100 intervals hold the truth, of the total and of each group', () => {
  describe.each(Object.keys(SIZES))('%s', (kind) => {
    test.each([500, 1_000, 2_500])('%d of 10,000 keys, nothing else known', (size) => {
      expectCoverage(runSamples(keyspace(kind, 1), size, null));
    });

    test('with the bytes that the server holds', () => {
      const keys = keyspace(kind, 2);
      expectCoverage(runSamples(keys, 1_000, 1.03 * sum(keys)));
    });
  });
});

describe('one key of half of all memory', () => {
  const size = 1_000;

  test.each(['uniform', 'logNormal', 'bimodal'])(
    '%s: is not lost where the server says what it holds',
    (kind) => {
      const keys = withGiant(keyspace(kind, 3));
      const outcomes = runSamples(keys, size, 1.03 * sum(keys));
      expectCoverage(outcomes);
      // Not ten times too much, as the plain mean says where it was seen.
      expect(outcomes.get('')!.bytesWidth).toBeLessThan(1);
    },
  );

  test('is in the interval where it was seen, with nothing else known', () => {
    const keys = withGiant(keyspace('logNormal', 3));
    const giant = Math.max(...keys.map(({ bytes }) => bytes));
    const isSeen = (seen: SizeStrata) => seen.largest === giant;
    expectCoverage(runSamples(keys, size, null, isSeen));
  });

  test('is not multiplied: the estimate is near the truth where it was seen', () => {
    const keys = withGiant(keyspace('logNormal', 3));
    const truth = sum(keys);
    const seen = new SizeStrata();
    // The giant is the last one.
    for (const { bytes } of keys.slice(-size)) seen.add(bytes);
    const { estimate } = estimateFrom({ seen, populationKeys: keys.length }).total.bytes;
    expect(estimate / truth).toBeGreaterThan(0.9);
    expect(estimate / truth).toBeLessThan(1.1);
  });

  test('is warned of where it was not seen', () => {
    const keys = withGiant(keyspace('uniform', 3));
    const seen = new SizeStrata();
    for (const { bytes } of keys.slice(0, size)) seen.add(bytes);
    const alone = estimateFrom({ seen, populationKeys: keys.length });
    expect(alone.unseenKeyBytes).toBeNull();
    expect(alone.sureness).toContain(
      'missed with a probability of 90\u00a0%; how large it may be is not known',
    );
    const bounded = estimateFrom({ seen, populationKeys: keys.length, datasetBytes: sum(keys) });
    expect(bounded.unseenKeyBytes).toBeGreaterThan(sum(keys) / 2);
    expect(bounded.sureness).toContain('more than the keys seen explain');
    expect(bounded.total.bytes.high).toBe(sum(keys));
  });
});

describe('intervals are of use', () => {
  test.each<[string, number, number]>([
    ['constant', 0.005, 0.17],
    ['uniform', 0.07, 0.25],
    ['logNormal', 0.15, 0.35],
  ])('%s: the total and a large group from a fifth of the keys', (kind, ofTotal, ofGroup) => {
    const outcomes = runSamples(keyspace(kind, 4), 2_000, null);
    expect(outcomes.get('')!.bytesWidth).toBeLessThan(ofTotal);
    expect(outcomes.get('many')!.bytesWidth).toBeLessThan(ofGroup);
    expect(outcomes.get('many')!.keysWidth).toBeLessThan(0.17);
    expect(outcomes.get('some')!.keysWidth).toBeLessThan(0.35);
  });
});

describe('what is known is exact', () => {
  const seen = new SizeStrata();
  for (const { bytes } of keyspace('uniform', 5).slice(0, 1_000)) seen.add(bytes);

  test('the whole keyspace, and more keys than DBSIZE said', () => {
    for (const populationKeys of [1_000, 990]) {
      const { isWhole, total, unseenKeyBytes, of } = estimateFrom({ seen, populationKeys, datasetBytes: 5 });
      expect(isWhole).toBe(true);
      expect(unseenKeyBytes).toBe(0);
      expect(total.keys).toEqual({ low: 1_000, estimate: 1_000, high: 1_000 });
      expect(total.bytes).toEqual({ low: seen.bytes, estimate: seen.bytes, high: seen.bytes });
      expect(of(seen)).toEqual(total);
    }
  });

  test('what was seen is never taken back, and the estimate lies between the ends', () => {
    for (const datasetBytes of [null, 1, seen.bytes, 1.2 * seen.bytes, 3 * seen.bytes, 1e12]) {
      const { total, of } = estimateFrom({ seen, populationKeys: 3_000, datasetBytes });
      for (const { low, estimate, high } of [total.bytes, total.keys, of(seen).bytes, of(seen).keys]) {
        expect(low).toBeLessThanOrEqual(estimate);
        expect(estimate).toBeLessThanOrEqual(high!);
      }
      expect(total.bytes.low).toBeGreaterThanOrEqual(seen.bytes);
    }
  });

  test('a bound below what is there for sure is none', () => {
    const unbounded = estimateFrom({ seen, populationKeys: 3_000 });
    const bounded = estimateFrom({ seen, populationKeys: 3_000, datasetBytes: seen.bytes / 2 });
    expect(bounded.total).toEqual(unbounded.total);
    expect(bounded.unseenKeyBytes).toBeNull();
  });

  test('estimates of groups add up to that of all', () => {
    const groups = sampleOf(keyspace('wideLogNormal', 6), 2_000, random(1));
    const { total, of } = estimateFrom({ seen: groups.get('')!, populationKeys: POPULATION });
    groups.delete('');
    const estimates = [...groups.values()].map(of);
    expect(estimates.reduce((all, { keys }) => all + keys.estimate, 0)).toBeCloseTo(POPULATION, 3);
    expect(estimates.reduce((all, { bytes }) => all + bytes.estimate, 0)).toBeCloseTo(
      total.bytes.estimate,
      0,
    );
  });

  test('a group of which nothing was seen may be there', () => {
    const { keys, bytes } = estimateFrom({ seen, populationKeys: 3_000 }).of(new SizeStrata());
    expect([keys.low, keys.estimate, bytes.low, bytes.estimate]).toEqual([0, 0, 0, 0]);
    expect(keys.high).toBeGreaterThan(5);
    expect(bytes.high).toBeGreaterThan(5 * 64);
  });

  test('before the first key only their number is known', () => {
    const nothing = new SizeStrata();
    const { total, of, isWhole } = estimateFrom({ seen: nothing, populationKeys: 10, datasetBytes: 999 });
    expect(isWhole).toBe(false);
    expect(total.keys).toEqual({ low: 10, estimate: 10, high: 10 });
    expect(total.bytes).toEqual({ low: 0, estimate: 0, high: 999 });
    expect(of(nothing).keys).toEqual({ low: 0, estimate: 0, high: 10 });
    expect(estimateFrom({ seen: nothing, populationKeys: 10 }).total.bytes.high).toBeNull();
    expect(estimateFrom({ seen: nothing, populationKeys: 0 }).isWhole).toBe(true);
  });
});
