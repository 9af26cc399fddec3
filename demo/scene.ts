import { writeExperiment } from '@/lib/patterns/flags/write';
import { type Redis } from 'ioredis';
import { type Connections } from './connections';
import { type Random } from './random';
import { type Load } from './rhythm';
import { type Run } from './run-plan';
import { newSession, openSession, touchSession, type Session } from './sessions';
import { type Tally } from './tally';

/** What one visit needs to know. */
export interface Scene {
  /** The connection of the web or API process that serves it. */
  redis: Redis;
  /** Runs plans on it. */
  run: Run;
  connections: Connections;
  /** Epoch ms. */
  now: number;
  random: Random;
  load: Load;
  tally: Tally;
  /** Everybody who is signed in, as far as the processes know. */
  sessions: Session[];
}

/** Somebody comes back. If their session has ended meanwhile, they sign in again. */
export async function arrive({ run, now, random, tally, sessions }: Scene): Promise<Session> {
  const place = random.skewed(sessions.length, 1.6);
  const known = sessions[place]!;
  tally.request();
  if (await run(touchSession(known, now))) return known;
  const session = newSession(random);
  sessions[place] = session;
  tally.count('logins');
  await Promise.all([run(openSession(random, session, now)), run(writeExperiment(session.userId))]);
  return session;
}
