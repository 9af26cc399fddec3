import { configKey, writeSettings } from '@/lib/patterns/flags/write';
import { geoKey, writePlace } from '@/lib/patterns/geo/write';
import { type Plan } from '@/lib/patterns/plan';
import { addMembers } from '@/lib/patterns/tags/write';
import { type Redis } from 'ioredis';
import { fillArchive } from './batch';
import { createGroups } from './consumers';
import { pastCommands } from './past';
import { type Random } from './random';
import { runPlan, sendAll } from './run-plan';
import { openSession, type Session } from './sessions';
import { stores } from './shop';

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
        return runPlan(redis, openSession(random, session, now - (1_800 - left) * 1_000, ttlSeconds));
      }),
    );
  }
}

/** The stores on the map, and what users may do in the back office. */
function* writeHouse(): Plan<void> {
  for (const [name, longitude, latitude] of stores)
    yield* writePlace(geoKey('stores'), name, { longitude, latitude });
  const all = ['orders.read', 'orders.refund', 'users.read', 'settings.write'];
  for (const [index, count] of [4, 2, 1].entries())
    yield* addMembers(`permissions:user:${index + 1}`, ...all.slice(0, count));
}

/**
 * Gives the shop its past and the streams their groups, unless it has them. Takes a second or two. Called again and
 * again: the server may have started anew without its data, or somebody emptied it.
 * @param now Epoch ms.
 * @returns Whether there was anything to do.
 */
export async function writePast(redis: Redis, now: number, random: Random): Promise<boolean> {
  if (await redis.hexists(configKey('app'), 'checkout_enabled')) return false;
  await runPlan(redis, createGroups());
  await runPlan(redis, sendAll(pastCommands(now, random)));
  await Promise.all([fillArchive(redis), runPlan(redis, writeHouse())]);
  // Last: its presence says that the rest is there. One of the settings a dashboard must not show.
  const settings = {
    theme: 'autumn',
    checkout_enabled: '1',
    max_cart_items: '40',
    payment_api_key: 'demo-key-that-opens-nothing',
  };
  await runPlan(redis, writeSettings('app', settings));
  return true;
}

/**
 * Opens the shop: with its past, and with people who are signed in.
 * @param redis A connection with automatic pipelining.
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
