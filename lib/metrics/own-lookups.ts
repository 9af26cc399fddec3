import type { Reply } from '@/lib/redis/reply';
import type { OwnLookups } from './sample';

/**
 * Commands of ours that Redis counts as keyspace lookups: each adds one hit or one miss per key
 * (seen on Redis 6.2 to 8.0 and Valkey 9). MEMORY USAGE, SCAN without TYPE, DBSIZE and RANDOMKEY add none.
 */
const SINGLE_KEY = new Set(
  (
    'get getrange strlen bitcount getbit bitpos type ttl pttl expiretime pexpiretime dump ' +
    'hget hmget hlen hscan hrandfield hexists hstrlen llen lrange lindex scard sscan sismember smismember ' +
    'srandmember zcard zrange zrevrange zrangebyscore zrank zrevrank zscore zmscore zcount zscan ' +
    'xlen xrange xrevrange xinfo geopos geodist geosearch'
  ).split(' '),
);
const OBJECT_LOOKUPS = new Set(['encoding', 'idletime', 'freq', 'refcount']);

/**
 * The lookups that one command of ours caused.
 *
 * @param args the command and its arguments
 * @param reply what came back
 * @returns hits and misses as Redis counts them, from the reply: an absent key is a miss
 */
export function lookupsOf(args: readonly string[], reply: Reply): OwnLookups {
  const command = args[0]?.toLowerCase() ?? '';
  if (command === 'object') {
    return OBJECT_LOOKUPS.has(args[1]?.toLowerCase() ?? '') ? one(reply !== null) : none;
  }
  if (command === 'exists' || command === 'touch') {
    const found = typeof reply === 'number' ? reply : 0;
    return { hits: found, misses: args.length - 1 - found };
  }
  if (command === 'mget') {
    const found = Array.isArray(reply) ? reply.filter((value) => value !== null).length : 0;
    return { hits: found, misses: args.length - 1 - found };
  }
  if (!SINGLE_KEY.has(command)) return none;
  return one(!isAbsent(command, reply));
}

const none: OwnLookups = { hits: 0, misses: 0 };
const one = (hit: boolean): OwnLookups => (hit ? { hits: 1, misses: 0 } : { hits: 0, misses: 1 });

/**
 * How an absent key answers, by command. A present key can answer some of it too (an empty range, no such
 * field): that counts as a miss.
 */
function isAbsent(command: string, reply: Reply): boolean {
  if (command === 'type') return reply === 'none';
  if (command === 'getrange') return reply === '';
  if (/(?:ttl|expiretime)$/.test(command)) return reply === -2;
  if (reply === 0) return /len$|card$|count$/.test(command);
  if (!Array.isArray(reply)) return reply === null;
  const [cursor, found] = reply;
  if (/^[hsz]scan$/.test(command)) return cursor === '0' && Array.isArray(found) && found.length === 0;
  return reply.every((value) => value === null);
}
