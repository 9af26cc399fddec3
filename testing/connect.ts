import { Redis, type RedisOptions } from 'ioredis';

/**
 * A connection for a test: it neither retries nor prints, so that a failure is the test's own.
 * @param port Of 127.0.0.1.
 * @param user Left out: the default user.
 * @returns A connection that opens with its first command; the caller disconnects it.
 */
export function connect(port: number, user?: string, password?: string, options: RedisOptions = {}): Redis {
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    username: user,
    password: password ?? user,
    lazyConnect: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    // The ready check asks INFO, which many users may not.
    enableReadyCheck: false,
    disableClientInfo: true,
    ...options,
  });
  // Commands reject with the error; without a listener it would be printed too.
  redis.on('error', () => undefined);
  return redis;
}

/**
 * Runs a question on a connection of its own.
 * @returns What the question resolved to; the connection is closed either way.
 */
export async function ask<T>(
  port: number,
  user: string | undefined,
  question: (redis: Redis) => Promise<T>,
): Promise<T> {
  const redis = connect(port, user);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
