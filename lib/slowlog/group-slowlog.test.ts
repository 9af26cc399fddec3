import { describe, expect, it } from 'vitest';
import { groupSlowlog, type SlowlogFigure } from './group-slowlog';

const entry = (
  fingerprint: string,
  amount: number,
  at = 1000,
  node = 'a:6379',
  own = false,
): SlowlogFigure => ({ node, at, amount, fingerprint, own });

describe('groupSlowlog', () => {
  it('adds up the commands of one shape', () => {
    const groups = groupSlowlog([
      entry('KEYS ?', 30_000, 5000),
      entry('HGETALL user:*', 10_000, 2000),
      entry('KEYS ?', 50_000, 1000, 'b:6379'),
      entry('KEYS ?', 10_000, 3000),
    ]);
    expect(groups).toEqual([
      {
        fingerprint: 'KEYS ?',
        nodes: ['a:6379', 'b:6379'],
        count: 3,
        own: 0,
        total: 90_000,
        mean: 30_000,
        max: 50_000,
        p99: 50_000,
        share: 0.9,
        firstAt: 1000,
        lastAt: 5000,
      },
      {
        fingerprint: 'HGETALL user:*',
        nodes: ['a:6379'],
        count: 1,
        own: 0,
        total: 10_000,
        mean: 10_000,
        max: 10_000,
        p99: 10_000,
        share: 0.1,
        firstAt: 2000,
        lastAt: 2000,
      },
    ]);
  });

  it('p99 leaves out the slowest of a hundred, by number and not by name', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => entry('GET *', (index + 1) * 10));
    expect(groupSlowlog(hundred)[0]).toMatchObject({ p99: 990, max: 1000 });
    expect(groupSlowlog([...hundred, entry('GET *', 5)])[0]).toMatchObject({ p99: 990 });
    expect(groupSlowlog(hundred.slice(0, 99))[0]).toMatchObject({ p99: 990, max: 990 });
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
      mean: 0,
    });
  });

  it('says how many of a group are of this dashboard', () => {
    const ours = entry('CLIENT LIST', 100, 1000, 'a:6379', true);
    const groups = groupSlowlog([ours, entry('CLIENT LIST', 10), ours, entry('GET *', 1)]);
    expect(groups.map(({ fingerprint, count, own }) => [fingerprint, count, own])).toEqual([
      ['CLIENT LIST', 3, 2],
      ['GET *', 1, 0],
    ]);
  });

  it('an empty slow log has no groups', () => expect(groupSlowlog([])).toEqual([]));
});
