import { type Redis } from 'ioredis';
import { touchSession, writeSession, type Session } from './patterns/sessions';
import { writeExperiment } from './patterns/uniques';
import { type Random } from './random';
import { type Load } from './rhythm';
import { someUser } from './shop';
import { type Tally } from './tally';

/** What one visit needs to know. */
export interface Scene {
  /** The connection of the web or API process that serves it. */
  redis: Redis;
  /** Epoch ms. */
  now: number;
  random: Random;
  load: Load;
  tally: Tally;
  /** Everybody who is signed in, as far as the processes know. */
  sessions: Session[];
}

/** Somebody new. */
function newSession(random: Random): Session {
  return { id: random.uuid(), userId: someUser(random), kind: random.chance(0.7) ? 'web' : 'app' };
}

/** Somebody comes back. If their session has ended meanwhile, they sign in again. */
export async function arrive({ redis, now, random, tally, sessions }: Scene): Promise<Session> {
  const place = random.skewed(sessions.length, 1.6);
  const known = sessions[place]!;
  tally.request();
  if (await touchSession(redis, now, known)) return known;
  const session = newSession(random);
  sessions[place] = session;
  tally.count('logins');
  await Promise.all([writeSession(redis, now, random, session), writeExperiment(redis, session.userId)]);
  return session;
}

/** Everybody who is signed in at the start. */
export function newSessions(random: Random, count = 2_000): Session[] {
  return Array.from({ length: count }, () => newSession(random));
}
