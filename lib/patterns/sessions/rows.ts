import { number, string, type Reply } from '@/lib/redis/reply';
import { toWire, toBytes, type Bytes } from '../bytes';
import { ask, isRefused, repliesOfMany, storedReply, type Command, type Plan } from '../plan';
import { factCommands, factsOf, type SessionFacts } from './facts';
import { maskId, shortAgent } from './mask';
import type { SessionRow } from './model';
import { sessionId, tracesOf } from './traces';
import { VARIANTS } from './variants';

/** So much of a string is read: enough for what any of the documents keeps before and behind its data. */
const HEAD_BYTES = 16_384;

/** Keys whose replies are held at once. */
const BATCH = 250;

/** A session that is there, and what became of one that is not. */
export type ReadSession =
  { key: Bytes; user: string | null; row: SessionRow } | 'gone' | 'foreign' | 'denied';

export interface ReadOptions {
  now: number;
  timeZone?: string | undefined;
}

/**
 * Reads sessions: TYPE and PTTL of each, then the few fields that say whose they are and since when.
 * @returns one for each key; `foreign` where the key holds something else, `denied` where the ACL leaves it out
 * @throws the ACL's refusal of all of them
 */
export function* readSessions(keys: readonly Bytes[], options: ReadOptions): Plan<ReadSession[]> {
  const sessions: ReadSession[] = [];
  for (let from = 0; from < keys.length; from += BATCH)
    sessions.push(...(yield* readBatch(keys.slice(from, from + BATCH), options)));
  return sessions;
}

function* readBatch(keys: readonly Bytes[], options: ReadOptions): Plan<ReadSession[]> {
  const outside = yield* askOfMany(
    keys.flatMap((key): Command[] => [
      ['TYPE', key],
      ['PTTL', key],
    ]),
  );
  const looks = keys.map((key, at) => lookAt(key, outside[2 * at], outside[2 * at + 1]));
  const replies = yield* askOfMany(looks.flatMap(({ commands }) => commands));
  let taken = 0;
  return looks.map((look) => judge(look, replies.slice(taken, (taken += look.commands.length)), options));
}

/** @throws the refusal of all; that of some stands among the replies */
function* askOfMany(commands: readonly Command[]): Plan<Reply[]> {
  const replies = yield* ask(commands);
  repliesOfMany(replies);
  return replies.map((reply) => (isRefused(reply) ? reply : storedReply(reply)));
}

interface Look {
  key: Bytes;
  /** `null`: the ACL leaves it out. */
  type: string | null;
  ttlMs: number | null;
  commands: Command[];
}

function lookAt(key: Bytes, typeReply: Reply | undefined, ttlReply: Reply | undefined): Look {
  if (isRefused(typeReply) || isRefused(ttlReply)) return { key, type: null, ttlMs: null, commands: [] };
  const type = string(typeReply) ?? 'none';
  const ttl = number(ttlReply) ?? -1;
  const size: Command[] = type === 'string' ? [['STRLEN', key]] : type === 'hash' ? [['HLEN', key]] : [];
  // Spring's hash outlives the session by five minutes; an empty key beside it says the true end.
  const [expires] = type === 'hash' ? tracesOf(key, null).companions : [];
  const trueEnd: Command[] = expires === undefined ? [] : [['PTTL', expires]];
  return {
    key,
    type,
    ttlMs: ttl < 0 ? null : ttl,
    commands: [...factCommands(key, type, HEAD_BYTES), ...size, ...trueEnd],
  };
}

function judge(
  { key, type, ttlMs, commands }: Look,
  [content, size, trueEnd]: readonly Reply[],
  { now, timeZone }: ReadOptions,
): ReadSession {
  if (type === null || isRefused(content)) return 'denied';
  if (type === 'none') return 'gone';
  const facts = commands.length === 0 ? null : factsOf(key, type, ttlMs, content, now, timeZone);
  // It ended between two commands, or it is something else.
  if (!facts) return content === '' ? 'gone' : 'foreign';
  const trueTtl = number(trueEnd) ?? -1;
  return {
    key,
    user: facts.user,
    row: rowOf(key, type, trueTtl >= 0 ? trueTtl : ttlMs, facts, number(size)),
  };
}

function rowOf(
  key: Bytes,
  type: string,
  ttlMs: number | null,
  facts: SessionFacts,
  size: number | null,
): SessionRow {
  const { variant, user, createdAt, lastSeenAt, expiresAt, ip, agent } = facts;
  return {
    key: toWire(key),
    id: maskId(sessionId(key)),
    user: user === null ? null : toWire(toBytes(user)),
    createdAt,
    lastSeenAt,
    expiresAt,
    ttlMs,
    variant,
    form: VARIANTS[variant],
    binary: VARIANTS[variant].includes('(binary)'),
    ip,
    agent: agent === null ? null : shortAgent(agent),
    sizeBytes: type === 'string' ? size : null,
    fields: type === 'hash' ? size : null,
    // The others compute the end from what they hold, or keep no TTL.
    extendable: ttlMs !== null && !['spring', 'tomcat', 'next-auth'].includes(variant),
  };
}
