import { type Redis } from 'ioredis';
import { fillArchive } from './batch';
import { pastCommands } from './past';
import { writeStores } from './patterns/geo';
import { writeSession, type Session } from './patterns/sessions';
import { writePermissions, writeSettings } from './patterns/settings';
import { createGroups } from './patterns/streams';
import { type Random } from './random';
import { sendAll } from './transaction';

/** Signs everybody in, some of them a while ago. */
async function openSessions(
  redis: Redis,
  now: number,
  random: Random,
  sessions: readonly Session[],
): Promise<void> {
  for (let first = 0; first < sessions.length; first += 250) {
    await Promise.all(
      sessions.slice(first, first + 250).map((session) => {
        const left = Math.max(30, Math.round(1_800 * Math.sqrt(random.next())));
        const ttlSeconds = session.kind === 'web' ? left : left * 48;
        return writeSession(redis, now - (1_800 - left) * 1_000, random, session, ttlSeconds);
      }),
    );
  }
}

/**
 * Gives the shop its past and the streams their groups, unless it has them. Takes a second or two. Called again and
 * again: the server may have started anew without its data, or somebody emptied it.
 * @param redis A connection with automatic pipelining.
 * @param now Epoch ms.
 * @returns Whether there was anything to do.
 */
export async function writePast(redis: Redis, now: number, random: Random): Promise<boolean> {
  if (await redis.hexists('config:app', 'checkout_enabled')) return false;
  await createGroups(redis);
  await sendAll(redis, pastCommands(now, random));
  await Promise.all([fillArchive(redis), writeStores(redis), writePermissions(redis)]);
  // Last: its presence says that the rest is there.
  await writeSettings(redis);
  return true;
}

/**
 * Opens the shop: with its past, and with people who are signed in.
 * @param sessions Nobody of a former run.
 */
export async function seed(
  redis: Redis,
  now: number,
  random: Random,
  sessions: readonly Session[],
): Promise<void> {
  await openSessions(redis, now, random, sessions);
  await writePast(redis, now, random);
}
