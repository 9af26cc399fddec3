import type { Family } from '../pattern';
import {
  isClaimedJobs,
  isDelayedIds,
  isDue,
  isHashOfJobs,
  isListOfIds,
  isListOfJobs,
  isListOfJsonMessages,
  isListOfMessages,
  isPriorities,
  isRankedJobs,
  isRankedTasks,
  isSetOfIds,
} from './recognise';

/** Names that the documents give to queues without a prefix; those of the second row many other things have. */
const WORK_NAMES = '{name:tasks|email_jobs|jobs}';
const GENERIC_NAMES = '{name:high|low|normal|high_priority|low_priority}';

/**
 * The documents' own queues. The ids of layouts are unique among all of them: a pattern that a person describes takes
 * over the layout, and by it the reader knows what the key holds.
 */
export const queues: readonly Family[] = [
  {
    id: 'job-queue',
    source: 'a common layout (RedisJobQueue)',
    identity: ['queue'],
    title: '{queue}',
    // A list of ids means a job queue only where the jobs stand beside it.
    requires: ['jobs'],
    layouts: [
      {
        id: 'waiting',
        template: 'queue:{queue}',
        types: ['list'],
        certainty: 'named',
        encoding: 'job ids; RPUSH, BLPOP: the next one is the first',
        ttl: 'none',
        check: isListOfIds,
      },
      {
        id: 'high',
        template: 'queue:{queue}:high',
        types: ['list'],
        certainty: 'named',
        encoding: 'job ids; LPUSH, BLPOP: the newest is taken first',
        ttl: 'none',
        check: isListOfIds,
      },
      {
        id: 'delayed',
        template: 'queue:{queue}:delayed',
        types: ['zset'],
        certainty: 'named',
        encoding: 'member = job id, score = epoch s when it is due',
        ttl: 'none',
        check: isDelayedIds,
      },
      {
        id: 'processing',
        template: 'queue:{queue}:processing',
        types: ['set'],
        certainty: 'named',
        encoding: 'job ids',
        ttl: 'none',
        check: isSetOfIds,
      },
      {
        id: 'jobs',
        template: 'jobs:{queue}',
        types: ['hash'],
        certainty: 'named',
        encoding:
          'job id → JSON {id, type, data, status, created_at, started_at, finished_at, priority, result}',
        ttl: 'none: it grows for ever, unless somebody sweeps it',
        check: isHashOfJobs,
      },
    ],
  },
  {
    id: 'priority-queue',
    source: 'a common layout (JobQueue)',
    identity: ['queue'],
    title: '{queue}',
    layouts: [
      {
        id: 'ranked',
        template: 'queue:{queue}',
        types: ['zset'],
        certainty: 'named',
        encoding: 'member = JSON {id, …, priority, attempts}, score = −priority',
        ttl: 'none',
        check: isRankedJobs,
      },
      {
        id: 'claimed',
        template: 'queue:{queue}:processing',
        types: ['zset'],
        certainty: 'named',
        encoding: 'member = JSON as it was queued, score = epoch s of the claim',
        ttl: 'none; complete() never removes its jobs',
        check: isClaimedJobs,
      },
    ],
  },
  {
    id: 'list-queue',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        id: 'messages',
        template: 'queue:{name}',
        types: ['list'],
        certainty: 'named',
        encoding: 'JSON; LPUSH, BRPOP: the oldest is the last, or RPUSH, BLPOP: it is the first',
        ttl: 'none',
        check: isListOfMessages,
      },
    ],
  },
  {
    id: 'list-queue-alone',
    source: 'a common layout',
    identity: ['name'],
    title: '{name}',
    layouts: [
      {
        id: 'work',
        template: WORK_NAMES,
        types: ['list'],
        certainty: 'named',
        encoding: 'JSON or texts; LPUSH, BRPOP',
        ttl: 'none',
        check: isListOfMessages,
      },
      {
        id: 'work-by-urgency',
        template: GENERIC_NAMES,
        types: ['list'],
        certainty: 'generic',
        encoding: 'JSON; LPUSH, BRPOP of several lists, the urgent one first',
        ttl: 'none',
        check: isListOfJsonMessages,
      },
    ],
  },
  {
    id: 'task-priorities',
    source: 'a common layout',
    identity: [],
    title: 'tasks',
    layouts: [
      {
        id: 'tasks',
        template: 'tasks',
        types: ['zset'],
        certainty: 'named',
        encoding: 'member = task, score = priority; under the name of the list, so that the other kind fails',
        ttl: 'none',
        check: isRankedTasks,
      },
    ],
  },
  {
    id: 'stack',
    source: 'a common layout',
    identity: ['name'],
    title: 'stack {name}',
    layouts: [
      {
        id: 'stack',
        template: 'stack:{name}',
        types: ['list'],
        certainty: 'named',
        encoding: 'anything; LPUSH, LPOP: the newest is taken first',
        ttl: 'none',
      },
    ],
  },
  {
    id: 'jobs-by-content',
    source: 'content: a list of JSON that tells of work',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'job-list',
        template: '{key}',
        types: ['list'],
        certainty: 'content',
        encoding: 'JSON',
        ttl: 'any',
        check: isListOfJobs,
      },
    ],
  },
  {
    id: 'priorities-by-content',
    source: 'content: a sorted set of JSON with small scores, none above 0',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'ranked-list',
        template: '{key}',
        types: ['zset'],
        certainty: 'content',
        encoding: 'member = JSON, score = −priority',
        ttl: 'any',
        check: isPriorities,
      },
    ],
  },
  {
    id: 'due-by-content',
    source: 'content: a sorted set of times still to come',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'due',
        template: '{key}',
        types: ['zset'],
        certainty: 'content',
        encoding: 'score = epoch s or ms when it is due',
        ttl: 'any',
        check: isDue,
      },
    ],
  },
];
