import { list, number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { Check, KeyFacts, Thing } from '../pattern';
import { ask, settled, storedReply, together, transact, type Command, type Plan } from '../plan';
import { layoutsOf } from './globs';
import { caches } from './layouts';
import { baseOf } from './marks';

/** Forgetting what is cached. Everything is read anew from its source; so nothing but a cache may go. */

/** Keys in one round trip. */
const BATCH = 200;

/** What an invalidation by tag would do. */
export interface TagPreview {
  members: number;
  /** Members whose keys were asked for, chosen by chance, and how many of these are there. */
  looked: number;
  live: number;
}

/**
 * How many keys a tag has, and how many of them are still there, by a look at some.
 * @throws WRONGTYPE where it is no set
 */
export function* previewTag(tag: Bytes): Plan<TagPreview> {
  const [members, chosen] = yield* ask([
    ['SCARD', tag],
    ['SRANDMEMBER', tag, BATCH],
  ]);
  const keys = list(settled(chosen)).flatMap((key) => string(key) ?? []);
  const there = yield* ask(keys.map((key) => ['EXISTS', key] as const));
  return {
    members: number(settled(members)) ?? 0,
    looked: there.filter((reply) => number(reply) !== null).length,
    live: there.filter((reply) => number(reply) === 1).length,
  };
}

export interface TagInvalidation {
  /** Members that were gone through. */
  members: number;
  /** Keys that were there, and are no more. */
  unlinked: number;
  /** Whether the whole tag was gone through; else somebody may go on. */
  complete: boolean;
}

/**
 * Forgets everything that is cached under a tag, about a hundred keys at a time. A key and its place in the tag go
 * together, so that what is cached meanwhile stays findable.
 *
 * In a Cluster nothing can go together. There a key is taken away both before and after its place in the tag: what is
 * cached in between goes too, since nobody would find it.
 * @param most members at which it stops
 * @throws WRONGTYPE where the tag is no set, and what the ACL refuses
 */
export function* invalidateTag(
  tag: Bytes,
  { cluster = false, most = 10_000 }: { cluster?: boolean; most?: number } = {},
): Plan<TagInvalidation> {
  let [members, unlinked, cursor] = [0, 0, '0'];
  do {
    const [reply] = yield* ask([['SSCAN', tag, cursor, 'COUNT', 100]]);
    const [next, page] = list(settled(reply));
    const keys = list(page).flatMap((key) => string(key) ?? []);
    // A small set comes whole, whatever COUNT says.
    for (let start = 0; start < keys.length; start += BATCH) {
      const some = keys.slice(start, start + BATCH);
      unlinked += cluster ? yield* forgetApart(tag, some) : yield* forgetTogether(tag, some);
    }
    members += keys.length;
    cursor = string(next) ?? '0';
  } while (cursor !== '0' && members < most);
  return { members, unlinked, complete: cursor === '0' };
}

function* forgetTogether(tag: Bytes, keys: readonly Bytes[]): Plan<number> {
  const replies = yield* transact([
    ['UNLINK', ...keys],
    ['SREM', tag, ...keys],
  ]);
  return number(replies?.[0]) ?? 0;
}

function* forgetApart(tag: Bytes, keys: readonly Bytes[]): Plan<number> {
  const before = yield* unlinkEach(keys);
  const [removed] = yield* ask([['SREM', tag, ...keys]]);
  settled(removed);
  return before + (yield* unlinkEach(keys));
}

function* unlinkEach(keys: readonly Bytes[]): Plan<number> {
  const replies = yield* ask(keys.map((key): Command => ['UNLINK', key]));
  return replies.reduce<number>((sum, reply) => sum + (number(settled(reply)) ?? 0), 0);
}

/** What became of some keys. */
export interface Unlinked {
  unlinked: number;
  /** Keys that are none of the cache, by name, type or content: they were left alone. */
  spared: number;
}

/**
 * Forgets keys of a cache. Each is looked at once more: only what the cache's layout says may go, so that a glob that
 * brings more (`user:*`) does no harm.
 * @param keys some hundred at a time
 * @param now Unix milliseconds
 * @throws what the ACL refuses
 */
export function* unlinkKeys(thing: Thing, keys: readonly Bytes[], now: number): Plan<Unlinked> {
  let unlinked = 0;
  let spared = 0;
  for (let start = 0; start < keys.length; start += BATCH) {
    const some = keys.slice(start, start + BATCH);
    const verdicts = yield* together(some.map((key) => isStillCached(thing, key, now)));
    const own = some.filter((_, index) => {
      const verdict = verdicts[index]!;
      if (verdict instanceof Error) throw verdict;
      if (verdict === 'foreign') spared++;
      return verdict === 'own';
    });
    unlinked += yield* unlinkEach(own);
  }
  return { unlinked, spared };
}

function* isStillCached(thing: Thing, name: Bytes, now: number): Plan<'own' | 'foreign' | 'gone'> {
  const layouts = layoutsOf(thing, name);
  if (layouts.length === 0) return 'foreign';
  const [typeReply, ttlReply] = yield* ask([
    ['TYPE', name],
    ['PTTL', name],
  ]);
  const type = string(settled(typeReply)) ?? 'none';
  if (type === 'none') return 'gone';
  const ttl = number(settled(ttlReply)) ?? -1;
  for (const { layout, fields } of layouts) {
    const { types, check } = rulesOf(thing, layout);
    if (!types.includes(type)) continue;
    const key: KeyFacts = { name, fields, type, ttlMs: ttl < 0 ? null : ttl, now };
    if (!check) return 'own';
    const replies = (yield* ask(check.commands(key))).map(storedReply);
    if (check.judge(replies, key) !== null) return 'own';
  }
  return 'foreign';
}

/** What a layout asks of its keys; of what people described themselves only the type is known. */
function rulesOf(thing: Thing, layout: string): { types: readonly string[]; check?: Check } {
  const known = caches.find(({ id }) => id === thing.family)?.layouts.find(({ id }) => id === layout);
  return known ?? { types: thing.parts.filter((part) => part.layout === layout).map(({ type }) => type) };
}

/**
 * Takes away marks of the time of computing whose values are gone.
 * @returns how many went
 * @throws what the ACL refuses
 */
export function* unlinkOrphans(marks: readonly Bytes[]): Plan<number> {
  let gone = 0;
  for (let start = 0; start < marks.length; start += BATCH) {
    const some = marks.slice(start, start + BATCH).filter((mark) => baseOf(mark) !== mark);
    const bases = yield* ask(some.map((mark) => ['EXISTS', baseOf(mark)] as const));
    gone += yield* unlinkEach(some.filter((_, index) => number(settled(bases[index])) === 0));
  }
  return gone;
}
