import { z } from 'zod';
import { number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { keptKeys } from '../kept-keys';
import { parseMoment } from '../moments';
import { defineView, partOf, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { cursorQuery, nextCursor, scanMembers } from '../scan-some';
import { bytesInput, wireText } from '../wire';
import { heartbeatKey, userOfHeartbeat, USERS_ONLINE } from './write';

const row = z.object({
  user: wireText,
  seenAt: z.number().nullable().describe('Unix milliseconds, where the heartbeat says; null: unknown.'),
  aliveForMs: z.number().nullable().describe('Until the heartbeat ends; null: there is none.'),
});
type Row = z.infer<typeof row>;

const query = z.object({
  user: bytesInput.optional().describe('Whom to find.'),
  cursor: cursorQuery,
  count: z.coerce.number().int().min(1).max(500).default(50),
});

const response = z.object({
  key: wireText.nullable().describe('The set; null where only heartbeats are kept.'),
  total: z.number().nullable().describe('Who is on the set; without one, how many heartbeats there are.'),
  ttlMs: z.number().nullable().describe('Of the set; null: no expiry.'),
  rows: z.array(row),
  nextCursor,
  found: row.extend({ online: z.boolean().describe('Whether the set has them.') }).nullable(),
  heartbeats: z
    .object({
      keys: z.number(),
      exact: z.boolean(),
      looked: z.number().describe('Members of the set whose heartbeat was looked for: 1,000 at most.'),
      alive: z.number().describe('Those that have one.'),
      stuck: z.array(wireText).describe('Some of those that have none.'),
    })
    .nullable()
    .describe('null: this layout has no heartbeats.'),
  explanation: z.string().nullable().describe('What is wrong with it, in a sentence.'),
});
export type PresenceResponse = z.infer<typeof response>;

/** Members whose heartbeats are looked for: two commands each. */
const MOST_LOOKED = 1_000;
const STUCK_SHOWN = 50;

/** Who is online, who of them gives a sign of life, and who is stuck. */
export const presenceView = defineView({ query, response, read: readPresence });

function* readPresence(
  thing: Thing,
  { user, cursor, count }: z.infer<typeof query>,
  { now }: ReadContext,
): Plan<PresenceResponse> {
  const key = onlineKey(thing);
  if (key === null) return yield* readHeartbeatsAlone(thing, { user, cursor, count }, now);
  const [size, ttl, online] = yield* ask([
    ['SCARD', key],
    ['PTTL', key],
    ...(user === undefined ? [] : [['SISMEMBER', key, user] as const]),
  ]);
  const total = number(storedReply(size));
  const page = yield* scanMembers(key, count, cursor);
  const beating = hasHeartbeats(key);
  const rows = yield* readRows([...new Set(page.found)], now, beating);
  const [found] = user === undefined ? [] : yield* readRows([user], now, beating);
  const heartbeats = beating ? yield* lookForHeartbeats(thing, key, now) : null;
  return {
    key: toWire(key),
    total,
    ttlMs: (number(ttl) ?? -1) < 0 ? null : number(ttl),
    rows,
    nextCursor: page.cursor,
    found: found ? { ...found, online: number(online) === 1 } : null,
    heartbeats,
    explanation: explain(heartbeats, total),
  };
}

/** A set that is missing has no page; of heartbeats without one, these are the users. */
function* readHeartbeatsAlone(
  thing: Thing,
  { user, cursor, count }: z.infer<typeof query>,
  now: number,
): Plan<PresenceResponse> {
  const { names, total } = keptKeys(thing, 'heartbeat');
  const start = Math.min(Number(cursor), names.length);
  const users = names.slice(start, start + count).flatMap((name) => userOfHeartbeat(name) ?? []);
  const [found] = user === undefined ? [] : yield* readRows([user], now, true);
  return {
    key: null,
    total,
    ttlMs: null,
    rows: yield* readRows(users, now, true),
    nextCursor: start + count < names.length ? String(start + count) : null,
    found: found ? { ...found, online: false } : null,
    heartbeats: null,
    explanation: null,
  };
}

const onlineKey = (thing: Thing): Bytes | null =>
  (partOf(thing, 'online') ?? partOf(thing, 'online-alone'))?.names[0] ?? null;

/** Only documents 002 and 003 have them. */
const hasHeartbeats = (key: Bytes) => key === USERS_ONLINE;

function* readRows(users: readonly Bytes[], now: number, beating: boolean): Plan<Row[]> {
  if (!beating) return users.map((user) => ({ user: toWire(user), seenAt: null, aliveForMs: null }));
  const replies = yield* ask(
    users.flatMap((user) => [
      ['PTTL', heartbeatKey(user)] as const,
      ['GETRANGE', heartbeatKey(user), 0, 31] as const,
    ]),
  );
  return users.map((user, index) => ({
    user: toWire(user),
    seenAt: toSeen(string(storedReply(replies[2 * index + 1])), now),
    aliveForMs: toTimeLeft(number(replies[2 * index])),
  }));
}

/** PTTL's -2 is no key, and so is a heart that stopped; -1 beats for ever, which is no sign of life either. */
const toTimeLeft = (pttl: number | null) => (pttl === null || pttl < 0 ? null : pttl);

/** A time up to now; clocks may differ by a minute. */
function toSeen(text: string | null, now: number): number | null {
  const at = parseMoment(text);
  return at !== null && at <= now + 60_000 ? at : null;
}

function* lookForHeartbeats(
  thing: Thing,
  key: Bytes,
  now: number,
): Plan<NonNullable<PresenceResponse['heartbeats']>> {
  const { found } = yield* scanMembers(key, MOST_LOOKED);
  const users = [...new Set(found)].slice(0, MOST_LOOKED);
  const rows = yield* readRows(users, now, true);
  const stuck = rows.filter(({ aliveForMs }) => aliveForMs === null);
  const { total, exact } = keptKeys(thing, 'heartbeat');
  return {
    keys: total,
    exact,
    looked: rows.length,
    alive: rows.length - stuck.length,
    stuck: stuck.slice(0, STUCK_SHOWN).map(({ user }) => user),
  };
}

function explain(heartbeats: PresenceResponse['heartbeats'], total: number | null): string | null {
  if (total === null || total === 0) return null;
  if (heartbeats === null) {
    return 'Nothing says when anybody on this set was last there: they stay until the application removes them.';
  }
  const { looked, alive } = heartbeats;
  if (looked === 0 || alive === looked) return null;
  if (alive === 0) {
    return (
      'Nobody on this set has a heartbeat, so nobody ever leaves it. The usual mistake is EXPIRE on a heartbeat that ' +
      'was never written, which does nothing: write it with SET … EX 60.'
    );
  }
  return `${looked - alive} of ${looked} users that were looked at have no heartbeat any more: they left, and nobody took them off the set.`;
}

/** How many are online; says so where none of a few of them gives a sign of life. */
export function* summarisePresence(thing: Thing, _context: ReadContext): Plan<Summary> {
  const key = onlineKey(thing);
  const summary = { unit: 'count', spark: null, perHour: null } as const;
  if (key === null) {
    return { ...summary, value: keptKeys(thing, 'heartbeat').total, caption: 'heartbeats', trouble: null };
  }
  const [size, few] = yield* ask([
    ['SCARD', key],
    ['SRANDMEMBER', key, 20],
  ]);
  const users = hasHeartbeats(key) && Array.isArray(few) ? few.flatMap((user) => string(user) ?? []) : [];
  const beats = yield* ask(users.map((user) => ['EXISTS', heartbeatKey(user)] as const));
  const nobody = users.length > 0 && beats.every((beat) => number(beat) === 0);
  return {
    ...summary,
    value: number(storedReply(size)),
    caption: 'online',
    trouble: nobody
      ? `None of ${users.length} users looked at has a heartbeat: nobody leaves this set`
      : null,
  };
}
