import { list, number, string } from '@/lib/redis/reply';
import { toDisplay, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { ask, storedReply, together, type Command, type Plan } from '../plan';
import { scanMembers } from '../scan-some';
import type { Entry, Lane, Role } from './library';

/** Elements are read so many at a time, until a page has weighed this much: of large jobs a page has fewer. */
const AT_ONCE = 50;
const PAGE_BYTES = 2_000_000;

/** How far into a set one may page: SSCAN has no offsets. */
const MOST_OF_SET = 5_000;

interface Place {
  id: string;
  label: string;
  role: Role;
  key: Bytes;
  oldest?: Lane['oldest'];
}

/** A list, whose next job is at its head (RPUSH, LPOP) or its tail (LPUSH, RPOP). */
export function listLane({ key, next, ...place }: Place & { next: 'head' | 'tail' }): Lane {
  const lane: Lane = {
    oldest: 'at-an-end',
    ...place,
    key,
    order: place.role === 'ended' ? 'newest' : 'next',
    size: () => sizeBy('LLEN', key),
    page: (offset, count) =>
      inChunks(offset, count, function* (from, many) {
        const range: Command =
          next === 'head'
            ? ['LRANGE', key, from, from + many - 1]
            : ['LRANGE', key, -(from + many), -(from + 1)];
        const [reply] = yield* ask([range]);
        const elements = list(storedReply(reply)).flatMap((element) => string(element) ?? []);
        const inOrder = next === 'head' ? elements : elements.reverse();
        return inOrder.map((value) => ({ lane, value, score: null }));
      }),
  };
  return lane;
}

/** A sorted set, whose next or newest job has the lowest or the highest score. */
export function sortedLane({ key, first, ...place }: Place & { first: 'lowest' | 'highest' }): Lane {
  const lane: Lane = {
    oldest: 'at-an-end',
    ...place,
    key,
    order: place.role === 'ended' ? 'newest' : 'next',
    size: () => sizeBy('ZCARD', key),
    page: (offset, count) =>
      inChunks(offset, count, function* (from, many) {
        const command = first === 'lowest' ? 'ZRANGE' : 'ZREVRANGE';
        const [reply] = yield* ask([[command, key, from, from + many - 1, 'WITHSCORES']]);
        return scoredMembers(storedReply(reply)).map(({ member, score }) => ({ lane, value: member, score }));
      }),
  };
  return lane;
}

/** A set, in which no job comes before another. */
export function setLane({ key, ...place }: Place): Lane {
  const lane: Lane = {
    oldest: 'anywhere',
    ...place,
    key,
    order: 'stored',
    size: () => sizeBy('SCARD', key),
    *page(offset, count) {
      if (offset + count > MOST_OF_SET) return [];
      const { found } = yield* scanMembers(key, offset + count);
      const members = [...new Set(found)].slice(offset, offset + count);
      return members.map((value) => ({ lane, value, score: null }));
    },
  };
  return lane;
}

/** Lanes one after the other as one: a queue that has a list for each priority. */
export function joinedLane(place: Omit<Place, 'key'>, parts: readonly Lane[]): Lane {
  const lane: Lane = {
    oldest: 'anywhere',
    ...place,
    key: null,
    order: parts[0]?.order ?? 'next',
    *size() {
      const sizes = yield* all(parts.map((part) => part.size()));
      return {
        jobs: sizes.reduce((sum, { jobs }) => sum + jobs, 0),
        exact: sizes.every(({ exact }) => exact),
      };
    },
    *page(offset, count) {
      const sizes = yield* all(parts.map((part) => part.size()));
      const wanted: Plan<Entry[]>[] = [];
      let begins = 0;
      parts.forEach((part, index) => {
        const ends = begins + sizes[index]!.jobs;
        const [from, to] = [Math.max(offset, begins), Math.min(offset + count, ends)];
        if (from < to) wanted.push(part.page(from - begins, to - from));
        begins = ends;
      });
      return (yield* all(wanted)).flat().map((entry) => ({ ...entry, lane }));
    },
  };
  return lane;
}

/** Runs plans side by side; @throws the first error among them */
export function* all<T>(plans: readonly Plan<T>[]): Plan<T[]> {
  return (yield* together(plans)).map((result) => {
    if (result instanceof Error) throw result;
    return result;
  });
}

/** The number that one reply for each command is; 0 where the key is gone or of another type. */
export function* countAll(commands: readonly Command[]): Plan<number[]> {
  return (yield* ask(commands)).map((reply) => number(storedReply(reply)) ?? 0);
}

/** The text that one reply for each command is. */
export function* textAll(commands: readonly Command[]): Plan<(Bytes | null)[]> {
  return (yield* ask(commands)).map((reply) => string(storedReply(reply)));
}

/** An address of a lane: the words, cut to what fits. */
export const laneId = (...words: Bytes[]): string => words.map(toDisplay).join(' ').slice(0, 60);

function* sizeBy(command: 'LLEN' | 'ZCARD' | 'SCARD', key: Bytes): Plan<{ jobs: number; exact: boolean }> {
  const [jobs = 0] = yield* countAll([[command, key]]);
  return { jobs, exact: true };
}

function* inChunks(
  offset: number,
  count: number,
  read: (from: number, many: number) => Plan<Entry[]>,
): Plan<Entry[]> {
  const entries: Entry[] = [];
  let bytes = 0;
  while (entries.length < count && bytes < PAGE_BYTES) {
    const many = Math.min(AT_ONCE, count - entries.length);
    const chunk = yield* read(offset + entries.length, many);
    entries.push(...chunk);
    bytes += chunk.reduce((sum, { value }) => sum + value.length, 0);
    if (chunk.length < many) break;
  }
  return entries;
}
