import type { Plan } from '@/lib/patterns/plan';
import * as sessions from '@/lib/patterns/sessions/write';
import { type Random } from './random';
import { someUser } from './shop';

/** Somebody who is signed in: in a browser, for half an hour from the last request, or in the app, for a day. */
export interface Session {
  id: string;
  userId: number;
  kind: 'web' | 'app';
}

const ways = { web: 'hash-epoch', app: 'json-accessed' } as const;

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1)',
  'Mozilla/5.0 (Macintosh)',
];

const owned = ({ id, userId }: Session) => ({ id, user: String(userId) });

/** Somebody new. */
export function newSession(random: Random): Session {
  return { id: random.uuid(), userId: someUser(random), kind: random.chance(0.7) ? 'web' : 'app' };
}

/** Everybody who is signed in at the start. */
export function newSessions(random: Random, count = 2_000): Session[] {
  return Array.from({ length: count }, () => newSession(random));
}

/** @param ttlSeconds left of its life; all of it by default */
export function openSession(random: Random, session: Session, now: number, ttlSeconds?: number): Plan<void> {
  const from = { ip: `203.0.113.${random.between(1, 254)}`, agent: random.pick(agents) };
  return sessions.writeSession(ways[session.kind], { ...owned(session), ...from }, now, ttlSeconds);
}

/** Notes a request; @returns whether the session is still there */
export const touchSession = (session: Session, now: number): Plan<boolean> =>
  sessions.touchSession(ways[session.kind], owned(session), now);

export const endSession = (session: Session): Plan<void> =>
  sessions.endSession(ways[session.kind], owned(session));
