import { isEpochSeconds, isUuid } from '../checks';
import type { Bytes } from '../bytes';
import type { Check, Family, Layout, Thing } from '../pattern';
import { isLibraryRecord, isLibrarySet, isLibrarySortedSet, isLibraryText } from './recognise';

/** Scores are minus the time, so that the newest come first. */
const isNewestFirst = isLibrarySortedSet(
  'a sorted set of job ids by minus the epoch seconds',
  ({ member, score }) => isEpochSeconds(-score) && /^[\w-]+$/.test(member),
);

const isNamesByTime: Check = isLibrarySortedSet('a sorted set of names by epoch seconds', ({ score }) =>
  isEpochSeconds(score),
);

/** @param prefix of all keys */
const layouts = (prefix: string, certainty: Layout['certainty']): Layout[] => {
  const key = (
    id: string,
    rest: string,
    type: Layout['types'][number],
    encoding: string,
    more: Partial<Layout> = {},
  ): Layout => ({ id, template: prefix + rest, types: [type], certainty, encoding, ttl: 'none', ...more });
  return [
    key(
      'jobs',
      '{state:recent_jobs|pending_jobs|completed_jobs|silenced_jobs|failed_jobs|recent_failed_jobs|monitored_jobs}',
      'zset',
      'member = job id, score = −epoch s',
      { ttl: 'none; an hour of jobs, a week of failed and monitored ones', check: isNewestFirst },
    ),
    key('job', '{job:uuid}', 'hash', 'id, connection, queue, name, status, payload, created_at …', {
      ttl: '1 h; 7 d of a failed one',
      check: isLibraryRecord('a job of Horizon', ['id', 'status', 'name', 'queue']),
    }),
    key('masters', '{kind:masters|supervisors}', 'zset', 'name → epoch s of its last sign', {
      check: isNamesByTime,
    }),
    key('master', '{kind:master|supervisor}:{name}', 'hash', 'name, pid, status, processes …', {
      ttl: '15 s, 30 s',
      check: isLibraryRecord('a process of Horizon', ['status', 'pid']),
    }),
    key('measured', '{kind:measured_jobs|measured_queues}', 'set', 'names with measurements', {
      check: isLibrarySet('a set of what Horizon measures', (member) => /^(?:job|queue):/.test(member)),
    }),
    key('measure', '{kind:job|queue}:{name}', 'hash', 'throughput, runtime since the last snapshot', {
      check: isLibraryRecord('a measurement of Horizon', ['throughput'], (count) => /^\d+$/.test(count)),
    }),
    key(
      'snapshot',
      'snapshot:{kind:job|queue}:{name}',
      'zset',
      'JSON {throughput, runtime, wait, time}, score = epoch s',
      {
        ttl: 'none; 24 of each',
        check: isNamesByTime,
      },
    ),
    key('snapshot-at', 'last_snapshot_at', 'string', 'epoch s', {
      check: isLibraryText('a time', (text) => isEpochSeconds(Number(text))),
    }),
    key('monitored-tags', 'monitoring', 'set', 'tags whose jobs are kept'),
    key('commands', 'commands:{name}', 'list', 'JSON {command, options} for a process'),
    key('orphans', '{master}:orphans', 'hash', 'process → epoch s'),
    key('tag', '{tag}', 'zset', 'job id → epoch s', {
      ttl: 'none; 7 d of failed jobs',
      check: isLibrarySortedSet(
        'a sorted set of job ids by epoch seconds',
        ({ member, score }) => isEpochSeconds(score) && isUuid(member),
      ),
    }),
    key('lock', '{lock}', 'string', '1, while one process does what all are meant to', {
      ttl: '60 s',
      check: isLibraryText('a number', (text) => /^\d{1,15}$/.test(text), 16),
    }),
  ];
};

const common = { source: 'Laravel Horizon', requires: ['jobs', 'job', 'master', 'measured'] };

/** The prefix is the application's name and `_horizon:`, and Laravel's own name where it was given none. */
const PREFIXES: Readonly<Record<string, string>> = {
  horizon: 'laravel_horizon:',
  'horizon-dashed': 'laravel-horizon:',
};

export const horizon: readonly Family[] = [
  ...Object.entries(PREFIXES).map(([id, prefix]): Family => ({
    ...common,
    id,
    title: 'Horizon',
    identity: [],
    layouts: layouts(prefix, 'anchor'),
  })),
  {
    ...common,
    id: 'horizon-prefixed',
    title: 'Horizon of {prefix}',
    identity: ['prefix'],
    layouts: layouts('{prefix}horizon:', 'content'),
  },
];

/** What stands before all of a thing's keys. */
export const horizonPrefix = ({ family, identity }: Thing): Bytes =>
  PREFIXES[family] ?? `${identity.prefix ?? ''}horizon:`;
