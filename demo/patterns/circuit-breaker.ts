import { type Redis } from 'ioredis';
import { luaScript } from '../script';

const threshold = 5;
const recoverySeconds = 60;

/** Counts and opens in one step: of many failures at once, the fifth opens the circuit, and only that one. */
const fail = luaScript(`
local failures = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
if failures < tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], 'open', 'EX', ARGV[2])
redis.call('UNLINK', KEYS[1])
return 1
`);

/**
 * Counts a failure of a service; the fifth within a minute of each other opens its circuit.
 * Layout: `failures:{service}` string int, 60 s after the last; `circuit:{service}` string `open`, 60 s.
 * @returns Whether this one opened it.
 */
export async function writeFailure(redis: Redis, service: string): Promise<boolean> {
  return (await fail(redis, [`failures:${service}`, `circuit:${service}`], threshold, recoverySeconds)) === 1;
}

/** Whether the service may be called. */
export async function isClosed(redis: Redis, service: string): Promise<boolean> {
  return (await redis.get(`circuit:${service}`)) === null;
}
