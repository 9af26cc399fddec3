import { isEpochSeconds } from '../checks';
import { parseJson, type Bytes } from '../bytes';
import type { Family } from '../pattern';
import {
  isJsonOf,
  isLibraryHash,
  isLibraryList,
  isLibrarySet,
  isLibrarySortedSet,
  isLibraryText,
} from './recognise';

/** Bytes that kombu puts between the parts of a name. */
export const SEPARATOR = '\x06\x16';

/** A message as kombu lays it down; what it carries stands in `body`, in base64. */
const isQueue = isLibraryList('a list of Celery’s messages', (text) =>
  isJsonOf(text, 'body', 'headers', 'properties'),
);

/** `[message, exchange, routing key]` */
const isUnacked = (text: Bytes): boolean => {
  const value = parseJson(text);
  const [message] = Array.isArray(value) && value.length === 3 ? (value as unknown[]) : [];
  return typeof message === 'object' && message !== null && 'body' in message && 'properties' in message;
};

/** The broker's side: messages on their way to workers. */
export const celery: readonly Family[] = [
  {
    id: 'celery',
    source: 'Celery (kombu)',
    identity: [],
    title: 'Celery',
    // A queue may be called anything: a list of messages is one only where kombu has written down who gets them.
    requires: ['binding'],
    layouts: [
      {
        id: 'binding',
        template: '_kombu.binding.{exchange}',
        types: ['set'],
        certainty: 'anchor',
        encoding: 'routing key, pattern and queue, with \\x06\\x16 between them',
        ttl: 'none',
        check: isLibrarySet('a set of kombu’s bindings', (member) => member.split(SEPARATOR).length === 3),
      },
      {
        id: 'default-queue',
        template: 'celery',
        types: ['list'],
        certainty: 'named',
        encoding: 'JSON {body (base64), headers, properties}; LPUSH, BRPOP: the next one is the last',
        ttl: 'none',
        check: isQueue,
      },
      {
        id: 'priority',
        template: `{queue}${SEPARATOR}{priority:number}`,
        types: ['list'],
        certainty: 'content',
        encoding: 'the same, of a lower priority than the queue itself; 3, 6 and 9',
        ttl: 'none',
        check: isQueue,
      },
      {
        id: 'queue',
        template: '{key}',
        types: ['list'],
        certainty: 'content',
        encoding: 'the same, of a queue with a name of its own',
        ttl: 'none',
        check: isQueue,
      },
      {
        id: 'unacked',
        template: 'unacked',
        types: ['hash'],
        certainty: 'generic',
        encoding: 'delivery tag → JSON [message, exchange, routing key]: with a worker',
        ttl: 'none',
        check: isLibraryHash('a hash of Celery’s messages', isUnacked),
      },
      {
        id: 'unacked-index',
        template: 'unacked_index',
        types: ['zset'],
        certainty: 'named',
        encoding: 'delivery tag → epoch s when a worker got it',
        ttl: 'none',
        check: isLibrarySortedSet('a sorted set of delivery tags by epoch seconds', ({ score }) =>
          isEpochSeconds(score),
        ),
      },
      {
        id: 'unacked-mutex',
        template: 'unacked_mutex',
        types: ['string'],
        certainty: 'named',
        encoding: 'a token, while lost messages are put back',
        ttl: '300 s',
      },
    ],
  },
];

/** What became of tasks: a thing of its own, since the broker may be another server, or no Redis at all. */
export const celeryResults: readonly Family[] = [
  {
    id: 'celery-results',
    source: 'Celery, result backend',
    identity: [],
    title: 'Celery results',
    requires: ['result', 'group'],
    layouts: [
      {
        id: 'result',
        template: 'celery-task-meta-{task}',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'JSON {status, result, traceback, children, date_done, task_id}',
        ttl: 'result_expires: 1 d',
        check: isLibraryText('a Celery result', (text) => /^\{.*"status":/s.test(text)),
      },
      {
        id: 'group',
        template: 'celery-taskset-meta-{group}',
        types: ['string', 'list', 'zset'],
        certainty: 'anchor',
        encoding: 'JSON {result}; .j, .t and .s: results, size and sum of a chord',
        ttl: 'result_expires: 1 d',
      },
      {
        id: 'chord',
        template: 'chord-unlock-{group}',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'how many tasks of a chord are done',
        ttl: '1 d',
      },
    ],
  },
];
