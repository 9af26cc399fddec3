import { isEpochMs, isInteger } from '../checks';
import type { Family, Layout } from '../pattern';
import {
  isJobId,
  isJsonOf,
  isLibraryHash,
  isLibraryList,
  isLibrarySet,
  isLibrarySortedSet,
  withPrefix,
} from './recognise';

const isList = isLibraryList('a list of job ids', isJobId);
const isSet = isLibrarySet('a set of job ids', isJobId);

const key = (
  id: string,
  type: Layout['types'][number],
  encoding: string,
  more: Partial<Layout> = {},
): Layout => ({
  id,
  template: `bq:{queue:segment}:${id}`,
  types: [type],
  certainty: 'anchor',
  encoding,
  ttl: 'none',
  ...more,
});

const family: Family = {
  id: 'bee-queue',
  source: 'bee-queue',
  identity: ['queue'],
  title: '{queue}',
  requires: ['jobs', 'id', 'stallBlock'],
  layouts: [
    key('jobs', 'hash', 'id → JSON {data, options, status, progress}', {
      ttl: 'none; removeOnSuccess and removeOnFailure keep it short',
      check: isLibraryHash('a hash of bee-queue’s jobs', (text) =>
        isJsonOf(text, 'data', 'options', 'status'),
      ),
    }),
    key('id', 'string', 'the last id that was given', { check: isInteger }),
    key('waiting', 'list', 'job ids; LPUSH, BRPOPLPUSH: the next one is the last', { check: isList }),
    key('active', 'list', 'job ids, the newest first', { check: isList }),
    key('succeeded', 'set', 'job ids', { check: isSet }),
    key('failed', 'set', 'job ids', { check: isSet }),
    key('delayed', 'zset', 'score = ms when it is due', {
      check: isLibrarySortedSet('a sorted set of job ids by milliseconds', ({ score }) => isEpochMs(score)),
    }),
    key('stalling', 'set', 'ids that their worker must take out before the next check', { check: isSet }),
    key('stallBlock', 'string', '1', { ttl: 'the interval of the check' }),
  ],
};

/** Bee-Queue’s queues are `bq:{queue}:…` unless they are told otherwise. */
export const beeQueue: readonly Family[] = [
  family,
  withPrefix(
    family,
    { id: 'bee-queue-prefixed', title: '{prefix}:{queue}', requires: ['jobs'] },
    (template) => template.replace(/^bq/, '{prefix}'),
  ),
];
