import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { defineView, partOf, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, together, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';
import { admittedAt, READERS, type Usage } from './usage';
import { crowdOf } from './who';

const unixMs = z.number().nullable();

const row = z.object({
  who: wireText,
  keys: z.array(wireText).describe('Their keys that count at present: what a reset takes away.'),
  count: z.number().nullable().describe('Requests in the window; of a bucket, tokens that are out.'),
  tokens: z.number().nullable().describe('Tokens that are left just now; null: it is no bucket.'),
  share: z
    .number()
    .nullable()
    .describe('0…1 and beyond: what of the limit is used; null: no limit is known.'),
  state: z
    .enum(['limited', 'near', 'within'])
    .nullable()
    .describe('limited: the next request is refused; near: four fifths are used.'),
  windowSeconds: z.number().nullable(),
  resetsAt: unixMs.describe('When all of it is forgotten if nothing more comes; null: never, or unknown.'),
  admittedAt: unixMs.describe('When somebody who is limited may ask again.'),
});
export type LimitRow = z.infer<typeof row>;

const query = z.object({
  find: bytesInput.optional().describe('Only those whose name contains this.'),
  ...pageQuery,
});

const WAYS = ['fixed window', 'count', 'sliding log', 'token bucket'] as const;
const ASKED = ['limit', 'windowSeconds', 'refillPerSecond'] as const;

const response = z.object({
  ways: z.array(z.enum(WAYS)).describe('How it limits.'),
  limit: z
    .number()
    .nullable()
    .describe('Requests in a window, or the capacity; null: nobody has typed it in.'),
  windowSeconds: z.number().nullable().describe('null: unknown, or not the same for all.'),
  refillPerSecond: z.number().nullable(),
  asks: z.array(z.enum(ASKED)).describe('Settings without which not everything can be told.'),
  looked: z.number().describe('How many were looked at …'),
  known: z.number().describe('… of those that the kept names speak of.'),
  complete: z.boolean().describe('Whether the scan kept every name.'),
  total: z.number().describe('How many of them use it at present.'),
  requests: z.number().nullable().describe('Their requests together.'),
  limited: z.number().nullable(),
  near: z.number().nullable(),
  rows: z.array(row).describe('Those who have used most first.'),
  deniedAlways: z.number().nullable().describe('On deny lists, where the library keeps some.'),
  notes: z.array(z.string()),
});
export type LimitResponse = z.infer<typeof response>;

/** People looked at for a page: two or three commands each, all of them short. */
const MOST_FOR_PAGE = 4_000;
/** And for a card. */
const MOST_FOR_CARD = 200;

/** From here on somebody is near the limit. */
const NEAR = 0.8;

/** Who is near or over the limit, those who have used most first. */
export const rateLimitView = defineView({ query, response, read: readLimit });

function* readLimit(
  thing: Thing,
  { find, offset, count }: z.infer<typeof query>,
  context: ReadContext,
): Plan<LimitResponse> {
  const { usages, ways, looked, known, complete, limit, deniedAlways } = yield* readUsages(
    thing,
    { most: MOST_FOR_PAGE, find },
    context,
  );
  const judged = usages.map((usage) => judge(usage, limit, context)).toSorted(byUse);
  const page = judged.slice(offset, offset + count);
  const returns = yield* together(
    page.map(({ usage, state }) => readReturn(usage, state === 'limited' ? limit : null, context)),
  );
  const lengths = new Set(usages.map(({ windowSeconds }) => windowSeconds));
  const states = { limited: 0, near: 0, within: 0 };
  for (const { state } of judged) if (state) states[state]++;
  const judgeable = judged.length === 0 ? limit !== null : judged.some(({ state }) => state !== null);
  return {
    ways,
    limit,
    windowSeconds: lengths.size === 1 ? [...lengths][0]! : (context.settings.windowSeconds ?? null),
    refillPerSecond: context.settings.refillPerSecond ?? null,
    asks: asksOf(ways, usages, limit, context),
    ...{ looked, known, complete },
    total: judged.length,
    requests: ways.includes('token bucket') ? null : sum(usages.map(({ count }) => count ?? 0)),
    limited: judgeable ? states.limited : null,
    near: judgeable ? states.near : null,
    rows: page.map(({ usage, share, state }, index) => ({
      who: toWire(usage.who),
      keys: usage.keys.map(toWire),
      count: usage.count,
      tokens: usage.tokens,
      share,
      state,
      windowSeconds: usage.windowSeconds,
      resetsAt: usage.resetsAt,
      admittedAt: returns[index] instanceof Error ? null : (returns[index] ?? null),
    })),
    deniedAlways,
    notes: notesOf(thing, usages, limit),
  };
}

function* readReturn(usage: Usage, limit: number | null, context: ReadContext): Plan<number | null> {
  return limit === null ? null : yield* admittedAt(usage, limit, context);
}

interface Usages {
  usages: Usage[];
  ways: LimitResponse['ways'];
  looked: number;
  known: number;
  complete: boolean;
  limit: number | null;
  deniedAlways: number | null;
}

/** Reads how much those have used whom the kept names speak of, as many as may be asked. */
function* readUsages(
  thing: Thing,
  { most, find }: { most: number; find?: Bytes },
  context: ReadContext,
): Plan<Usages> {
  const parts = thing.parts.filter(({ layout }) => READERS[layout]);
  const limit = context.settings.limit ?? (yield* readStoredLimit(thing));
  const crowds = parts.map((part) => crowdOf(thing, part, context.now, find));
  const each = Math.ceil(most / Math.max(1, parts.length));
  const settings = { ...context.settings, ...(limit === null ? {} : { limit }) };
  const read = yield* together(
    crowds.map((crowd) =>
      READERS[crowd.part.layout]!.read(crowd, crowd.everybody.slice(0, each), { ...context, settings }),
    ),
  );
  const failed = read.find((one) => one instanceof Error);
  if (failed) throw failed;
  return {
    usages: read
      .flatMap((one) => (one instanceof Error ? [] : one))
      .filter(({ count, tokens }) => (count !== null && count !== 0) || (tokens !== null && count === null)),
    ways: [...new Set(parts.map(({ layout }) => READERS[layout]!.way))],
    looked: sum(crowds.map(({ everybody }) => Math.min(each, everybody.length))),
    known: sum(crowds.map(({ everybody }) => everybody.length)),
    complete: parts.every(({ keys, names }) => names.length >= keys),
    limit,
    deniedAlways: yield* readDenied(thing),
  };
}

/** @upstash/ratelimit's limit for everybody, where it was changed while it runs. */
function* readStoredLimit(thing: Thing): Plan<number | null> {
  const [name] = partOf(thing, 'limit')?.names ?? [];
  if (name === undefined) return null;
  const [reply] = yield* ask([['GETRANGE', name, 0, 20]]);
  return number(reply);
}

function* readDenied(thing: Thing): Plan<number | null> {
  const part = partOf(thing, 'denied');
  // `all` is the union of the other lists.
  const all = part?.names.find((name) => name.endsWith(':all')) ?? part?.names[0];
  if (all === undefined) return null;
  const [reply] = yield* ask([['SCARD', all]]);
  return number(reply);
}

interface Judged {
  usage: Usage;
  share: number | null;
  state: LimitRow['state'];
}

function judge(usage: Usage, limit: number | null, { settings }: ReadContext): Judged {
  // How full a bucket is by now, only the rate tells.
  const isKnown = usage.tokens === null || settings.refillPerSecond !== undefined;
  if (limit === null || usage.count === null || !isKnown) return { usage, share: null, state: null };
  const share = usage.count / limit;
  const limited = usage.tokens === null ? usage.count >= limit : usage.tokens < 1;
  return { usage, share, state: limited ? 'limited' : share >= NEAR ? 'near' : 'within' };
}

/** Those who have used most first; then those with the fewest tokens left; then by name. */
const byUse = (a: Judged, b: Judged): number =>
  (b.share ?? -1) - (a.share ?? -1) ||
  (b.usage.count ?? -1) - (a.usage.count ?? -1) ||
  (a.usage.tokens ?? 0) - (b.usage.tokens ?? 0) ||
  (a.usage.who < b.usage.who ? -1 : 1);

function asksOf(
  ways: LimitResponse['ways'],
  usages: readonly Usage[],
  limit: number | null,
  { settings }: ReadContext,
): LimitResponse['asks'] {
  const unknownLength = usages.some(({ windowSeconds, tokens }) => windowSeconds === null && tokens === null);
  return ASKED.filter((name) => {
    if (name === 'limit') return limit === null;
    if (name === 'refillPerSecond') return ways.includes('token bucket') && !settings.refillPerSecond;
    return unknownLength && ways.some((way) => way === 'fixed window' || way === 'sliding log');
  });
}

function notesOf(thing: Thing, usages: readonly Usage[], limit: number | null): string[] {
  const has = (layout: string) => partOf(thing, layout) !== undefined;
  const notes: string[] = [];
  if (has('open-log')) {
    notes.push(
      'Refused requests are logged too: who goes on asking stays over the limit, and counts beyond it are refusals.',
    );
  }
  const overdrawn =
    limit !== null && usages.some(({ count, tokens }) => tokens === null && (count ?? 0) > limit);
  if (overdrawn && !has('open-log')) notes.push('Counts beyond the limit are requests that were refused.');
  if (has('window-pair')) {
    notes.push(
      'Of sliding windows the count is an estimate, as @upstash/ratelimit itself makes it from two windows.',
    );
  }
  const counts = thing.parts.filter(({ layout }) => READERS[layout]?.way === 'count');
  if (counts.some(({ ttlMs }) => ttlMs.most === null)) {
    notes.push('Some counts have no expiry: they never go back to zero by themselves.');
  }
  return notes;
}

/** How many are near or over the limit; while nobody has typed it in, how many use it. */
export function* summariseLimit(thing: Thing, context: ReadContext): Plan<Summary> {
  const { usages, looked, known, limit } = yield* readUsages(thing, { most: MOST_FOR_CARD }, context);
  const judged = usages.map((usage) => judge(usage, limit, context));
  const isJudged = limit !== null && (judged.length === 0 || judged.some(({ state }) => state !== null));
  const limited = judged.filter(({ state }) => state === 'limited').length;
  const near = judged.filter(({ state }) => state === 'near').length;
  const of = looked < known ? ` of ${looked} looked at` : '';
  return {
    value: isJudged ? limited + near : usages.length,
    unit: 'count',
    caption: isJudged ? `near or over the limit${of}` : `counted just now${of}`,
    spark: null,
    perHour: perHour(usages, known / Math.max(1, looked)),
    trouble:
      limited === 0
        ? null
        : `${limited} of ${judged.length} ${limited === 1 ? 'has' : 'have'} used up the limit of ${limit}.`,
  };
}

/**
 * Requests in an hour at the pace of the present windows; `null` where their length is unknown, or they are so new
 * that one request more would tell another story.
 */
function perHour(usages: readonly Usage[], scale: number): number | null {
  let total = 0;
  for (const { count, windowSeconds, countedSeconds } of usages) {
    if (count === null || windowSeconds === null || countedSeconds === null) return null;
    if (countedSeconds < windowSeconds / 10) return null;
    total += (count / countedSeconds) * 3600;
  }
  return total * scale;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
