import { describe, expect, it } from 'vitest';
import { asFlatArrays, asObjects, reply, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseMemoryStats, type MemoryStats } from './parse-memory-stats';

const get = ({ stats }: Pick<MemoryStats, 'stats'>, name: string) =>
  stats.find((stat) => stat.name === name)?.value;

const EXPECTED: Record<
  Version,
  { peak: number; overhead: number; main: number; functions: number | undefined }
> = {
  'redis-5.0.14': { peak: 1052344, overhead: 1011490, main: 688, functions: undefined },
  'redis-6.2.16': { peak: 1111304, overhead: 905528, main: 648, functions: undefined },
  'redis-7.0.15': { peak: 1710384, overhead: 877424, main: 648, functions: 200 },
  'redis-7.2.6': { peak: 1777184, overhead: 958424, main: 648, functions: 216 },
  'redis-8.0.6': { peak: 1461704, overhead: 734504, main: 3344, functions: 200 },
  'valkey-8.0.1': { peak: 1772536, overhead: 1001984, main: 824, functions: 216 },
  'valkey-8.1.1': { peak: 1657192, overhead: 902584, main: 584, functions: 224 },
};

describe.each(VERSIONS)('MEMORY STATS of %s', (version) => {
  const stats = parseMemoryStats(reply(version, 'MEMORY STATS'));

  it('reads the figures of the server', () => {
    const { peak, overhead, functions } = EXPECTED[version];
    expect(get(stats, 'peak.allocated')).toBe(peak);
    expect(get(stats, 'overhead.total')).toBe(overhead);
    expect(get(stats, 'functions.caches')).toBe(functions);
    expect(get(stats, 'keys.count')).toBe(version === 'redis-5.0.14' ? 14 : 13);
  });

  it('makes numbers of the ratios, which RESP2 sends as texts', () => {
    expect(stats.stats.every(({ value }) => typeof value === 'number')).toBe(true);
    expect(get(stats, 'dataset.percentage')).toBeGreaterThan(1);
  });

  it('reads the figures of each database apart', () => {
    expect(stats.databases.map(({ db }) => db)).toEqual([0]);
    expect(get(stats.databases[0]!, 'overhead.hashtable.main')).toBe(EXPECTED[version].main);
    expect(stats.stats.some(({ name }) => /^db\.\d/.test(name))).toBe(false);
  });
});

it.each(VERSIONS.filter((version) => version !== 'redis-5.0.14'))(
  '%s reads alike in every RESP3 shape',
  (version) => {
    const sent = reply(version, 'MEMORY STATS', 'resp3');
    const stats = parseMemoryStats(sent);
    expect(stats.databases[0]?.stats.length).toBeGreaterThan(1);
    expect(stats.stats.map(({ name }) => name)).toEqual(
      parseMemoryStats(reply(version, 'MEMORY STATS')).stats.map(({ name }) => name),
    );
    expect(parseMemoryStats(asObjects(sent))).toEqual(stats);
    expect(parseMemoryStats(asFlatArrays(sent))).toEqual(stats);
  },
);

describe('odd replies', () => {
  it('flattens a nested map that is no database, and keeps texts that are no numbers', () => {
    expect(
      parseMemoryStats(['a', 1, 'cluster', ['links', 2], 'state', 'ok', 'db.10', ['x', 1], 'db.2', []]),
    ).toEqual({
      stats: [
        { name: 'a', value: 1 },
        { name: 'cluster.links', value: 2 },
        { name: 'state', value: 'ok' },
      ],
      databases: [
        { db: 2, stats: [] },
        { db: 10, stats: [{ name: 'x', value: 1 }] },
      ],
    });
  });

  it('is empty for an error', () => {
    expect(parseMemoryStats(new Error('ERR unknown command'))).toEqual({ stats: [], databases: [] });
  });
});
