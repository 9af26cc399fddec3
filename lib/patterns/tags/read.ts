import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { chooseKey, keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, repliesOfMany, storedReply, together, type Plan } from '../plan';
import { cursorQuery, nextCursor, scanMembers } from '../scan-some';
import { bytesInput, pageQuery, wireText } from '../wire';
import { findCommonMembers } from './common-members';
import { tags } from './layouts';

const row = z.object({
  key: wireText,
  members: z.number().nullable().describe('null: gone, or no set any more.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});
type Row = z.infer<typeof row>;

const query = z.object({
  key: bytesInput.optional().describe('A set to open; the only one is open anyway.'),
  with: bytesInput.optional().describe('Another one: what do both have in common?'),
  member: bytesInput.optional().describe('Is this in the open set?'),
  cursor: cursorQuery.describe('Of the open set: where the page begins.'),
  ...pageQuery,
});

const response = z.object({
  total: z.number(),
  exact: z.boolean(),
  kept: z.number().describe('Sets that can be paged through.'),
  rows: z.array(row),
  frequent: z
    .object({
      sets: z.number().describe('Sets that were looked at: 200 at most, of 100 members at most.'),
      rows: z.array(z.object({ member: wireText, sets: z.number().describe('How many of them have it.') })),
    })
    .describe('The members that most sets have.'),
  opened: row
    .extend({ page: z.array(wireText), nextCursor, hasMember: z.boolean().nullable() })
    .nullable()
    .describe('null: none was asked for, or it is none of these.'),
  common: z
    .object({
      with: wireText,
      members: z.array(wireText).describe('500 at most.'),
      found: z.number(),
      looked: z.number().describe('Members of the smaller set that were looked at: 10,000 at most.'),
      of: z.number().describe('How many it has; exact where as many were looked at.'),
    })
    .nullable(),
});
export type TagsResponse = z.infer<typeof response>;

const MOST_SETS = 200;
const MOST_MEMBERS = 100;
const FREQUENT_SHOWN = 50;
const COMMON_SHOWN = 500;

/** The sets of a kind with their sizes, the members that most of them have, one opened, and what two have in common. */
export const tagsView = defineView({ query, response, read: readTags });

function* readTags(thing: Thing, query_: z.infer<typeof query>, context: ReadContext): Plan<TagsResponse> {
  const { key, with: other, member, cursor, offset, count } = query_;
  const { names, total, exact } = keptKeys(thing);
  const open = key === undefined && names.length !== 1 ? null : chooseKey(thing, tags, key);
  const partner = open === null || other === undefined ? null : chooseKey(thing, tags, other);
  return {
    total,
    exact,
    kept: names.length,
    rows: yield* readRows(names.slice(offset, offset + count)),
    frequent: names.length > 1 ? yield* readFrequent(names) : { sets: 0, rows: [] },
    opened: open === null ? null : yield* openSet(open, { member, cursor, count }),
    common: partner === null ? null : yield* readCommon(open!, partner, context),
  };
}

function* readRows(keys: readonly Bytes[]): Plan<Row[]> {
  const replies = repliesOfMany(
    yield* ask(keys.flatMap((key) => [['SCARD', key] as const, ['PTTL', key] as const])),
  );
  return keys.map((key, index) => {
    const ttl = number(replies[2 * index + 1]);
    return {
      key: toWire(key),
      members: ttl === -2 ? null : number(replies[2 * index]),
      ttlMs: ttl === null || ttl < 0 ? null : ttl,
    };
  });
}

function* openSet(
  key: Bytes,
  { member, cursor, count }: { member: Bytes | undefined; cursor: string; count: number },
): Plan<TagsResponse['opened']> {
  const [row] = yield* readRows([key]);
  if (!row || row.members === null) return null;
  const page = yield* scanMembers(key, count, cursor);
  const [has] = member === undefined ? [] : yield* ask([['SISMEMBER', key, member]]);
  return {
    ...row,
    page: [...new Set(page.found)].map(toWire),
    nextCursor: page.cursor,
    hasMember: member === undefined ? null : number(storedReply(has)) === 1,
  };
}

function* readCommon(key: Bytes, other: Bytes, { redisVersion }: ReadContext): Plan<TagsResponse['common']> {
  const { members, looked, of } = yield* findCommonMembers(key, other, redisVersion);
  return {
    with: toWire(other),
    members: members.slice(0, COMMON_SHOWN).map(toWire),
    found: members.length,
    looked,
    of,
  };
}

/** Which members most of the small sets have: the tags that are used most. */
function* readFrequent(names: readonly Bytes[]): Plan<TagsResponse['frequent']> {
  const some = names.slice(0, MOST_SETS);
  const sizes = repliesOfMany(yield* ask(some.map((key) => ['SCARD', key] as const)));
  const small = some.filter((_, index) => {
    const size = number(sizes[index]) ?? 0;
    return size > 0 && size <= MOST_MEMBERS;
  });
  const pages = yield* together(small.map((key) => scanMembers(key, MOST_MEMBERS)));
  const counts = new Map<Bytes, number>();
  for (const page of pages) {
    if (page instanceof Error) continue;
    for (const member of new Set(page.found)) counts.set(member, (counts.get(member) ?? 0) + 1);
  }
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, FREQUENT_SHOWN);
  return { sets: small.length, rows: rows.map(([member, sets]) => ({ member: toWire(member), sets })) };
}

const CAPTIONS: Readonly<Record<string, string>> = {
  tags: 'things with tags',
  'item-tags': 'items with tags',
  following: 'sets of following and followers',
  followers: 'sets of following and followers',
  permissions: 'users with permissions',
  skills: 'sets of skills',
};

/** How many sets of the kind there are; of a single one, how many members it has. */
export function* summariseTags(thing: Thing, _context: ReadContext): Plan<Summary> {
  const { names, total } = keptKeys(thing);
  const caption = CAPTIONS[thing.parts[0]?.layout ?? ''];
  const summary = { unit: 'count', spark: null, perHour: null, trouble: null } as const;
  if (caption !== undefined || names.length !== 1)
    return { ...summary, value: total, caption: caption ?? 'sets' };
  const [size] = yield* ask([['SCARD', names[0]!]]);
  return { ...summary, value: number(storedReply(size)), caption: 'members' };
}
