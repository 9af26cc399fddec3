import { list, number, string } from '@/lib/redis/reply';
import type { Reply } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { isEpochMs, scoredMembers } from '../checks';
import type { ReadContext } from '../pattern';
import { answer, ask, repliesOfMany, type Command, type Plan } from '../plan';
import type { Crowd, Who } from './who';
import {
  possibleStarts,
  slidingSecondsFrom,
  windowNumberAt,
  windowSecondsFrom,
  windowSecondsOf,
  type OpenWindow,
} from './windows';

/** How much of a limit somebody has used. Times are Unix milliseconds. */
export interface Usage {
  who: Bytes;
  /** Their keys that count at present; the first one is the counter itself. */
  keys: readonly Bytes[];
  /** Requests in the window; `null` of a bucket whose capacity nobody knows. */
  count: number | null;
  /** Tokens that are left, those that came back since included; `null`: it is no bucket. */
  tokens: number | null;
  windowSeconds: number | null;
  /** How long a time the count is of so far; `null`: unknown. */
  countedSeconds: number | null;
  /** When all of it is forgotten if nothing more comes; `null`: never, or unknown. */
  resetsAt: number | null;
  /** A sliding log's unit: 1 for seconds, 1000 for milliseconds. */
  unit?: number;
}

/** How the keys of a layout are read. The bytes and members of a value are never read in full. */
export type Reader = (crowd: Crowd, whos: readonly Who[], context: ReadContext) => Plan<Usage[]>;

/** How a layout limits, by its id. */
export const READERS: Readonly<Record<string, { way: Way; read: Reader }>> = {
  'window-start': { way: 'fixed window', read: readStartedWindows },
  'window-number': { way: 'fixed window', read: readNumberedWindows },
  'window-pair': { way: 'fixed window', read: readWindowPairs },
  count: { way: 'count', read: readCounts },
  timer: { way: 'count', read: readTimedCounts },
  log: { way: 'sliding log', read: readLogs },
  'open-log': { way: 'sliding log', read: readLogs },
  tokens: { way: 'token bucket', read: readBuckets },
};

export type Way = 'fixed window' | 'count' | 'sliding log' | 'token bucket';

/** A key that is gone, or is something else by now, says nothing; a refusal of all is thrown. */
function* askOfMany(commands: readonly Command[]): Plan<Reply[]> {
  return repliesOfMany(yield* ask(commands));
}

/** Enough of a string for any count. */
const countOf = (key: Bytes): Command => ['GETRANGE', key, 0, 20];

/** GETRANGE answers a key that is not there with nothing. */
const toCount = (reply: Reply | undefined): number | null => number(reply);

/** Unix milliseconds at which a key ends, from PTTL. */
function toExpiry(reply: Reply | undefined, now: number): number | null {
  const ttl = number(reply) ?? -2;
  return ttl < 0 ? null : now + ttl;
}

/** What a window says of the time, that is of this length and ends then. */
const windowEnding = (seconds: number | null, endsAt: number | null, now: number) => ({
  windowSeconds: seconds,
  countedSeconds: seconds === null || endsAt === null ? null : seconds - (endsAt - now) / 1000,
  resetsAt: endsAt,
});

function* readCounts(_: Crowd, whos: readonly Who[], { now, settings }: ReadContext): Plan<Usage[]> {
  const replies = yield* askOfMany(whos.flatMap(({ name }) => [countOf(name), ['PTTL', name] as const]));
  return whos.map(({ who, name }, index) => ({
    who,
    keys: [name],
    count: toCount(replies[2 * index]),
    tokens: null,
    ...windowEnding(settings.windowSeconds ?? null, toExpiry(replies[2 * index + 1], now), now),
  }));
}

/** Laravel's counts, each beside a timer that says when it ends. */
function* readTimedCounts(_: Crowd, whos: readonly Who[], { now, settings }: ReadContext): Plan<Usage[]> {
  const names = whos.map(({ name }) => name.replace(/:timer$/, ''));
  const replies = yield* askOfMany(
    names.flatMap((name, index) => [countOf(name), ['GETRANGE', whos[index]!.name, 0, 15] as const]),
  );
  return whos.map(({ who, name }, index) => {
    const endsAt = number(replies[2 * index + 1]);
    return {
      who,
      keys: [names[index]!, name],
      count: toCount(replies[2 * index]),
      tokens: null,
      ...windowEnding(settings.windowSeconds ?? null, endsAt === null ? null : endsAt * 1000, now),
    };
  });
}

