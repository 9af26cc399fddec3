import 'server-only';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Credentials } from '../redis/connection';
import { database } from '../database';
import { env } from '../env';
import { singleton } from '../singleton';
import { hashVaultKey, newVaultKey, seal, unseal } from './vault';

/** What the encrypted cookie carries: which session, and the key to its sealed passwords. */
export interface SessionTicket {
  sid: string;
  key: string;
}

/** A person who is signed in to an instance, as another one may see them. */
export interface SignedInPerson {
  sid: string;
  instance: string;
  username: string;
  signedInAt: number;
  lastSeenAt: number;
  address: string;
}

/** Writing "last seen" more often would only wear the disk. */
const TOUCH_MS = 60_000;

type EndListener = (sid: string, instance: string | null) => void;
const endListeners = () => singleton('session-end-listeners', () => new Set<EndListener>());

/**
 * Calls `listener` when a session ends, or leaves one instance (`instance` is then its id).
 * @returns the function that stops it
 */
export function onSessionEnd(listener: EndListener): () => void {
  endListeners().add(listener);
  return () => void endListeners().delete(listener);
}

const announceEnd = (sid: string, instance: string | null) =>
  endListeners().forEach((listener) => listener(sid, instance));

/**
 * Keeps a person's credentials for an instance, in their session or in a new one.
 * @param ticket the session that they have, or `null`
 * @param address where they come from, for the list of who is signed in
 * @returns the ticket for the cookie
 */
export function keepCredentials(
  ticket: SessionTicket | null,
  instance: string,
  credentials: Credentials,
  address: string,
): SessionTicket {
  const kept = ticket && readSession(ticket) ? ticket : { sid: randomUUID(), key: newVaultKey() };
  const username = credentials.username ?? 'default';
  const sealed = seal(kept.key, JSON.stringify(credentials), [kept.sid, instance, username]);
  const now = Date.now();
  database().transaction(() => {
    database()
      .prepare(
        `INSERT INTO sessions (sid, key_hash, created_at, last_seen_at, address) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (sid) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
      )
      .run(kept.sid, hashVaultKey(kept.key), now, now, address);
    database()
      .prepare(
        'INSERT OR REPLACE INTO credentials (sid, instance, username, sealed, created_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(kept.sid, instance, username, sealed, now);
  })();
  // An earlier sign-in of this session to the same instance may have been another user.
  announceEnd(kept.sid, instance);
  return kept;
}

/**
 * Whether a ticket is of a living session: known, not idle for too long, with the right key.
 * @returns the users by instance, or `null`
 */
export function readSession(
  ticket: SessionTicket,
): { sid: string; users: ReadonlyMap<string, string> } | null {
  const row = database()
    .prepare('SELECT key_hash AS keyHash, last_seen_at AS lastSeenAt FROM sessions WHERE sid = ?')
    .get(ticket.sid) as { keyHash: Buffer; lastSeenAt: number } | undefined;
  if (!row || !timingSafeEqual(row.keyHash, hashVaultKey(ticket.key))) return null;
  if (Date.now() - row.lastSeenAt > env().idleMs) {
    endSession(ticket.sid);
    return null;
  }
  const users = database()
    .prepare('SELECT instance, username FROM credentials WHERE sid = ?')
    .all(ticket.sid) as {
    instance: string;
    username: string;
  }[];
  return { sid: ticket.sid, users: new Map(users.map(({ instance, username }) => [instance, username])) };
}

/** Notes that a person did something; background refreshes and open streams do not count. */
export function touchSession(sid: string): void {
  const now = Date.now();
  try {
    database()
      .prepare('UPDATE sessions SET last_seen_at = ? WHERE sid = ? AND last_seen_at < ?')
      .run(now, sid, now - Math.min(TOUCH_MS, env().idleMs / 10));
  } catch (error) {
    // A full disk ends sign-ins early; it must not keep people from seeing what is wrong.
    console.error(`"Last seen" could not be written: ${(error as Error).message}`);
  }
}

/** The credentials of a session for an instance; `null` where it has none, or none that its key opens. */
export function credentialsOf(ticket: SessionTicket, instance: string): Credentials | null {
  const row = database()
    .prepare('SELECT username, sealed FROM credentials WHERE sid = ? AND instance = ?')
    .get(ticket.sid, instance) as { username: string; sealed: Buffer } | undefined;
  if (!row) return null;
  try {
    return JSON.parse(unseal(ticket.key, row.sealed, [ticket.sid, instance, row.username])) as Credentials;
  } catch {
    // Somebody has moved or changed the row.
    return null;
  }
}

/** Forgets a session: its cookie is worth nothing from now on. */
export function endSession(sid: string): void {
  const { changes } = database().prepare('DELETE FROM sessions WHERE sid = ?').run(sid);
  if (changes > 0) announceEnd(sid, null);
}

/** Forgets one instance of a session, and the session with its last one. */
export function leaveInstance(sid: string, instance: string): boolean {
  const { changes } = database()
    .prepare('DELETE FROM credentials WHERE sid = ? AND instance = ?')
    .run(sid, instance);
  if (changes > 0) announceEnd(sid, instance);
  const left = database().prepare('SELECT 1 FROM credentials WHERE sid = ?').get(sid);
  if (!left) endSession(sid);
  return changes > 0;
}

/** Who is signed in to an instance, the latest first. */
export function listSignedIn(instance: string): SignedInPerson[] {
  return database()
    .prepare(
      `SELECT sid, instance, username, credentials.created_at AS signedInAt, last_seen_at AS lastSeenAt, address
       FROM credentials JOIN sessions USING (sid)
       WHERE instance = ? AND last_seen_at > ? ORDER BY last_seen_at DESC`,
    )
    .all(instance, Date.now() - env().idleMs) as SignedInPerson[];
}

/** Removes the rows of sessions that were idle for too long; called now and then. */
export function endIdleSessions(): void {
  const idle = database()
    .prepare('SELECT sid FROM sessions WHERE last_seen_at <= ?')
    .all(Date.now() - env().idleMs) as {
    sid: string;
  }[];
  for (const { sid } of idle) endSession(sid);
}
