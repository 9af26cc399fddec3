import { isEpochSeconds } from '../checks';
import type { Bytes } from '../bytes';
import type { Family, Layout, Thing } from '../pattern';
import { isJsonOf, isLibraryList, isLibrarySortedSet } from './recognise';

const isPayload = (text: string) => isJsonOf(text, 'displayName', 'job', 'data');

const isTimed = isLibrarySortedSet(
  'a sorted set of Laravel’s jobs by epoch seconds',
  ({ member, score }) => isEpochSeconds(score) && isPayload(member),
);

/** @param prefix what stands before `queues:` */
const layouts = (prefix: string, certainty: Layout['certainty']): Layout[] => {
  const common = { certainty, ttl: 'none' } as const;
  return [
    {
      ...common,
      id: 'waiting',
      template: `${prefix}queues:{queue:segment}`,
      types: ['list'],
      encoding: 'JSON {uuid, displayName, job, data, attempts …}; RPUSH, LPOP: the next one is the first',
      check: isLibraryList('a list of Laravel’s jobs', isPayload),
    },
    {
      ...common,
      id: 'delayed',
      template: `${prefix}queues:{queue:segment}:delayed`,
      types: ['zset'],
      encoding: 'member = JSON, score = epoch s when it is due',
      check: isTimed,
    },
    {
      ...common,
      id: 'reserved',
      template: `${prefix}queues:{queue:segment}:reserved`,
      types: ['zset'],
      encoding: 'member = JSON, score = epoch s when another worker may take it',
      check: isTimed,
    },
    {
      ...common,
      id: 'notify',
      template: `${prefix}queues:{queue:segment}:notify`,
      types: ['list'],
      encoding: '1 for each job; what workers block on',
      check: isLibraryList('a list of 1', (text) => text === '1'),
    },
  ];
};

const common = { source: 'Laravel', requires: ['waiting', 'delayed', 'reserved'] };

/** The prefixes that Laravel puts before all keys unless it is told otherwise; before version 12, since, and none. */
const PREFIXES: Readonly<Record<string, string>> = {
  'laravel-queue': 'laravel_database_',
  'laravel-queue-dashed': 'laravel-database-',
  'laravel-queue-bare': '',
};

/** Queues below those prefixes, or below one of the application's name. */
export const laravel: readonly Family[] = [
  ...Object.entries(PREFIXES).map(([id, prefix]): Family => ({
    ...common,
    id,
    title: '{queue}',
    identity: ['queue'],
    layouts: layouts(prefix, prefix === '' ? 'named' : 'anchor'),
  })),
  {
    ...common,
    id: 'laravel-queue-prefixed',
    title: '{prefix}{queue}',
    identity: ['prefix', 'queue'],
    layouts: layouts('{prefix}', 'content'),
  },
];

/** What stands before `queues:` in a thing's keys. */
export const laravelPrefix = ({ family, identity }: Thing): Bytes =>
  PREFIXES[family] ?? identity.prefix ?? '';
