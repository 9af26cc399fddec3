import type { Family, Layout } from '../pattern';
import { isBareHex, isBareUuid, isGuard, isLock, isRedissonLock } from './recognise';

const redisson = {
  types: ['hash'],
  encoding: '<uuid>:<thread> = how often that thread has locked; mode = read or write of a read-write lock',
  ttl: '30 s, renewed by a watchdog',
  check: isRedissonLock,
} as const satisfies Partial<Layout>;

/** Keys that Redisson needs beside its locks; who waits stands in them. */
const helper = (id: string, template: string, types: Layout['types'], encoding: string): Layout => ({
  id,
  template,
  types,
  certainty: 'anchor',
  encoding,
  ttl: 'as long as somebody waits',
});

export const locks: readonly Family[] = [
  {
    id: 'lock',
    source: 'a common layout',
    identity: [],
    title: 'locks',
    layouts: [
      {
        id: 'lock',
        template: 'lock:{name}',
        types: ['string'],
        certainty: 'named',
        encoding: 'a UUID that only the holder knows, or the word "locked"',
        ttl: '5 to 30 s; none where SETNX took it: it then stays for ever',
        check: isLock,
      },
      {
        id: 'locks',
        template: 'locks:{name}',
        types: ['string'],
        certainty: 'named',
        encoding: 'the same: redlock’s documentation calls them so',
        ttl: 'seconds',
        check: isLock,
      },
      {
        id: 'guard',
        template: '{name}:lock',
        types: ['string'],
        certainty: 'generic',
        encoding: 'the time in epoch s at which a cache’s loader began',
        ttl: '10 s',
        check: isGuard,
      },
    ],
  },
  {
    id: 'redisson-lock',
    source: 'Redisson',
    identity: [],
    title: 'locks of Redisson',
    layouts: [
      { id: 'lock', template: 'lock:{name}', certainty: 'named', ...redisson },
      { id: 'locks', template: 'locks:{name}', certainty: 'named', ...redisson },
      { id: 'guard', template: '{name}:lock', certainty: 'named', ...redisson },
      { id: 'elsewhere', template: '{key}', certainty: 'content', ...redisson },
      helper('queue', 'redisson_lock_queue:{name}', ['list'], 'threads that wait, the first one first'),
      helper(
        'timeout',
        'redisson_lock_timeout:{name}',
        ['zset'],
        'score = until when each of them waits, in ms',
      ),
      helper('token', 'redisson_lock_token:{name}', ['string'], 'how often it was locked: a fencing token'),
      helper(
        'latch',
        'redisson_unlock_latch:{name}',
        ['string'],
        'that an unlock was done, for its repetition',
      ),
      helper(
        'read-timeout',
        '{name}:{uuid:uuid}:{thread:number}:rwlock_timeout:{nth:number}',
        ['string'],
        '1: how long one reader holds it',
      ),
      helper(
        'helper',
        'redisson_{part}:{name}',
        ['string', 'list', 'set', 'zset', 'hash'],
        'what Redisson’s other objects need',
      ),
    ],
  },
  {
    id: 'lock-elsewhere',
    source: 'content: a random token with a TTL, as DistributedLock and redlock write it',
    identity: ['shape'],
    title: '{shape}',
    layouts: [
      {
        id: 'uuid',
        template: '{key}',
        types: ['string'],
        certainty: 'content',
        encoding: 'a UUID under the resource’s own name',
        ttl: '30 s',
        check: isBareUuid,
      },
      {
        id: 'hex',
        template: '{key}',
        types: ['string'],
        certainty: 'content',
        encoding: '32 hexadecimal digits under the resource’s own name',
        ttl: 'seconds',
        check: isBareHex,
      },
    ],
  },
];

const HELPERS = ['queue', 'timeout', 'token', 'latch', 'read-timeout', 'helper'];

/** Whether a layout’s keys are locks, and not what Redisson keeps beside them. */
export const isLockLayout = (layout: string): boolean => !HELPERS.includes(layout);