/** Whose names tell how long the window is. */
function* readNumberedWindows(
  { template }: Crowd,
  whos: readonly Who[],
  { now }: ReadContext,
): Plan<Usage[]> {
  const open = whos.flatMap(({ who, fields, window }) => {
    const seconds = windowSecondsOf(window ?? NaN, now);
    if (seconds === null) return [];
    const bucket = windowNumberAt(now, seconds);
    return [{ who, seconds, bucket, key: template.fill({ ...fields, bucket }) }];
  });
  const replies = yield* askOfMany(open.map(({ key }) => countOf(key)));
  return open.map(({ who, key, seconds, bucket }, index) => ({
    who,
    keys: [key],
    count: toCount(replies[index]),
    tokens: null,
    ...windowEnding(seconds, (bucket + 1) * seconds * 1000, now),
  }));
}

/**
 * @upstash/ratelimit: fixed windows, or sliding ones, which count the window before by the share of it that still
 * reaches into the last window's length: floor(previous × (1 − elapsed / length)) + current. Only the longer expiry
 * of sliding ones (two windows and a second) tells the two apart.
 */
function* readWindowPairs(crowd: Crowd, whos: readonly Who[], context: ReadContext): Plan<Usage[]> {
  const { now } = context;
  const current = yield* readNumberedWindows(crowd, whos, context);
  const previous = current.map(({ keys: [key = ''], windowSeconds }) => {
    const fields = crowd.template.match(key)!;
    return crowd.template.fill({ ...fields, bucket: windowNumberAt(now, windowSeconds!) - 1 });
  });
  const expiries = yield* askOfMany(current.map(({ keys }) => ['PTTL', keys[0]!] as const));
  const sliding =
    current.some(({ windowSeconds }, index) => (number(expiries[index]) ?? 0) > windowSeconds! * 1000) ||
    (crowd.part.ttlMs.most ?? 0) > Math.max(0, ...current.map(({ windowSeconds }) => windowSeconds!)) * 1000;
  if (!sliding) return current;
  const before = yield* askOfMany(previous.map(countOf));
  return current.map((usage, index) => {
    const length = usage.windowSeconds! * 1000;
    const still = 1 - (now % length) / length;
    const earlier = toCount(before[index]);
    if (usage.count === null && earlier === null) return usage;
    return {
      ...usage,
      keys: [...usage.keys, previous[index]!],
      count: Math.floor((earlier ?? 0) * still) + (usage.count ?? 0),
      countedSeconds: usage.windowSeconds,
      resetsAt: usage.resetsAt! + (usage.count === null ? 0 : length),
    };
  });
}

/** How many are asked for the start of their window, before everybody is. */
const PROBED = 20;

/** Whose names tell when the window begins, not how long it is. */
function* readStartedWindows(crowd: Crowd, whos: readonly Who[], context: ReadContext): Plan<Usage[]> {
  const { now, settings } = context;
  const length = settings.windowSeconds ?? (yield* windowLength(crowd, whos, now));
  // Where the length stays unknown, the newest window that anybody has a key of is taken for the present one.
  const start = length === null ? whos[0]?.window : windowNumberAt(now, length) * length;
  if (start == null) return [];
  const keys = whos.map(({ fields }) => crowd.template.fill({ ...fields, bucket: start }));
  const replies = yield* askOfMany(keys.map(countOf));
  const [expiry] = length === null ? yield* askOfMany([['PTTL', keys[0]!]]) : [];
  return whos.map(({ who }, index) => ({
    who,
    keys: [keys[index]!],
    count: toCount(replies[index]),
    tokens: null,
    ...windowEnding(length, length === null ? toExpiry(expiry, now) : (start + length) * 1000, now),
  }));
}

/** Looks for keys of a few people at every start that the present window may have. */
function* windowLength({ template }: Crowd, whos: readonly Who[], now: number): Plan<number | null> {
  const starts = possibleStarts([...new Set(whos.map(({ window }) => window ?? 0))].slice(0, PROBED), now);
  const probes = whos
    .slice(0, PROBED)
    .flatMap(({ fields }) =>
      starts.map((start) => ({ start, key: template.fill({ ...fields, bucket: start }) })),
    );
  const replies = yield* askOfMany(probes.map(({ key }) => ['PTTL', key] as const));
  const open = probes.flatMap(({ start }, index): OpenWindow[] => {
    const expiresAt = toExpiry(replies[index], now);
    return expiresAt === null ? [] : [{ start, expiresAt: expiresAt / 1000 }];
  });
  return windowSecondsFrom(open);
}

