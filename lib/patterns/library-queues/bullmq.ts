import { list, string } from '@/lib/redis/reply';
import { isEpochMs, isInteger } from '../checks';
import type { Check, Family, Layout } from '../pattern';
import {
  isJobId,
  isLibraryList,
  isLibraryRecord,
  isLibrarySet,
  isLibrarySortedSet,
  isLibraryText,
  isMsText,
  withPrefix,
} from './recognise';

/** Delayed jobs are ordered by milliseconds × 4096, and by the order of their coming within one. */
export const DELAYED_FACTOR = 4096;

const isList = isLibraryList('a list of job ids', isJobId);
const isByTime = isLibrarySortedSet('a sorted set of job ids by milliseconds', ({ score }) =>
  isEpochMs(score),
);
const isDelayed = isLibrarySortedSet('a sorted set of job ids by milliseconds × 4096', ({ score }) =>
  isEpochMs(score / DELAYED_FACTOR),
);
const isByPriority = isLibrarySortedSet(
  'a sorted set of job ids by priority',
  ({ member, score }) => isJobId(member) && Number.isInteger(score) && score >= 0,
);
/** `0` for a job that waits, `1` for the next delayed one with its time in milliseconds. */
const isMarker = isLibrarySortedSet('a marker for workers', ({ member }) => member === '0' || member === '1');
const isTemplate = isLibraryRecord('a job scheduler', ['name']);

/** BullMQ writes its version there, since its fourth one; Bull writes only whether the queue is paused. */
const isMeta: Check = {
  ignoresName: true,
  commands: ({ name }) => [['HMGET', name, 'version', 'opts.maxLenEvents', 'paused']],
  judge: ([reply]) => {
    const [version, events, paused] = list(reply).map(string);
    if (version?.startsWith('bullmq')) return `the settings of ${version}`;
    if (/^\d+$/.test(events ?? '')) return 'the settings of a BullMQ queue';
    return paused === '1' ? 'the mark of a paused queue' : null;
  },
};

/** The same where the name says nothing: `paused` alone may be anybody's. */
const isVersionedMeta: Check = {
  ...isMeta,
  judge: (replies, key) => {
    const says = isMeta.judge(replies, key);
    return says?.startsWith('the settings') ? says : null;
  },
};

const isJob = isLibraryRecord('a job of Bull or BullMQ', ['timestamp', 'name', 'opts', 'delay'], isMsText);

