import { type Redis } from 'ioredis';
import { type RunningRedis } from '../scripts/redis-server.mjs';
import { ask } from './connect';

/** The user with whom the test's own machinery, replication and Sentinel sign in where the default user is off. */
export const harness = 'harness';

/** What a group of servers has in common: how they sign in to each other, and how a test asks them. */
export function signIn(aclLines: string[] | undefined) {
  const user = aclLines ? harness : undefined;
  return {
    aclLines: aclLines && [...aclLines, `user ${harness} on >${harness} ~* &* +@all`],
    /** Options of every server: how it signs in as a replica, and that it serves its own replicas without delay. */
    replicationArgs: [
      ...['--repl-diskless-sync-delay', '0'],
      ...(user ? ['--masteruser', user, '--masterauth', user] : []),
    ],
    /** Lines by which a Sentinel signs in to the servers of `group`. */
    sentinelLines: (group: string) =>
      user ? [`sentinel auth-user ${group} ${user}`, `sentinel auth-pass ${group} ${user}`] : [],
    ask: <T>(node: RunningRedis, question: (redis: Redis) => Promise<T>) => ask(node.port, user, question),
  };
}

/** Ends all of them at the same time. */
export async function stopAll(servers: readonly RunningRedis[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}

/**
 * Starts servers one after the other; if one fails, the others are ended before the error goes on.
 * @returns In the order of `starts`.
 */
export async function startAll(starts: readonly (() => Promise<RunningRedis>)[]): Promise<RunningRedis[]> {
  const servers: RunningRedis[] = [];
  try {
    for (const start of starts) servers.push(await start());
    return servers;
  } catch (error) {
    await stopAll(servers);
    throw error;
  }
}
