import { isEpochSeconds, isInteger } from '../checks';
import type { Family, Layout } from '../pattern';
import {
  isJsonOf,
  isLibraryList,
  isLibrarySet,
  isLibrarySortedSet,
  isLibraryText,
  withPrefix,
} from './recognise';

/** Sidekiq's jobs have `class` and `args` too, and an id. */
const isResqueJob = (text: string) => isJsonOf(text, 'class', 'args') && !isJsonOf(text, 'jid');

const isFailures = isLibraryList('a list of Resque’s failures', (text) =>
  isJsonOf(text, 'payload', 'exception', 'queue'),
);

const key = (
  id: string,
  rest: string,
  type: Layout['types'][number],
  encoding: string,
  more: Partial<Layout> = {},
): Layout => ({
  id,
  template: `resque:${rest}`,
  types: [type],
  certainty: 'anchor',
  encoding,
  ttl: 'none',
  ...more,
});

const family: Family = {
  id: 'resque',
  source: 'Resque, resque-scheduler',
  identity: [],
  title: 'Resque',
  requires: ['queue', 'failed', 'worker', 'delayed', 'workers', 'queues'],
  layouts: [
    key('queues', 'queues', 'set', 'names of queues'),
    key('queue', 'queue:{queue}', 'list', 'JSON {class, args}; RPUSH, LPOP: the next one is the first', {
      check: isLibraryList('a list of Resque’s jobs', isResqueJob),
    }),
    key('failed', 'failed', 'list', 'JSON {failed_at, payload, exception, error, backtrace, worker, queue}', {
      check: isFailures,
    }),
    key('failed-of-queue', '{queue}_failed', 'list', 'the same, of one queue', { check: isFailures }),
    key('failed-queues', 'failed_queues', 'set', 'names of those lists'),
    key('workers', 'workers', 'set', 'host:pid:queues of each worker', {
      check: isLibrarySet('a set of Resque’s workers', (name) => /^.+:\d+:.+$/.test(name)),
    }),
    key('worker', 'worker:{worker}', 'string', 'JSON {queue, run_at, payload}: what it is at', {
      check: isLibraryText('the job that a Resque worker is at', (text) => text.startsWith('{"queue"')),
    }),
    key('started', 'worker:{worker}:started', 'string', 'when the worker began'),
    key('heartbeats', 'workers:heartbeat', 'hash', 'worker → ISO time'),
    key('total', 'stat:{stat}', 'string', 'processed, failed, and both of each worker', { check: isInteger }),
    key('schedule', 'delayed_queue_schedule', 'zset', 'member and score = epoch s that has delayed jobs', {
      check: isLibrarySortedSet(
        'a sorted set of epoch seconds',
        ({ member, score }) => isEpochSeconds(score) && member === String(score),
      ),
    }),
    key('delayed', 'delayed:{at:epoch}', 'list', 'JSON of what is due then', {
      check: isLibraryList('a list of Resque’s jobs', isResqueJob),
    }),
    key('last-enqueued', 'delayed:last_enqueued_at', 'hash', 'scheduled job → time'),
    key('timestamps', 'timestamps:{job}', 'set', 'the lists that a delayed job stands in', {
      check: isLibrarySet('a set of lists of delayed jobs', (member) => /^delayed:\d+$/.test(member)),
    }),
    key('schedules', '{schedules:schedules|persistent_schedules}', 'hash', 'name → JSON of a recurring job'),
    key('schedules-changed', 'schedules_changed', 'set', 'names'),
    key('master', '{rest}resque_scheduler_master_lock', 'string', 'host:pid of the scheduler', {
      ttl: '180 s',
    }),
    key('pruning', 'pruning_dead_workers_in_progress', 'string', 'worker', { ttl: '60 s' }),
    key('pause', 'pause-all-workers', 'string', 'true'),
  ],
};

/** Resque’s namespace is `resque` unless it is told otherwise. */
export const resque: readonly Family[] = [
  family,
  withPrefix(
    family,
    {
      id: 'resque-prefixed',
      title: 'Resque in {prefix}',
      requires: ['queue', 'failed', 'worker', 'delayed'],
    },
    (template) => template.replace(/^resque/, '{prefix}'),
  ),
];
