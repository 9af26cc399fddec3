import { describe, expect, it } from 'vitest';
import { fixture, VERSIONS, type Version } from './fixtures/load-fixture';
import { parseInfo } from './parse-info';
import { readKeyspace } from './parse-keyspace';

const EXPECTED: Record<Version, object> = {
  'redis-5.0.14': { db: 0, keys: 14, expires: 1, averageTtlMs: 3599900, extra: {} },
  'redis-6.2.16': { db: 0, keys: 13, expires: 1, averageTtlMs: 3599950, extra: {} },
  'redis-7.0.15': { db: 0, keys: 13, expires: 1, averageTtlMs: null, extra: {} },
  'redis-7.2.6': { db: 0, keys: 13, expires: 1, averageTtlMs: null, extra: {} },
  'redis-8.0.6': { db: 0, keys: 13, expires: 1, averageTtlMs: null, extra: { subexpiry: 0 } },
  'valkey-8.0.1': { db: 0, keys: 13, expires: 1, averageTtlMs: null, extra: {} },
  'valkey-8.1.1': { db: 0, keys: 13, expires: 1, averageTtlMs: 3599959, extra: {} },
};

it.each(VERSIONS)('reads the databases of %s, and an average of 0 as unknown', (version) => {
  expect(readKeyspace(parseInfo(fixture(version, 'INFO_all.txt')))).toEqual([EXPECTED[version]]);
});

describe('what versions and engines put in between', () => {
  const read = (lines: string) => readKeyspace(parseInfo(`# Keyspace\r\n${lines}`));

  it('goes by name: a field inserted before another shifts nothing', () => {
    expect(read('db0:keys=5,keys_with_volatile_items=2,expires=1,avg_ttl=900,cached_keys=3\r\n')).toEqual([
      {
        db: 0,
        keys: 5,
        expires: 1,
        averageTtlMs: 900,
        extra: { keys_with_volatile_items: 2, cached_keys: 3 },
      },
    ]);
  });

  it('keeps the hits and misses of Dragonfly, and takes its average of -1 as unknown', () => {
    expect(read('db0:keys=5,expires=1,avg_ttl=-1,hits=10,misses=2\r\n')).toEqual([
      { db: 0, keys: 5, expires: 1, averageTtlMs: null, extra: { hits: 10, misses: 2 } },
    ]);
  });

  it('passes over Kvrocks’s sequence and disk lines and Redis 8’s key sizes', () => {
    const sent =
      '# Last DBSIZE SCAN TIME\r\ndb0:keys=3,expires=0,avg_ttl=0,expired=0\r\nsequence:12\r\nused_db_size:99\r\n' +
      'db0_distrib_strings_sizes:4=1,8=2\r\ndisk_capacity:100\r\n';
    expect(read(sent)).toEqual([{ db: 0, keys: 3, expires: 0, averageTtlMs: null, extra: { expired: 0 } }]);
  });

  it('puts databases in the order of their numbers', () => {
    expect(
      read('db10:keys=1,expires=0,avg_ttl=0\r\ndb2:keys=2,expires=0,avg_ttl=0\r\n').map(({ db }) => db),
    ).toEqual([2, 10]);
  });

  it('has no database where every one is empty, or none was told', () => {
    expect(read('')).toEqual([]);
    expect(readKeyspace(parseInfo(null))).toEqual([]);
  });

  it('counts 0 where a line is cut', () => {
    expect(read('db3:keys=7,exp\r\n')).toEqual([
      { db: 3, keys: 7, expires: 0, averageTtlMs: null, extra: {} },
    ]);
  });
});
