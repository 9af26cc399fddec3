import type { Bytes } from '@/lib/patterns/bytes';
import { scoredMembers } from '@/lib/patterns/checks';
import { ask, settled, type Plan } from '@/lib/patterns/plan';
import { sortedSetKind } from '@/lib/patterns/sorted-set-kind';
import { entries, number, string, type Reply } from '@/lib/redis/reply';
import type { ContentOf } from '../content-schema';
import type { ContentView } from '../content-views';
import { element, readSize, type Body, type ContentReader } from './content-reader';
import { readGeo } from './geo';
import { PagePace } from './page-pace';
import { scanPace, scanPage } from './scan-page';

/** Members whose scores tell whether they are places. */
const LOOK = 5;

/** A sorted set by rank from either end, between two scores, or by a glob; or as the places that it holds. */
export function* readSortedSet(reader: ContentReader): Plan<Body<'zset'> | Body<'geo'>> {
  const { key, query, context } = reader;
  const { length, meanBytes } = yield* readSize('ZCARD', key);
  const pace = new PagePace(query.count, meanBytes);
  const few = Math.min(LOOK, Math.max(1, new PagePace(LOOK, meanBytes).next()));
  const [first, last] = yield* ask([
    ['ZRANGE', key, 0, few - 1, 'WITHSCORES'],
    ['ZREVRANGE', key, 0, few - 1, 'WITHSCORES'],
  ]);
  const views = viewsOf([...scoredMembers(settled(first)), ...scoredMembers(settled(last))], context.now);
  const isFiltered = query.match !== undefined || query.min !== undefined || query.max !== undefined;
  const view = query.view && views.includes(query.view) ? query.view : isFiltered ? 'zset' : views[0]!;
  if (view === 'geo') return yield* readGeo(reader, { length, pace, views });
  const page =
    query.match === undefined
      ? yield* readByRank(reader, length, pace)
      : yield* readMatching(reader, query.match, scanPace(query.count, meanBytes));
  return {
    ...{ kind: 'zset', view: 'zset', views, length },
    ...page,
    found: query.find === undefined ? null : yield* findMember(key, query.find),
  };
}

/**
 * Scores of microseconds since 1970 look like geohashes, and those of half the world like such a time. Places are
 * only what is shown first where they cannot be times of these decades.
 */
function viewsOf(entries: readonly { member: Bytes; score: number }[], now: number): ContentView[] {
  if (sortedSetKind(entries, now) !== 'places') return ['zset'];
  const isMoment = (score: number) => score >= 1e15 && score < 2.2e15;
  return entries.every(({ score }) => isMoment(score)) ? ['zset', 'geo'] : ['geo', 'zset'];
}

type Page = Pick<ContentOf<'zset'>, 'by' | 'inRange' | 'members' | 'nextOffset' | 'nextCursor' | 'cutShort'>;

/** Between two scores it goes by rank as well: LIMIT would walk over all that it leaves out. */
function* readByRank(reader: ContentReader, length: number, pace: PagePace): Plan<Page> {
  const { key, query } = reader;
  const { min, max } = query;
  const byScore = min !== undefined || max !== undefined;
  const backwards = query.order === 'backwards';
  const [below, within] = byScore ? yield* countInRange(key, min ?? '-inf', max ?? '+inf') : [0, length];
  const before = backwards ? length - below - within : below;
  const members: Page['members'] = [];
  let at = query.offset;
  for (let wanted = pace.next(); wanted > 0 && at < within; wanted = pace.next()) {
    const start = before + at;
    const stop = before + Math.min(at + wanted, within) - 1;
    const [reply] = yield* ask([[backwards ? 'ZREVRANGE' : 'ZRANGE', key, start, stop, 'WITHSCORES']]);
    const pairs = entries(settled(reply));
    for (const [member, score] of pairs) {
      if (!pace.take(member.length)) break;
      const place = before + at++;
      members.push(toMember(reader, member, score, backwards ? length - 1 - place : place));
    }
    if (pairs.length <= stop - start) break;
  }
  const more = at < within;
  return {
    ...{ by: byScore ? 'score' : 'rank', inRange: byScore ? within : null },
    ...{ members, nextOffset: more ? at : null, nextCursor: null },
    cutShort: more && members.length < query.count,
  };
}

/** How many members have a lower score than the range, and how many are in it. */
function* countInRange(key: Bytes, min: string, max: string): Plan<[below: number, within: number]> {
  const beforeMin = min.startsWith('(') ? min.slice(1) : `(${min}`;
  const [below, within] = yield* ask([
    ['ZCOUNT', key, '-inf', beforeMin],
    ['ZCOUNT', key, min, max],
  ]);
  return [number(settled(below)) ?? 0, number(settled(within)) ?? 0];
}

function* readMatching(reader: ContentReader, match: Bytes, pace: PagePace): Plan<Page> {
  const { key, query } = reader;
  const page = yield* scanPage({
    ...{ command: 'ZSCAN', key, cursor: query.cursor, match, pace },
    parse: (pairs) => entries(pairs),
    nameOf: ([member]) => member,
    bytesOf: ([member]) => member.length,
  });
  return {
    ...{ by: 'match', inRange: null },
    members: page.found.map(([member, score]) => toMember(reader, member, score, null)),
    ...{ nextOffset: null, nextCursor: page.next, cutShort: page.cutShort },
  };
}

const toMember = (reader: ContentReader, member: Bytes, score: Reply, rank: number | null) => ({
  ...element(reader, member),
  score: string(score) ?? '',
  rank,
});

function* findMember(key: Bytes, member: Bytes): Plan<ContentOf<'zset'>['found']> {
  const [rank, score] = yield* ask([
    ['ZRANK', key, member],
    ['ZSCORE', key, member],
  ]);
  const [at, of] = [number(settled(rank)), string(settled(score))];
  return at === null || of === null ? null : { rank: at, score: of };
}
