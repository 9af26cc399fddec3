import { list, number, string } from '@/lib/redis/reply';
import { toBytes, type Bytes } from '../bytes';
import { ask, askOne, storedReply, transact, type Plan } from '../plan';

/** `write_queue`, of document 000; the same is done with `queue:db:updates` and `db:updates`. */
const CHANGES = 'write_queue';
const REFRESHES = 'refresh_queue';

/**
 * Notes a change that the database is told of later.
 * Layout: `write_queue` list of JSON {key, value, timestamp (epoch s)}, newest first, without TTL.
 * @param now Unix milliseconds
 */
export function* noteChange(name: string, value: unknown, now: number, key: Bytes = CHANGES): Plan<void> {
  yield* askOne('LPUSH', key, toBytes(JSON.stringify({ key: name, value, timestamp: now / 1000 })));
}

/**
 * Changes a cache entry and notes the change, both or neither: a reader never sees what the database will not hear of.
 * @param ttlSeconds of the cache entry
 */
export function* writeBehindCache(name: string, value: unknown, ttlSeconds: number, now: number): Plan<void> {
  const change = toBytes(JSON.stringify({ key: name, value, timestamp: now / 1000 }));
  yield* transact([
    ['SET', toBytes(name), toBytes(JSON.stringify(value)), 'EX', ttlSeconds],
    ['LPUSH', CHANGES, change],
  ]);
}

/** The oldest changes, the oldest first. They stay in the list until `confirmChanges` says that the database has them. */
export function* oldestChanges(most = 500, key: Bytes = CHANGES): Plan<Bytes[]> {
  const [reply] = yield* ask([['LRANGE', key, -most, -1]]);
  return list(storedReply(reply))
    .map((change) => string(change) ?? '')
    .reverse();
}

/**
 * Takes changes off the list after the database has heard of them, not before. New ones come in at the other end, so
 * they are never touched; two processes that flush the same list need a lock, or one of them trims what it has not seen.
 * @param count how many `oldestChanges` brought
 */
export function* confirmChanges(count: number, key: Bytes = CHANGES): Plan<void> {
  if (count > 0) yield* askOne('LTRIM', key, 0, -count - 1);
}

/** So many of the newest requests are compared: whoever reads an old entry reads it again soon. */
const COMPARED = 100;

/**
 * Asks for a cache entry to be computed anew before it ends, unless that is asked for already. The document pushes one
 * request for every read.
 * Layout: `refresh_queue` list of JSON {key, fetch_func_name, ttl, timestamp (epoch s)}, newest first, without TTL.
 * @returns whether it was not yet asked for
 */
export function* requestRefresh(name: string, fetchName: string, ttl: number, now: number): Plan<boolean> {
  const request = JSON.stringify({ key: name, fetch_func_name: fetchName, ttl, timestamp: now / 1000 });
  const pushed = yield* askOne(
    'EVAL',
    PUSH_ONCE,
    1,
    REFRESHES,
    toBytes(name),
    toBytes(request),
    COMPARED - 1,
  );
  return number(pushed) === 1;
}

const PUSH_ONCE = `
for _, text in ipairs(redis.call('LRANGE', KEYS[1], 0, ARGV[3])) do
  local isJson, request = pcall(cjson.decode, text)
  if isJson and type(request) == 'table' and request.key == ARGV[1] then return 0 end
end
redis.call('LPUSH', KEYS[1], ARGV[2])
return 1
`;

/** Takes the oldest request; `null`: there is none. */
export function* takeRefresh(): Plan<Bytes | null> {
  return string(yield* askOne('RPOP', REFRESHES));
}
