import { isEpochSeconds, isInteger } from '../checks';
import type { Family, Layout } from '../pattern';
import { isJobId, isLibraryList, isLibraryRecord, isLibrarySet, isLibrarySortedSet } from './recognise';

const isList = isLibraryList('a list of task ids', isJobId);
const isByTime = isLibrarySortedSet(
  'a sorted set of task ids by epoch seconds',
  ({ member, score }) => isEpochSeconds(score) && isJobId(member),
);

const key = (
  id: string,
  rest: string,
  type: Layout['types'][number],
  encoding: string,
  more: Partial<Layout> = {},
): Layout => ({
  id,
  template: `asynq:${rest}`,
  types: [type],
  certainty: 'anchor',
  encoding,
  ttl: 'none',
  ...more,
});

/** The braces are in the key: all keys of a queue are of one slot. */
const ofQueue = (
  id: string,
  rest: string,
  ...more: Parameters<typeof key> extends [string, string, ...infer R] ? R : never
) => key(id, `\\{{queue}\\}:${rest}`, ...more);

export const asynq: readonly Family[] = [
  {
    id: 'asynq',
    source: 'asynq',
    identity: [],
    title: 'asynq',
    requires: ['task', 'queues', 'pending', 'state'],
    layouts: [
      key('queues', 'queues', 'set', 'names of queues', {
        check: isLibrarySet('a set of names', () => true),
      }),
      key('servers', '{kind:servers|workers|schedulers}', 'zset', 'key → epoch s when it runs out', {
        check: isLibrarySortedSet('a sorted set of asynq’s processes', ({ member }) =>
          member.startsWith('asynq:'),
        ),
      }),
      key(
        'server',
        '{kind:servers|workers|schedulers}:\\{{process}\\}',
        'string',
        'protobuf: a server, its workers',
        {
          types: ['string', 'hash', 'list'],
          ttl: '10 s, renewed',
        },
      ),
      key('history', 'scheduler_history:{entry}', 'zset', 'protobuf by epoch s; 1,000 of them'),
      ofQueue('pending', 'pending', 'list', 'task ids; LPUSH, RPOP: the next one is the last', {
        check: isList,
      }),
      ofQueue('active', 'active', 'list', 'task ids, the newest first', { check: isList }),
      ofQueue('state', '{state:scheduled|retry|archived|completed|lease}', 'zset', 'task id → epoch s', {
        check: isByTime,
      }),
      ofQueue('task', 't:{task}', 'hash', 'msg (protobuf), state, pending_since (ns), unique_key, result', {
        check: isLibraryRecord('an asynq task', ['state'], (state) =>
          /^(?:pending|active|scheduled|retry|archived|completed|aggregating)$/.test(state),
        ),
      }),
      ofQueue('total', '{ended:processed|failed}', 'string', 'tasks; processed counts failed runs too', {
        check: isInteger,
      }),
      ofQueue('daily', '{ended:processed|failed}:{bucket:YYYY-MM-DD}', 'string', 'tasks on that day', {
        ttl: '90 d',
        clock: 'YYYY-MM-DD',
        zone: 'UTC',
        check: isInteger,
      }),
      ofQueue('paused', 'paused', 'string', 'epoch s'),
      ofQueue('unique', 'unique:{task}', 'string', 'task id', { ttl: 'as long as it must be unique' }),
      ofQueue('groups', 'groups', 'set', 'names of groups'),
      ofQueue('group', 'g:{group}', 'zset', 'task id → epoch s when it came'),
      ofQueue('aggregations', 'aggregation_sets', 'zset', 'key → epoch s of its deadline'),
    ],
  },
];
