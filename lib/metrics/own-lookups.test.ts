import { describe, expect, it } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import { lookupsOf } from './own-lookups';

/** A command line, what it answered, and the hits and misses that Redis counted for it. */
const table = (rows: [string, Reply, number, number][]) =>
  it.each(rows)('%s → %j: %i hits, %i misses', (line, reply, hits, misses) => {
    expect(lookupsOf(line.split(' '), reply)).toEqual({ hits, misses });
  });

describe('a key that is there is one hit, one that is not is one miss', () => {
  table([
    ['GET k', 'value', 1, 0],
    ['GET k', null, 0, 1],
    ['get k', 'value', 1, 0],
    ['STRLEN k', 5, 1, 0],
    ['STRLEN k', 0, 0, 1],
    ['GETRANGE k 0 3', 'HYLL', 1, 0],
    ['GETRANGE k 0 3', '', 0, 1],
    ['TYPE k', 'string', 1, 0],
    ['TYPE k', 'none', 0, 1],
    ['TTL k', 60, 1, 0],
    ['TTL k', -1, 1, 0],
    ['TTL k', -2, 0, 1],
    ['PTTL k', -2, 0, 1],
    ['EXPIRETIME k', -1, 1, 0],
    ['EXPIRETIME k', -2, 0, 1],
    ['PEXPIRETIME k', -2, 0, 1],
    ['DUMP k', null, 0, 1],
    ['LLEN k', 3, 1, 0],
    ['LLEN k', 0, 0, 1],
    ['HLEN k', 0, 0, 1],
    ['SCARD k', 0, 0, 1],
    ['ZCARD k', 9, 1, 0],
    ['XLEN k', 0, 0, 1],
    ['BITCOUNT k', 12, 1, 0],
    ['LRANGE k 0 9', ['a'], 1, 0],
    ['LRANGE k 0 9', [], 0, 1],
    ['ZRANGE k 0 9', ['a', '1'], 1, 0],
    ['HGET k f', 'v', 1, 0],
    ['HGET k f', null, 0, 1],
    ['HMGET k f g', [null, 'v'], 1, 0],
    ['HKEYS k', ['f'], 1, 0],
    ['HKEYS k', [], 0, 1],
    ['SRANDMEMBER k 3', [], 0, 1],
    ['HSCAN k 0 COUNT 10', ['0', ['f', 'v']], 1, 0],
    ['HSCAN k 0 COUNT 10', ['0', []], 0, 1],
    ['SSCAN k 0 MATCH x', ['17', []], 1, 0],
    ['ZSCAN k 0', ['0', []], 0, 1],
    ['XINFO STREAM k', ['length', 3], 1, 0],
    ['XREVRANGE k + - COUNT 1', [], 0, 1],
    ['XACK k g 1-1', 0, 0, 1],
    ['OBJECT ENCODING k', 'listpack', 1, 0],
    ['OBJECT ENCODING k', null, 0, 1],
    ['object freq k', 0, 1, 0],
  ]);
});

describe('a value that looks like an absent key is a hit all the same', () => {
  table([
    ['GET k', '', 1, 0],
    ['GET k', 'none', 1, 0],
    ['HGET k f', '', 1, 0],
    ['LINDEX k 0', 'none', 1, 0],
    ['TTL k', 0, 1, 0],
  ]);
});

describe('no such part of a key is a hit: what asks it has seen the key', () => {
  table([
    ['ZCOUNT k 0 1', 0, 1, 0],
    ['ZRANGEBYSCORE k 0 1', [], 1, 0],
    ['ZSCORE k a', null, 1, 0],
    ['ZMSCORE k a', [null], 1, 0],
    ['ZREVRANK k a', null, 1, 0],
    ['HMGET k f g', [null, null], 1, 0],
    ['HSTRLEN k f', 0, 1, 0],
    ['SISMEMBER k a', 0, 1, 0],
    ['SMISMEMBER k a b', [0, 0], 1, 0],
    ['LPOS k a', null, 1, 0],
    ['GETBIT k 7', 0, 1, 0],
    ['BITPOS k 1', -1, 1, 0],
    ['GEOSEARCH k FROMLONLAT 0 0 BYRADIUS 1 km', [], 1, 0],
    ['GEORADIUS_RO k 0 0 1 km', [], 1, 0],
    ['GEOPOS k a', [null], 1, 0],
    // Of an absent key these are errors.
    ['XINFO GROUPS k', [], 1, 0],
    ['XPENDING k g - + 10', [], 1, 0],
    ['XCLAIM k g c 0 1-1 JUSTID', [], 1, 0],
  ]);
});

describe('several keys count one by one', () => {
  table([
    ['EXISTS a b c', 2, 2, 1],
    ['EXISTS a', 0, 0, 1],
    ['TOUCH a b', 2, 2, 0],
    ['MGET a b c', ['1', null, '3'], 2, 1],
    ['MGET a', [null], 0, 1],
    ['PFCOUNT a', 12, 1, 0],
    ['PFCOUNT a', 0, 0, 1],
    ['PFCOUNT a b c', 12, 3, 0],
  ]);
});

describe('what Redis does not count, we do not either', () => {
  table([
    ['MEMORY USAGE k', 120, 0, 0],
    ['SCAN 0 COUNT 100', ['0', ['k']], 0, 0],
    ['DBSIZE', 12, 0, 0],
    ['RANDOMKEY', 'k', 0, 0],
    ['INFO', 'redis_version:7', 0, 0],
    ['CLIENT LIST', '', 0, 0],
    ['SLOWLOG GET 128', [], 0, 0],
    ['CONFIG GET save', [], 0, 0],
    ['OBJECT HELP', ['…'], 0, 0],
    ['SET k v', 'OK', 0, 0],
    ['WATCH k', 'OK', 0, 0],
    ['UNLINK k', 0, 0, 0],
    ['constructor k', null, 0, 0],
    ['', null, 0, 0],
  ]);

  it('nor an empty command line', () => expect(lookupsOf([], null)).toEqual({ hits: 0, misses: 0 }));
});
