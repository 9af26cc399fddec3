import { isEpochSeconds } from '../checks';
import type { Family, Layout } from '../pattern';
import { isJobId, isLibraryList, isLibraryRecord, isLibrarySet, isLibrarySortedSet } from './recognise';

/** Endless ones have `inf`. */
const isByTime = isLibrarySortedSet(
  'a sorted set of job ids by epoch seconds',
  ({ member, score }) => isJobId(member) && (isEpochSeconds(score) || score === Infinity),
);

const key = (
  id: string,
  rest: string,
  type: Layout['types'][number],
  encoding: string,
  more: Partial<Layout> = {},
): Layout => ({
  id,
  template: `rq:${rest}`,
  types: [type],
  certainty: 'anchor',
  encoding,
  ttl: 'none',
  ...more,
});

export const rq: readonly Family[] = [
  {
    id: 'rq',
    source: 'RQ (Redis Queue for Python)',
    // A job’s key does not say which queue it is of.
    identity: [],
    title: 'RQ',
    requires: ['queues', 'workers', 'job', 'queue'],
    layouts: [
      key('queues', 'queues', 'set', 'rq:queue:{queue}', {
        check: isLibrarySet('a set of RQ’s queues', (member) => member.startsWith('rq:queue:')),
      }),
      key('queue', 'queue:{queue}', 'list', 'job ids; RPUSH, BLPOP or BLMOVE: the next one is the first', {
        check: isLibraryList('a list of job ids', isJobId),
      }),
      key('intermediate', 'queue:{queue}:intermediate', 'list', 'ids on their way to a worker'),
      key('first-seen', 'queue:{queue}:intermediate:first_seen:{job}', 'string', 'epoch s', { ttl: '24 h' }),
      key(
        'job',
        'job:{job}',
        'hash',
        'status, origin, description, times; data, result, exc_info in pickle and zlib',
        {
          ttl: 'result_ttl (500 s) or failure_ttl (1 y) after its end',
          check: isLibraryRecord('an RQ job', ['created_at', 'data'], (time) =>
            /^\d{4}-\d\d-\d\dT/.test(time),
          ),
        },
      ),
      key('dependents', 'job:{job}:dependents', 'set', 'job ids'),
      key('dependencies', 'job:{job}:dependencies', 'set', 'job ids'),
      key('workers', 'workers', 'set', 'rq:worker:{worker}', {
        check: isLibrarySet('a set of RQ’s workers', (member) => member.startsWith('rq:worker:')),
      }),
      key('workers-of-queue', 'workers:{queue}', 'set', 'rq:worker:{worker}'),
      key('worker', 'worker:{worker}', 'hash', 'birth, last_heartbeat, queues, state, current_job', {
        ttl: 'worker_ttl + 60 s, renewed',
      }),
      key('worker-executions', 'worker:{worker}:executions', 'set', 'job:execution'),
      key(
        'registry',
        '{registry:wip|finished|failed|deferred|scheduled|canceled|ready}:{queue}',
        'zset',
        'member = job id (wip: job:execution), score = epoch s when it is forgotten (wip: unless renewed; scheduled: due)',
        {
          check: isByTime,
        },
      ),
      key('results', 'results:{job}', 'stream', 'type, return_value or exc_string in base64', {
        ttl: 'as the job',
      }),
      key('execution', 'execution:{job}:{execution}', 'hash', 'id, created_at, last_heartbeat', {
        ttl: 'while it runs',
      }),
      key('executions', 'executions:{job}', 'zset', 'execution → epoch s'),
      key('scheduler-lock', 'scheduler-lock:{queue}', 'string', 'scheduler', { ttl: '61 s, renewed' }),
      key('scheduler', 'scheduler:{scheduler}', 'hash', 'name, hostname, pid, queues', {
        types: ['hash', 'zset', 'string'],
      }),
      key('suspended', 'suspended', 'string', '1: no worker takes a job'),
      key('cleaning', 'clean_registries:{queue}', 'string', '1', { ttl: '899 s' }),
      key('groups', 'groups', 'set', 'names'),
      key('group', 'group:{group}', 'set', 'job ids'),
      key('limits', 'rl-keys', 'set', 'names of rate limits'),
      key('limit', 'rl:{limit}', 'hash', 'concurrency; sorted sets of those let through and held back', {
        types: ['hash', 'zset'],
      }),
      key('cron', 'cron_{rest}', 'hash', 'what runs by the clock', {
        types: ['hash', 'zset', 'list', 'set', 'string'],
      }),
    ],
  },
];
