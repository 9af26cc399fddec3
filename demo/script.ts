import { createHash } from 'node:crypto';
import { type Redis } from 'ioredis';

/** Runs a Lua script with its keys and arguments. */
export type Script = (redis: Redis, keys: string[], ...args: (string | number)[]) => Promise<unknown>;

/**
 * A Lua script that is sent by its hash, and whole when the server does not know it (yet, or any more).
 * @param source Runs atomically on the server; numbers come back as whole numbers.
 */
export function luaScript(source: string): Script {
  const text = source.trim();
  const hash = createHash('sha1').update(text).digest('hex');
  return async (redis, keys, ...args) => {
    try {
      return await redis.evalsha(hash, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}
