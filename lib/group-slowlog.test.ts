import { describe, expect, it } from 'vitest';
import type { SlowlogRow } from '@/lib/schemas/slowlog';
import { groupSlowlog } from './group-slowlog';

const entry = (fingerprint: string, durationUs: number, at = 1000): SlowlogRow => ({
  node: 'a:6379',
  id: 1,
  at,
  durationUs,
  command: fingerprint,
  fingerprint,
  argumentsTotal: null,
  clientAddress: null,
  clientName: null,
});

describe('groupSlowlog', () => {
  it('adds up the commands of one shape', () => {
    const groups = groupSlowlog([
      entry('KEYS ?', 30_000, 5000),
      entry('HGETALL user:*', 10_000, 2000),
      entry('KEYS ?', 50_000, 1000),
      entry('KEYS ?', 10_000, 3000),
    ]);
    expect(groups).toEqual([
      {
        fingerprint: 'KEYS ?',
        count: 3,
        totalUs: 90_000,
        meanUs: 30_000,
        maxUs: 50_000,
        share: 0.9,
        firstAt: 1000,
        lastAt: 5000,
      },
      {
        fingerprint: 'HGETALL user:*',
        count: 1,
        totalUs: 10_000,
        meanUs: 10_000,
        maxUs: 10_000,
        share: 0.1,
        firstAt: 2000,
        lastAt: 2000,
      },
    ]);
  });

  it('puts first what costs most, not what is seen most or was slowest once', () => {
    const often = Array.from({ length: 10 }, () => entry('GET *', 100));
    const once = entry('EVAL', 5000);
    const both = [entry('SORT *', 4000), entry('SORT *', 4000)];
    const order = groupSlowlog([...often, once, ...both]).map(({ fingerprint }) => fingerprint);
    expect(order).toEqual(['SORT *', 'EVAL', 'GET *']);
  });

  it('shares add up to the whole', () => {
    const groups = groupSlowlog([entry('a', 1), entry('b', 2), entry('c', 4), entry('a', 9)]);
    expect(groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('with slowlog-log-slower-than 0 entries of no time at all have no share, not NaN', () => {
    expect(groupSlowlog([entry('PING', 0), entry('PING', 0)])[0]).toMatchObject({
      count: 2,
      share: 0,
      meanUs: 0,
    });
  });

  it('an empty slow log has no groups', () => expect(groupSlowlog([])).toEqual([]));
});
