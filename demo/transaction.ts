import { type Redis } from 'ioredis';

/** A command's name and arguments. */
export type Command = [name: string, ...args: (string | number | Buffer)[]];

/**
 * Runs the commands between MULTI and EXEC: all of them or none, with nothing of others in between.
 * @returns Their replies, in order.
 * @throws The first error among the replies.
 */
export async function transact(redis: Redis, ...commands: Command[]): Promise<unknown[]> {
  const replies = (await redis.multi(commands).exec()) ?? [];
  for (const [error] of replies) if (error) throw error;
  return replies.map(([, reply]) => reply);
}

/**
 * Sends many commands in few writes; others may come in between.
 * @throws The first error among the replies.
 */
export async function sendAll(redis: Redis, commands: readonly Command[], batch = 2_000): Promise<void> {
  for (let index = 0; index < commands.length; index += batch) {
    const replies = (await redis.pipeline(commands.slice(index, index + batch)).exec()) ?? [];
    for (const [error] of replies) if (error) throw error;
  }
}
