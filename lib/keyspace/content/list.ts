import type { Bytes } from '@/lib/patterns/bytes';
import { ask, settled, storedReply, type Plan } from '@/lib/patterns/plan';
import { list, number, string } from '@/lib/redis/reply';
import type { ContentOf } from '../content-schema';
import { readSize, type Body, type ContentReader } from './content-reader';
import { PagePace } from './page-pace';

/** LPOS compares so many elements, which takes it some milliseconds. */
const MOST_COMPARED = 50_000;

const MOST_FOUND = 100;

/** A page of a list from either end, and where an element stands in it. */
export function* readList(reader: ContentReader): Plan<Body<'list'>> {
  const { key, query } = reader;
  const { length, meanBytes } = yield* readSize('LLEN', key);
  const { items, next, cutShort } = yield* readItems(reader, length, new PagePace(query.count, meanBytes));
  return {
    ...{ kind: 'list', view: 'list', views: ['list'] },
    length,
    items: items.map(({ index, value }) => ({ index, value: reader.show(value) })),
    next,
    cutShort,
    found: query.find === undefined ? null : yield* findElement(reader, query.find, length),
    opened: query.open === undefined ? null : yield* openElement(reader, query.open, length),
  };
}

interface Items {
  items: { index: number; value: Bytes }[];
  next: number | null;
  cutShort: boolean;
}

function* readItems({ key, query }: ContentReader, length: number, pace: PagePace): Plan<Items> {
  const backwards = query.order === 'backwards';
  const items: Items['items'] = [];
  let at = query.offset;
  for (let wanted = pace.next(); wanted > 0 && at < length; wanted = pace.next()) {
    const range = backwards ? [-at - wanted, -at - 1] : [at, at + wanted - 1];
    const [reply] = yield* ask([['LRANGE', key, ...range]]);
    const values = list(settled(reply)).flatMap((each) => string(each) ?? []);
    if (backwards) values.reverse();
    for (const value of values) {
      if (!pace.take(value.length)) return { items, next: at, cutShort: true };
      items.push({ index: backwards ? length - 1 - at : at, value });
      at++;
    }
    // Shorter than it was when it was asked for its length.
    if (values.length < wanted) return { items, next: null, cutShort: false };
  }
  return { items, next: at < length ? at : null, cutShort: at < length && items.length < query.count };
}

function* findElement(
  { key, query }: ContentReader,
  value: Bytes,
  length: number,
): Plan<ContentOf<'list'>['found']> {
  const rank = query.order === 'backwards' ? ['RANK', -1] : [];
  const [reply] = yield* ask([['LPOS', key, value, ...rank, 'COUNT', MOST_FOUND, 'MAXLEN', MOST_COMPARED]]);
  // An error of a server that does not know it; an empty list is an answer.
  if (storedReply(reply) === null) return null;
  return {
    indexes: list(reply).flatMap((each) => number(each) ?? []),
    looked: Math.min(length, MOST_COMPARED),
  };
}

function* openElement(
  { key, showWhole }: ContentReader,
  index: Bytes,
  length: number,
): Plan<ContentOf<'list'>['opened']> {
  if (!/^-?\d{1,15}$/.test(index)) return null;
  const [reply] = yield* ask([['LINDEX', key, index]]);
  const value = string(settled(reply));
  const at = Number(index) < 0 ? length + Number(index) : Number(index);
  return value === null ? null : { index: at, value: showWhole(value) };
}
