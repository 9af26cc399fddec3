import { number, string } from '@/lib/redis/reply';
import { toWire, toBytes, type Bytes } from '../bytes';
import { ask, settled, storedReply, type Command, type Plan } from '../plan';
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
export type ReadSession = { key: Bytes; user: string | null; row: SessionRow } | 'gone' | 'foreign';

export interface ReadOptions {
  now: number;
  timeZone?: string | undefined;
}

/**
 * Reads sessions: TYPE and PTTL of each, then the few fields that say whose they are and since when.
 * @returns one for each key; `foreign` where the key holds something else
 * @throws what the ACL refuses
 */
export function* readSessions(keys: readonly Bytes[], options: ReadOptions): Plan<ReadSession[]> {
  const sessions: ReadSession[] = [];
  for (let from = 0; from < keys.length; from += BATCH)
    sessions.push(...(yield* readBatch(keys.slice(from, from + BATCH), options)));
  return sessions;
}

function* readBatch(keys: readonly Bytes[], { now, timeZone }: ReadOptions): Plan<ReadSession[]> {
  const outside = yield* ask(
    keys.flatMap((key): Command[] => [
      ['TYPE', key],
      ['PTTL', key],
    ]),
  );
  const looks = keys.map((key, index) => {
    const type = string(settled(outside[2 * index])) ?? 'none';
    const ttl = number(settled(outside[2 * index + 1])) ?? -1;
    const size: Command[] = type === 'string' ? [['STRLEN', key]] : type === 'hash' ? [['HLEN', key]] : [];
    // Spring's hash outlives the session by five minutes; an empty key beside it says the true end.
    const [expires] = type === 'hash' ? tracesOf(key, null).companions : [];
    return {
      key,
      type,
      ttlMs: ttl < 0 ? null : ttl,
      commands: [
        ...factCommands(key, type, HEAD_BYTES),
        ...size,
        ...(expires === undefined ? [] : [['PTTL', expires] as const]),
      ],
    };
  });
  const replies = yield* ask(looks.flatMap(({ commands }) => commands));
  let taken = 0;
  return looks.map(({ key, type, ttlMs, commands }) => {
    const [content = null, size, trueTtl] = replies.slice(taken, (taken += commands.length)).map(storedReply);
    if (type === 'none') return 'gone';
    const facts = commands.length === 0 ? null : factsOf(key, type, ttlMs, content, now, timeZone);
    if (!facts) return content === '' ? 'gone' : 'foreign';
    const own = number(trueTtl);
    return {
      key,
      user: facts.user,
      row: rowOf(key, type, own !== null && own >= 0 ? own : ttlMs, facts, number(size)),
    };
  });
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