/** @param prefix of the keys; @param job the field that a job's id is */
const layouts = (prefix: string, job: string): Layout[] => {
  const key = (
    id: string,
    type: Layout['types'][number],
    encoding: string,
    more: Partial<Layout> = {},
  ): Layout => ({
    id,
    template: `${prefix}:{queue:segment}:${id}`,
    types: [type],
    certainty: 'anchor',
    encoding,
    ttl: 'none',
    ...more,
  });
  const below = (
    id: string,
    rest: string,
    type: Layout['types'][number],
    encoding: string,
    more: Partial<Layout> = {},
  ) => key(id, type, encoding, { template: `${prefix}:{queue:segment}:${rest}`, ...more });
  return [
    key('meta', 'hash', 'version, opts.maxLenEvents, paused, concurrency', { check: isMeta }),
    key('id', 'string', 'the last id that was given', { check: isInteger }),
    key('wait', 'list', 'job ids; LPUSH, RPOP: the next one is the last', { check: isList }),
    key('active', 'list', 'job ids, the newest first', { check: isList }),
    key('paused', 'list', 'job ids that waited when the queue was paused; Bull, BullMQ before 6', {
      check: isList,
    }),
    key('delayed', 'zset', 'score = ms × 4096 + n', { check: isDelayed }),
    key('prioritized', 'zset', 'score = priority × 2^32 + counter; BullMQ', { check: isByPriority }),
    key('priority', 'zset', 'score = priority, of jobs that wait too; Bull', { check: isByPriority }),
    key('completed', 'zset', 'score = ms when it ended', { check: isByTime }),
    key('failed', 'zset', 'score = ms when it ended', { check: isByTime }),
    key('waiting-children', 'zset', 'score = ms', { check: isByTime }),
    key('repeat', 'zset', 'member = scheduler, score = ms of the next run', { check: isByTime }),
    key('stalled', 'set', 'ids of active jobs; whoever renews no lock stays in it', {
      check: isLibrarySet('a set of job ids', isJobId),
    }),
    key('stalled-check', 'string', 'ms', {
      ttl: 'the interval of the check',
      check: isLibraryText('a time', isMsText),
    }),
    key('limiter', 'string', 'jobs in this window', { ttl: 'the window', check: isInteger }),
    key('marker', 'zset', 'what workers block on; BullMQ', { check: isMarker }),
    key('pc', 'string', 'counter behind priorities; BullMQ', { check: isInteger }),
    key('events', 'stream', 'event, jobId …; BullMQ', { ttl: 'none; about 10,000 entries' }),
    key('meta-paused', 'string', '1; Bull'),
    below('limiter-index', 'limiter:index', 'hash', 'job id → key of its limit; Bull'),
    below('limited', 'limiter:{group}', 'string', 'jobs of a group in this window; Bull', {
      types: ['string', 'set'],
    }),
    below('deduplication', 'de:{deduplication}', 'string', 'job id', { ttl: 'as the job was added with' }),
    below('deduplicated-next', 'dn:{deduplication}', 'hash', 'name, data, opts of the job to come'),
    below('metrics', 'metrics:{ended:completed|failed}', 'hash', 'count, prevTS, prevCount', {
      check: isLibraryRecord('a counter of jobs', ['prevTS', 'count'], isMsText),
    }),
    below(
      'metrics-data',
      'metrics:{ended:completed|failed}:data',
      'list',
      'jobs in a minute, the newest first',
      {
        check: isLibraryList('a list of counts', (element) => /^\d+$/.test(element)),
      },
    ),
    below('scheduler', 'repeat:{scheduler:segment}', 'hash', 'name, pattern or every, data, opts', {
      check: isTemplate,
    }),
    below('scheduled', 'repeat:{scheduler}:{at:number}', 'hash', 'as any job', { check: isJob }),
    below('lock', `${job}:lock`, 'string', 'token of the worker', {
      ttl: '30 s, renewed while the worker lives',
    }),
    below('logs', `${job}:logs`, 'list', 'lines'),
    below('dependencies', `${job}:dependencies`, 'set', 'keys of children that are not done'),
    below('processed', `${job}:processed`, 'hash', 'child → its result'),
    below('failed-children', `${job}:failed`, 'hash', 'child → its error'),
    below('unsuccessful', `${job}:unsuccessful`, 'zset', 'children that failed'),
    below('job', job, 'hash', 'name, data, opts, timestamp, delay, priority, processedOn, finishedOn …', {
      ttl: 'none; as many as removeOnComplete and removeOnFail keep',
      check: isJob,
    }),
  ];
};

const bull: Family = {
  id: 'bullmq',
  source: 'BullMQ, Bull',
  identity: ['queue'],
  title: '{queue}',
  requires: ['meta', 'id', 'stalled-check', 'meta-paused', 'job', 'scheduled'],
  layouts: [
    ...layouts('bull', '{job}'),
    ...['groups', 'groups:{rest}'].map((template, index): Layout => ({
      id: index === 0 ? 'groups' : 'group',
      template: `bull:{queue:segment}:${template}`,
      types: ['zset', 'list', 'hash', 'set', 'string'],
      certainty: 'anchor',
      encoding: 'groups of jobs; BullMQ Pro',
      ttl: 'none',
    })),
  ],
};

/** Their names alone would fit anything with two colons, so that the anchor must say who wrote it. */
const prefixed = withPrefix(
  { ...bull, layouts: layouts('{prefix}', '{job:segment}') },
  {
    id: 'bullmq-prefixed',
    title: '{prefix}:{queue}',
    requires: ['meta', 'job', 'scheduled', 'stalled-check'],
  },
  (template) => template,
);

export const bullmq: readonly Family[] = [
  bull,
  {
    ...prefixed,
    layouts: prefixed.layouts.flatMap((layout) =>
      layout.id === 'meta'
        ? [
            { ...layout, check: isVersionedMeta },
            { ...layout, id: 'pause-mark' },
          ]
        : [layout],
    ),
  },
];
