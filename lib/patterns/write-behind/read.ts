import { z } from 'zod';
import { formatCount, formatDuration } from '@/lib/format';
import { list, number, string } from '@/lib/redis/reply';
import { parseJsonObject, toBytes, toDisplay, toWire, type Bytes } from '../bytes';
import { chooseKey, keptKeys } from '../kept-keys';
import { maskedText } from '../masking';
import { parseMoment } from '../moments';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';
import { writeBehind } from './layouts';

const unixMs = z.number().nullable().describe('Unix milliseconds; null: unknown.');

const entry = z.object({
  at: unixMs,
  about: z.string().nullable().describe('The cache entry, the record or the action that it is about.'),
  text: z.string().describe('All of it, secrets masked, cut where it is long.'),
});
type Entry = z.infer<typeof entry>;

const query = z.object({
  key: bytesInput.optional().describe('One queue of several that look alike.'),
  order: z.enum(['oldest', 'newest']).default('oldest'),
  ...pageQuery,
});

const response = z.object({
  kind: z.enum(['changes', 'refreshes']),
  source: z.string(),
  key: wireText,
  keys: z.array(wireText).describe('The queues that look alike, as many as were kept.'),
  depth: z.number(),
  oldestAt: unixMs.describe('How far the database is behind: what came since would be lost with Redis.'),
  newestAt: unixMs,
  arrivalsPerMinute: z
    .number()
    .nullable()
    .describe(
      'Entries that came in a minute, on average between the oldest and the newest; null: they have no times.',
    ),
  window: z
    .object({
      looked: z.number().describe('The newest entries that were looked at.'),
      of: z.number(),
      duplicates: z.number().describe('Entries about something that another of them is about too.'),
      about: z
        .array(z.object({ about: z.string(), entries: z.number() }))
        .describe('The most frequent ones.'),
    })
    .nullable(),
  rows: z
    .array(entry)
    .describe('Fewer than asked for, where they are so large that a page would be too much.'),
  offset: z.number(),
});
export type WriteBehindResponse = z.infer<typeof response>;

/** How long changes may wait before it is told: longer than any flush that works. */
const LATE_MS = 60_000;

/** Of the newest entries so many are compared with each other. */
const WINDOW = 1_000;
const MOST_FREQUENT = 10;
const TEXT_LENGTH = 300;
/** One reply brings about so much at most. */
const REPLY_BYTES = 4_000_000;

/** What the database has not heard of yet. Nothing here trims it: what is taken off the list is lost. */
export const writeBehindView = defineView({ query, response, read: readQueue });

interface Ends {
  depth: number;
  oldestAt: number | null;
  newestAt: number | null;
  /** Where the oldest is. The documents push at the head; times, where there are any, decide. */
  oldestEnd: 'head' | 'tail';
  /** How many entries fit a reply. */
  most: number;
}

function* readEnds(keys: readonly Bytes[]): Plan<Ends[]> {
  const replies = yield* ask(
    keys.flatMap((key) => [
      ['LLEN', key] as const,
      ['MEMORY', 'USAGE', key, 'SAMPLES', 5] as const,
      ['LINDEX', key, 0] as const,
      ['LINDEX', key, -1] as const,
    ]),
  );
  return keys.map((_, index) => {
    const [length, usage, head, tail] = replies.slice(index * 4, index * 4 + 4);
    const depth = number(storedReply(length)) ?? 0;
    const meanBytes = depth === 0 ? 1 : (number(usage) ?? depth * 1_000) / depth;
    const [headAt, tailAt] = [head, tail].map((reply) => timeOf(string(storedReply(reply)) ?? ''));
    const isTurned = headAt !== null && tailAt !== null && headAt! < tailAt!;
    return {
      depth,
      oldestAt: (isTurned ? headAt : tailAt) ?? null,
      newestAt: (isTurned ? tailAt : headAt) ?? null,
      oldestEnd: isTurned ? 'head' : 'tail',
      most: Math.max(1, Math.floor(REPLY_BYTES / meanBytes)),
    };
  });
}

