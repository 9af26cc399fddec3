import type { Plan } from '@/lib/patterns/plan';
import type { ContentQuery } from '../content-query';
import type { ContentKind, KeyContent } from '../content-schema';
import { keyWire } from '../key-wire';
import {
  contentReader,
  keyGone,
  readType,
  type Body,
  type ContentContext,
  type ContentReader,
} from './content-reader';
import { readHash } from './hash';
import { readJson } from './json';
import { readList } from './list';
import { readSet } from './set';
import { readStream } from './stream';
import { readString } from './string';
import { readTimeSeries } from './time-series';
import { readUnknown } from './unknown';
import { readSortedSet } from './zset';

type AnyBody = { [Kind in ContentKind]: Body<Kind> }[ContentKind];

/** How each type is read, by what TYPE says. */
const BY_TYPE: Readonly<Record<string, (reader: ContentReader) => Plan<AnyBody>>> = {
  string: readString,
  list: readList,
  set: readSet,
  zset: readSortedSet,
  hash: readHash,
  stream: readStream,
  'ReJSON-RL': readJson,
  'TSDB-TYPE': readTimeSeries,
};

/**
 * One page of what a key holds, whatever its type and size.
 * @throws ContentError where the key is gone or too large; the error that Redis answers with: a refusal, or WRONGTYPE
 *   where the key was replaced by one of another type between two commands
 */
export function* readContent(query: ContentQuery, context: ContentContext): Plan<KeyContent> {
  const type = yield* readType(query.key);
  if (type === 'none') throw keyGone();
  const read = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type]! : readUnknown;
  const body = yield* read(contentReader(query, type, context));
  return { at: context.now, database: query.db, key: keyWire(query.key), type, ...body };
}
