import { number, string } from '@/lib/redis/reply';
import { formatBytes } from '@/lib/format';
import { toWire, type Bytes } from '../bytes';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, repliesOfMany, storedReply, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import { maskedField } from '../secret-fields';
import { countCommon, setBits } from './bits';
import { flags } from './layouts';
import { flagsQuery, flagsResponse, type BitmapRow, type FlagsQuery, type FlagsResponse } from './model';

/** BITCOUNT and BITPOS of so much take 2 ms; one bit at 4,294,967,295 makes 512 MiB. */
const MOST_COUNTED_BYTES = 8 * 2 ** 20;
/** Of the first bits, this much is read. */
const READ_BYTES = 64 * 2 ** 10;
const BITS_SHOWN = 500;

/** Groups whose overlap is counted here, out of the server's way: BITOP would write a key. */
const MOST_GROUPS = 6;
const MOST_COMPARED_BYTES = 2 ** 20;

/** Bitmaps with their sizes, first bits and overlaps, or the settings of an application with secrets masked. */
export const flagsView = defineView({ query: flagsQuery, response: flagsResponse, read: readFlags });

type SettingsResponse = Extract<FlagsResponse, { kind: 'settings' }>;
type BitmapsResponse = Extract<FlagsResponse, { kind: 'bitmaps' }>;

function* readFlags(thing: Thing, query: FlagsQuery): Plan<FlagsResponse> {
  return isSettings(thing) ? yield* readSettings(thing, query) : yield* readBitmaps(thing, query);
}

const isSettings = (thing: Thing) => thing.parts.some(({ layout }) => layout === 'settings');

function* readSettings(thing: Thing, query: FlagsQuery): Plan<SettingsResponse> {
  const key = chooseKey(thing, flags, query.key);
  const nothing: SettingsResponse = {
    kind: 'settings',
    key: key && toWire(key),
    total: null,
    ttlMs: null,
    rows: [],
    masked: 0,
    nextCursor: null,
  };
  if (key === null) return nothing;
  const [size, ttl] = yield* ask([
    ['HLEN', key],
    ['PTTL', key],
  ]);
  const total = number(storedReply(size));
  if (total === null) return nothing;
  const page = yield* scanFields(key, query.count, query.cursor);
  const rows = [...new Map(page.found)].map(([name, value]) => ({
    name: toWire(name),
    value: maskedField(name, value),
  }));
  return {
    kind: 'settings',
    key: toWire(key),
    total,
    ttlMs: (number(ttl) ?? -1) < 0 ? null : number(ttl),
    rows: rows.sort((a, b) => (a.name < b.name ? -1 : 1)),
    masked: rows.filter(({ value }) => value === null).length,
    nextCursor: page.cursor,
  };
}

function* readBitmaps(thing: Thing, { key, id, offset, count }: FlagsQuery): Plan<BitmapsResponse> {
  const { names, total, exact } = keptKeys(thing);
  const asked = key === undefined ? null : chooseKey(thing, flags, key);
  return {
    kind: 'bitmaps',
    total,
    exact,
    kept: names.length,
    rows: yield* readRows(names.slice(offset, offset + count), id),
    opened: asked === null ? null : yield* openBitmap(asked, id),
    overlaps: thing.parts.some(({ layout }) => layout === 'variant') ? yield* readOverlaps(names) : [],
  };
}

function* readRows(keys: readonly Bytes[], id: number | undefined): Plan<BitmapRow[]> {
  const facts = repliesOfMany(
    yield* ask(keys.flatMap((key) => [['STRLEN', key] as const, ['PTTL', key] as const])),
  );
  const sizes = keys.map((_, index) => number(facts[2 * index]));
  const countable = keys.filter((_, index) => (sizes[index] ?? Infinity) <= MOST_COUNTED_BYTES);
  const counts = repliesOfMany(yield* ask(countable.map((key) => ['BITCOUNT', key] as const)));
  const bits =
    id === undefined ? [] : repliesOfMany(yield* ask(keys.map((key) => ['GETBIT', key, id] as const)));
  return keys.map((key, index) => {
    const ttl = number(facts[2 * index + 1]);
    const counted = countable.indexOf(key);
    const bit = number(bits[index]);
    return {
      key: toWire(key),
      // A key that is gone has length 0, and no time to live.
      bytes: ttl === -2 ? null : sizes[index]!,
      ones: counted < 0 ? null : number(counts[counted]),
      hasId: bit === null ? null : bit === 1,
      ttlMs: ttl === null || ttl < 0 ? null : ttl,
    };
  });
}

/** The first bits that are set, from the first byte on that has any. */
function* openBitmap(key: Bytes, id: number | undefined): Plan<BitmapsResponse['opened']> {
  const [row] = yield* readRows([key], id);
  if (!row?.bytes) return null;
  const [position] = row.ones === null ? [] : yield* ask([['BITPOS', key, 1]]);
  const start = Math.floor(Math.max(0, number(storedReply(position)) ?? 0) / 8);
  const [reply] = yield* ask([['GETRANGE', key, start, start + READ_BYTES - 1]]);
  const set = setBits(string(storedReply(reply)) ?? '', BITS_SHOWN, 8 * start);
  return { ...row, set, complete: set.length === row.ones };
}

/** How many ids are in two groups at once, which of an experiment nobody should be. */
function* readOverlaps(names: readonly Bytes[]): Plan<BitmapsResponse['overlaps']> {
  const groups = names.slice(0, MOST_GROUPS);
  if (groups.length < 2) return [];
  const replies = yield* ask(groups.map((key) => ['STRLEN', key] as const));
  const lengths = replies.map((reply) => number(reply) ?? Infinity);
  const small = groups.filter((_, index) => lengths[index]! <= MOST_COMPARED_BYTES);
  const pairs = small.flatMap((a, index) => small.slice(index + 1).map((b) => ({ a, b, both: 0 })));
  const longest = Math.max(0, ...lengths.filter((length) => length <= MOST_COMPARED_BYTES));
  for (let start = 0; start < longest && pairs.length > 0; start += READ_BYTES) {
    const pieces = yield* ask(small.map((key) => ['GETRANGE', key, start, start + READ_BYTES - 1] as const));
    const piece = new Map(small.map((key, index) => [key, string(pieces[index]) ?? '']));
    for (const pair of pairs) pair.both += countCommon(piece.get(pair.a)!, piece.get(pair.b)!);
  }
  return pairs.map(({ a, b, both }) => ({ a: toWire(a), b: toWire(b), both }));
}

/** How many settings, users with features, or groups there are; says so where a bitmap is huge. */
export function* summariseFlags(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = keptKeys(thing);
  const summary = { unit: 'count', spark: null, perHour: null } as const;
  if (isSettings(thing)) {
    const [size] = yield* ask(names.slice(0, 1).map((key) => ['HLEN', key] as const));
    return { ...summary, value: number(storedReply(size)), caption: 'settings', trouble: null };
  }
  const few = names.slice(0, 50);
  const sizes = yield* ask(few.map((key) => ['STRLEN', key] as const));
  const largest = Math.max(0, ...sizes.map((reply) => number(reply) ?? 0));
  const variants = thing.parts.some(({ layout }) => layout === 'variant');
  return {
    ...summary,
    value: total,
    caption: variants
      ? `${total === 1 ? 'group' : 'groups'} of experiments`
      : `${total === 1 ? 'user' : 'users'} with features`,
    trouble:
      largest > MOST_COUNTED_BYTES
        ? `A bitmap takes ${formatBytes(largest)}: one high id is enough for that`
        : null,
  };
}
