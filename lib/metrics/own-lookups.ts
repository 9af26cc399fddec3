import type { Reply } from '@/lib/redis/reply';
import type { OwnLookups } from './sample';

/** Whether a reply is that of an absent key. */
type IsAbsent = (reply: Reply) => boolean;

const each = (commands: string, isAbsent: IsAbsent): Record<string, IsAbsent> =>
  Object.fromEntries(commands.split(' ').map((command) => [command, isAbsent]));

const isNothing: IsAbsent = (reply) => reply === null || (Array.isArray(reply) && reply.length === 0);
const isZero: IsAbsent = (reply) => reply === 0;
const never: IsAbsent = () => false;

/**
 * Commands of ours that Redis counts as a keyspace lookup, one hit or one miss, and how an absent key answers them.
 * The integration test asks a server about each. MEMORY USAGE, SCAN without TYPE, DBSIZE, RANDOMKEY, WATCH and the
 * commands that change a key add none. What the commands of modules add is not known: they are left out.
 */
export const SINGLE_KEY: Readonly<Record<string, IsAbsent>> = {
  type: (reply) => reply === 'none',
  ...each('ttl pttl expiretime pexpiretime', (reply) => reply === -2),

  // Redis keeps nothing that is empty but strings and streams; and the field that our reads ask for, each such hash has.
  ...each('strlen hlen llen scard zcard xlen', isZero),
  ...each('get hget dump hkeys srandmember hrandfield', isNothing),
  ...each('hscan sscan zscan', (reply) => {
    const [cursor, found] = Array.isArray(reply) ? reply : [];
    return cursor === '0' && Array.isArray(found) && found.length === 0;
  }),

  // Nothing there, or nothing in this range: our reads begin at an end of the key, where something is if it is there.
  getrange: (reply) => reply === '',
  ...each('lindex lrange zrange zrevrange xrange xrevrange', isNothing),

  // No such key, or no such part of it: our reads ask about parts of keys that they have seen to be there.
  ...each('hmget hexists hstrlen hpttl hpexpiretime lpos sismember smismember getbit bitpos bitcount', never),
  ...each('zscore zmscore zrank zrevrank zcount zrangebyscore geopos geodist geosearch georadius_ro', never),

  // An absent key is an error, and those are not counted here.
  ...each('xinfo xpending xclaim', never),
  xack: isZero,
};

const OBJECT_LOOKUPS = new Set(['encoding', 'idletime', 'freq', 'refcount']);

/**
 * The lookups that one command of ours caused.
 *
 * @param args the command and its arguments
 * @param reply what came back
 * @returns hits and misses as Redis counts them, from the reply. Their sum is exact; where an absent key and one that
 *   has nothing of what was asked answer the same, the likelier is taken
 */
export function lookupsOf(args: readonly string[], reply: Reply): OwnLookups {
  const command = args[0]?.toLowerCase() ?? '';
  const keys = args.length - 1;
  if (command === 'object') {
    return OBJECT_LOOKUPS.has(args[1]?.toLowerCase() ?? '') ? one(reply !== null) : none;
  }
  if (command === 'exists' || command === 'touch') {
    const found = typeof reply === 'number' ? reply : 0;
    return { hits: found, misses: keys - found };
  }
  if (command === 'mget') {
    const found = Array.isArray(reply) ? reply.filter((value) => value !== null).length : 0;
    return { hits: found, misses: keys - found };
  }
  // How many of the keys are there it does not say; it is asked of several that are known to be.
  if (command === 'pfcount') return reply === 0 ? { hits: 0, misses: keys } : { hits: keys, misses: 0 };
  const isAbsent = Object.hasOwn(SINGLE_KEY, command) ? SINGLE_KEY[command] : undefined;
  return isAbsent ? one(!isAbsent(reply)) : none;
}

const none: OwnLookups = { hits: 0, misses: 0 };
const one = (hit: boolean): OwnLookups => (hit ? { hits: 1, misses: 0 } : { hits: 0, misses: 1 });
