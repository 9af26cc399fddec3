import { list, number, string } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { isOwnKey, keptKeys, type KeptKeys } from '../kept-keys';
import { maskedText } from '../masking';
import { defineView, partOf, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, repliesOfMany, storedReply, type Plan } from '../plan';
import { scanMembers } from '../scan-some';
import { entryTime } from './entry-time';
import { CAPS, feeds } from './layouts';
import { feedsQuery, feedsResponse, type FeedRow, type FeedsQuery, type FeedsResponse } from './model';
import { historyKey, membersKey } from './write';

const MOST_PRESENT = 100;
/** Characters of an entry. */
const SHOWN = 500;

/** The lists of a kind with their lengths and newest entries, or chat rooms with who is in them; one of them opened. */
export const feedsView = defineView({ query: feedsQuery, response: feedsResponse, read: readFeeds });

function* readFeeds(thing: Thing, query: FeedsQuery): Plan<FeedsResponse> {
  const kept = listsOf(thing);
  const { key, offset, count } = query;
  const own = key !== undefined && (kept.names.includes(key) || isOwnKey(thing, feeds, key)) ? key : null;
  const open = key === undefined && kept.names.length === 1 ? kept.names[0]! : own;
  return {
    total: kept.total,
    exact: kept.exact,
    kept: kept.names.length,
    rows: yield* readRows(thing, kept.names.slice(offset, offset + count)),
    opened: open === null ? null : yield* openList(thing, open, query),
  };
}

/** The lists of a thing. A room whose history has ended is there as long as somebody is in it. */
function listsOf(thing: Thing): KeptKeys {
  const members = partOf(thing, 'members');
  if (!members) return keptKeys(thing);
  const lists = keptKeys({ ...thing, parts: thing.parts.filter((part) => part !== members) });
  const rooms = new Set(lists.names.flatMap((name) => membersOf(name) ?? []));
  const silent = [...new Set(members.names)].filter((name) => !rooms.has(name)).flatMap(historyOf);
  const names = [...lists.names, ...silent];
  const isComplete = thing.parts.every((part) => part.names.length >= part.keys);
  return {
    names,
    total: isComplete ? names.length : Math.max(lists.total, members.keys),
    exact: lists.exact && members.exact,
  };
}

const roomOf = (key: Bytes, prefix: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : null);

/** The set that says who is in the room of this list; `null` for lists of no room. */
function membersOf(key: Bytes): Bytes | null {
  const room = roomOf(key, 'chat:history:') ?? roomOf(key, 'chat:room:');
  return room === null ? null : membersKey(room);
}

/** The history that goes with a set of members. */
function historyOf(members: Bytes): Bytes[] {
  const room = roomOf(members, 'chat:members:');
  return room === null ? [] : [historyKey(room)];
}

function* readRows(thing: Thing, keys: readonly Bytes[]): Plan<FeedRow[]> {
  const replies = repliesOfMany(
    yield* ask(
      keys.flatMap((key) => [
        ['LLEN', key] as const,
        ['PTTL', key] as const,
        ['LINDEX', key, 0] as const,
        ['LINDEX', key, -1] as const,
      ]),
    ),
  );
  const rooms = keys.flatMap((key) => membersOf(key) ?? []);
  const counts = repliesOfMany(yield* ask(rooms.map((room) => ['SCARD', room] as const)));
  return keys.map((key, index) => {
    const [length, ttl, head, tail] = replies.slice(4 * index);
    const room = membersOf(key);
    const ttlMs = number(ttl);
    const times = [head, tail].flatMap((reply) => entryTime(string(reply) ?? '') ?? []);
    return {
      key: toWire(key),
      length: number(length),
      cap: CAPS[layoutOf(thing, key)] ?? null,
      newestAt: times.length === 0 ? null : Math.max(...times),
      ttlMs: ttlMs === null || ttlMs < 0 ? null : ttlMs,
      members: room === null ? null : number(counts[rooms.indexOf(room)]) || null,
    };
  });
}

/** Things here have one layout of lists, but for rooms, whose name tells. */
const layoutOf = (thing: Thing, key: Bytes) =>
  key.startsWith('chat:history:')
    ? 'history'
    : (thing.parts.find(
        ({ layout, names }) => layout !== 'members' && (thing.parts.length === 1 || names.includes(key)),
      )?.layout ?? '');

function* openList(thing: Thing, key: Bytes, { from, entries }: FeedsQuery): Plan<FeedsResponse['opened']> {
  const [row] = yield* readRows(thing, [key]);
  if (!row) return null;
  const ends = yield* ask([
    ['LINDEX', key, 0],
    ['LINDEX', key, -1],
  ]);
  const [head, tail] = ends.map((reply) => entryTime(string(storedReply(reply)) ?? ''));
  const newestFirst = head == null || tail == null || head >= tail;
  const length = row.length ?? 0;
  const last = Math.min(length, from + entries) - 1;
  const [reply] = yield* ask([
    newestFirst
      ? (['LRANGE', key, from, from + entries - 1] as const)
      : (['LRANGE', key, Math.max(0, length - 1 - last), length - 1 - from] as const),
  ]);
  const found = list(storedReply(reply)).map((entry) => string(entry) ?? '');
  const shown = from >= length ? [] : newestFirst ? found : found.toReversed();
  const members = membersOf(key);
  const present = members === null ? [] : (yield* scanMembers(members, MOST_PRESENT)).found;
  return {
    ...row,
    newestFirst,
    from,
    entries: shown.map((entry, index) => ({
      index: newestFirst ? from + index : length - 1 - from - index,
      text: maskedText(entry, SHOWN),
      at: entryTime(entry),
    })),
    present: [...new Set(present)].slice(0, MOST_PRESENT).map(toWire),
  };
}

const CAPTIONS: Readonly<Record<string, string>> = {
  feed: 'feeds',
  activity: 'users with activity',
  'user-log': 'users with activity',
  timeline: 'timelines',
  'recent-searches': 'users with searches',
  history: 'chat rooms',
  room: 'chat rooms',
  members: 'chat rooms',
};

/** How many lists of the kind there are; of a single one, how long it is and how fast it grows. */
export function* summariseFeeds(thing: Thing, { now }: ReadContext): Plan<Summary> {
  const { names, total } = listsOf(thing);
  const layout = thing.parts[0]?.layout ?? '';
  const [only] = names;
  const summary = { unit: 'count', spark: null, trouble: null } as const;
  if (names.length !== 1 || only === undefined || layout in CAPTIONS) {
    return { ...summary, value: total, caption: CAPTIONS[layout] ?? 'lists', perHour: null };
  }
  const [row] = yield* readRows(thing, [only]);
  const [oldest] = yield* ask([['LINDEX', only, -1]]);
  const oldestAt = entryTime(string(storedReply(oldest)) ?? '');
  const hours = oldestAt === null ? 0 : (now - oldestAt) / 3_600_000;
  return {
    ...summary,
    value: row?.length ?? null,
    caption: 'entries',
    perHour: row?.length && hours > 0 ? row.length / hours : null,
  };
}