function* readLogs(_: Crowd, whos: readonly Who[], { now, settings }: ReadContext): Plan<Usage[]> {
  const replies = yield* askOfMany(
    whos.flatMap(({ name }) => [['ZREVRANGE', name, 0, 0, 'WITHSCORES'] as const, ['PTTL', name] as const]),
  );
  const logs = whos.flatMap(({ who, name }, index) => {
    const newest = scoredMembers(list(replies[2 * index]))[0]?.score;
    if (newest === undefined || !Number.isFinite(newest)) return [];
    const unit = isEpochMs(newest) ? 1000 : 1;
    return [{ who, name, unit, newest: newest / unit, expiresAt: toExpiry(replies[2 * index + 1], now) }];
  });
  const seconds =
    settings.windowSeconds ??
    slidingSecondsFrom(
      logs.flatMap(({ newest, expiresAt }) => (expiresAt === null ? [] : [expiresAt / 1000 - newest])),
    );
  const counts = yield* askOfMany(
    logs.map(({ name, unit }) =>
      seconds === null
        ? (['ZCARD', name] as const)
        : (['ZCOUNT', name, (now / 1000 - seconds) * unit, '+inf'] as const),
    ),
  );
  return logs.map(({ who, name, unit, newest }, index) => ({
    who,
    keys: [name],
    count: toCount(counts[index]),
    tokens: null,
    windowSeconds: seconds,
    countedSeconds: seconds,
    resetsAt: seconds === null ? null : (newest + seconds) * 1000,
    unit,
  }));
}

/** Tokens come back while nobody looks: min(capacity, tokens + seconds since the last refill × rate). */
function* readBuckets(_: Crowd, whos: readonly Who[], { now, settings }: ReadContext): Plan<Usage[]> {
  const { limit: capacity, refillPerSecond: rate } = settings;
  const replies = yield* askOfMany(
    whos.map(({ name }) => ['HMGET', name, 'tokens', 'last_refill', 'refilledAt'] as const),
  );
  return whos.flatMap(({ who, name }, index) => {
    const [stored, ...refills] = list(replies[index]).map((value) => number(string(value)));
    const refilledAt = refills.find((value) => value != null);
    if (stored == null || refilledAt == null) return [];
    const idleSeconds = Math.max(0, now / 1000 - refilledAt / (isEpochMs(refilledAt) ? 1000 : 1));
    const tokens = Math.min(capacity ?? Infinity, stored + idleSeconds * (rate ?? 0));
    const used = capacity === undefined ? null : Math.max(0, capacity - tokens);
    return [
      {
        who,
        keys: [name],
        count: used,
        tokens,
        windowSeconds: null,
        countedSeconds: null,
        resetsAt: used === null || rate === undefined ? null : now + (used / rate) * 1000,
      },
    ];
  });
}

/**
 * When somebody who has used up a limit may ask again: once as many requests have left the log as are too many.
 * @returns Unix milliseconds; `null` where it is unknown
 */
export function admittedAt(usage: Usage, limit: number, { now, settings }: ReadContext): Plan<number | null> {
  if (usage.tokens !== null) {
    const rate = settings.refillPerSecond;
    return answer(rate === undefined ? null : now + (Math.max(0, 1 - usage.tokens) / rate) * 1000);
  }
  if (usage.unit === undefined || usage.windowSeconds === null) return answer(usage.resetsAt);
  return leavesLog(usage, limit, usage.unit, usage.windowSeconds, now);
}

function* leavesLog(
  { keys, count }: Usage,
  limit: number,
  unit: number,
  seconds: number,
  now: number,
): Plan<number | null> {
  const from = (now / 1000 - seconds) * unit;
  const last = Math.max(0, (count ?? 0) - limit);
  const [reply] = yield* askOfMany([
    ['ZRANGEBYSCORE', keys[0]!, from, '+inf', 'WITHSCORES', 'LIMIT', Math.floor(last), 1],
  ]);
  const score = scoredMembers(list(reply))[0]?.score;
  return score === undefined ? null : (score / unit + seconds) * 1000;
}