function* readQueue(thing: Thing, asked: z.infer<typeof query>): Plan<WriteBehindResponse> {
  const key = chooseKey(thing, writeBehind, asked.key) ?? '';
  const ends = (yield* readEnds([key]))[0]!;
  const looked = Math.min(WINDOW, ends.most);
  const newest = yield* readEntries(key, ends, 'newest', 0, looked);
  const rows = yield* readEntries(key, ends, asked.order, asked.offset, Math.min(asked.count, ends.most));
  return {
    kind: thing.parts.some(({ layout }) => layout === 'refreshes') ? 'refreshes' : 'changes',
    source: writeBehind.find(({ id }) => id === thing.family)?.source ?? 'described here',
    key: toWire(key),
    keys: keptKeys(thing).names.slice(0, 500).map(toWire),
    depth: ends.depth,
    oldestAt: ends.oldestAt,
    newestAt: ends.newestAt,
    arrivalsPerMinute: arrivalsPerMinute(ends),
    window: newest.length === 0 ? null : { ...compare(newest), of: ends.depth },
    rows,
    offset: asked.offset,
  };
}

function* readEntries(
  key: Bytes,
  { oldestEnd }: Ends,
  order: 'oldest' | 'newest',
  offset: number,
  count: number,
): Plan<Entry[]> {
  const fromHead = (order === 'oldest') === (oldestEnd === 'head');
  const [reply] = yield* ask([
    fromHead ? ['LRANGE', key, offset, offset + count - 1] : ['LRANGE', key, -offset - count, -offset - 1],
  ]);
  const texts = list(storedReply(reply)).map((text) => string(text) ?? '');
  return (fromHead ? texts : texts.reverse()).map(toEntry);
}

/** The mean of entries in a minute; the first of them began the span, and so does not count. */
function arrivalsPerMinute({ depth, oldestAt, newestAt }: Ends): number | null {
  if (oldestAt === null || newestAt === null || newestAt <= oldestAt || depth < 2) return null;
  return ((depth - 1) * 60_000) / (newestAt - oldestAt);
}

function compare(entries: readonly Entry[]): Omit<NonNullable<WriteBehindResponse['window']>, 'of'> {
  const counts = new Map<string, number>();
  for (const { about } of entries) if (about !== null) counts.set(about, (counts.get(about) ?? 0) + 1);
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    looked: entries.length,
    duplicates: named - counts.size,
    about: [...counts]
      .map(([about, count]) => ({ about, entries: count }))
      .toSorted((a, b) => b.entries - a.entries)
      .slice(0, MOST_FREQUENT),
  };
}

function toEntry(text: Bytes): Entry {
  const change = parseJsonObject(text);
  return { at: timeOf(text), about: change && aboutOf(change), text: maskedText(text, TEXT_LENGTH) };
}

/** `{key}`, or `update user 7` of the documents that name no key. */
function aboutOf(change: Record<string, unknown>): string | null {
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number'
      ? toDisplay(toBytes(String(value))).slice(0, 200)
      : null;
  const key = text(change.key);
  if (key !== null) return key;
  const [action, user] = [text(change.action), text(change.user_id)];
  const words = [action, user === null ? null : `user ${user}`].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(' ');
}

function timeOf(text: Bytes): number | null {
  const change = parseJsonObject(text);
  return parseMoment(change?.timestamp ?? change?.created_at ?? change?.time);
}

/** What waits, how fast it comes in, and whether the database falls behind. */
export function* summariseWriteBehind(thing: Thing, { now }: ReadContext): Plan<Summary> {
  const keys = keptKeys(thing).names.slice(0, 50);
  const ends = yield* readEnds(keys);
  const depth = ends.reduce((sum, each) => sum + each.depth, 0);
  const oldest = Math.min(...ends.flatMap(({ oldestAt }) => oldestAt ?? []));
  const rates = ends.flatMap((each) => arrivalsPerMinute(each) ?? []);
  const isRefresh = thing.parts.some(({ layout }) => layout === 'refreshes');
  const what = isRefresh ? 'refresh' : 'change';
  return {
    value: depth,
    unit: 'count',
    caption: isRefresh ? 'refreshes asked for' : `${depth === 1 ? 'change' : 'changes'} not yet written`,
    spark: null,
    perHour: rates.length === 0 ? null : 60 * rates.reduce((sum, rate) => sum + rate, 0),
    trouble: !Number.isFinite(oldest) || now - oldest < LATE_MS ? null : lateness(what, depth, now - oldest),
  };
}

function lateness(what: 'change' | 'refresh', depth: number, ageMs: number): string {
  const age = formatDuration(ageMs / 1000);
  if (what === 'refresh') return `Nobody has refreshed anything for ${age}; the entries end meanwhile.`;
  const changes = depth === 1 ? '1 change has' : `${formatCount(depth)} changes have`;
  return `${changes} not reached the database, the oldest for ${age}: they would be lost with Redis.`;
}
