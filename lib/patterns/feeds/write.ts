import { number } from '@/lib/redis/reply';
import { toBytes, type Bytes } from '../bytes';
import { ask, askOne, transact, type Command, type Plan } from '../plan';

const DAY_SECONDS = 86_400;

/** `chat:history:{room}` */
export const historyKey = (room: Bytes): Bytes => `chat:history:${room}`;
/** `chat:members:{room}` */
export const membersKey = (room: Bytes): Bytes => `chat:members:${room}`;

/** Puts something before the rest of a list that keeps so many entries. */
const prepend = (key: Bytes, entry: Bytes, most: number): Command[] => [
  ['LPUSH', key, entry],
  ['LTRIM', key, 0, most - 1],
];

/** Adds to what a user sees of others. Layout: `feed:{user}` list, newest first, 100 at most, 7 d after the last. */
export function* writeFeed(user: Bytes, entry: Bytes): Plan<void> {
  const key = `feed:${user}`;
  yield* transact([...prepend(key, entry, 100), ['EXPIRE', key, 7 * DAY_SECONDS]]);
}

/**
 * Adds to what a user did.
 * Layout: `user:{id}:activity` list of JSON, newest first, 100 at most, 30 d after the last.
 * @param now Unix milliseconds
 */
export function* writeUserActivity(user: Bytes, verb: string, now: number): Plan<void> {
  const key = `user:${user}:activity`;
  const entry = toBytes(JSON.stringify({ verb, at: Math.floor(now / 1000) }));
  yield* transact([...prepend(key, entry, 100), ['EXPIRE', key, 30 * DAY_SECONDS]]);
}

/**
 * Remembers a search of a user, once however often it is made.
 * Layout: `user:{id}:recent_searches` list, 5 different ones at most, 30 d after the last.
 */
export function* writeRecentSearch(user: Bytes, search: Bytes): Plan<void> {
  const key = `user:${user}:recent_searches`;
  yield* transact([['LREM', key, 0, search], ...prepend(key, search, 5), ['EXPIRE', key, 30 * DAY_SECONDS]]);
}

/**
 * Adds to a list that nobody limits in document 001; here it keeps 1,000 entries.
 * Layout: `user:{id}:timeline`, `user_activity:{id}`, `chat:room:{room}` lists, newest first, without end.
 */
export function* writeEntry(key: Bytes, entry: Bytes): Plan<void> {
  yield* transact(prepend(key, entry, 1_000));
}

/** Announces something. Layout: `recent:{what}` list of ids, newest first, 100 at most, without end. */
export function* writeRecent(what: Bytes, id: Bytes): Plan<void> {
  yield* transact(prepend(`recent:${what}`, id, 100));
}

/**
 * Notes what happened.
 * Layout: `activity_log` list of text that begins with the time, newest first, 1,000 at most, without end.
 */
export function* writeActivityLog(text: string, now: number): Plan<void> {
  yield* transact(prepend('activity_log', toBytes(`${new Date(now).toISOString()} ${text}`), 1_000));
}

/**
 * Says something in a room: to those who listen, and for those who come later.
 * Layout: channel `chat:room:{room}`; `chat:history:{room}` list of JSON, newest first, 1,000 at most, 30 d after the
 * last; `chat:members:{room}` set of user ids, 24 h after the last.
 */
export function* writeChat(room: Bytes, user: Bytes, text: string, now: number): Plan<void> {
  const message = toBytes(JSON.stringify({ user_id: user, text, timestamp: new Date(now).toISOString() }));
  yield* transact([
    ...prepend(historyKey(room), message, 1_000),
    ['EXPIRE', historyKey(room), 30 * DAY_SECONDS],
    ['SADD', membersKey(room), user],
    ['EXPIRE', membersKey(room), DAY_SECONDS],
    ['PUBLISH', `chat:room:${room}`, message],
  ]);
}

/** Tells whoever listens of an event; nobody keeps it. Channel: `event:{name}`. */
export function* publishEvent(event: Bytes, data: object, now: number): Plan<void> {
  const channel = `event:${event}`;
  const message = { channel, data, timestamp: new Date(now).toISOString() };
  yield* askOne('PUBLISH', channel, toBytes(JSON.stringify(message)));
}

/** Takes somebody out of a room; @returns whether they were in it */
export function* leaveChat(room: Bytes, user: Bytes): Plan<boolean> {
  return number(yield* askOne('SREM', membersKey(room), user)) === 1;
}

/** Keeps the newest entries of a list whose newest come first; @returns how many went */
export function* trimFeed(key: Bytes, most: number): Plan<number> {
  const [before] = yield* ask([['LLEN', key]]);
  yield* askOne('LTRIM', key, 0, most - 1);
  return Math.max(0, (number(before) ?? 0) - most);
}
