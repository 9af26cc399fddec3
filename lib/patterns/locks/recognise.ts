import { string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { isUuid } from '../checks';
import type { Check, KeyFacts } from '../pattern';
import { holderCommands, MOST_BYTES, readHolder } from './holder';

/** What a cache's loader leaves in the place of what it computes. */
const COMPUTING = '__COMPUTING__';

/** BullMQ's worker and the number of its lock; Bull's jobs stand under its own prefix. */
const JOB_TOKEN = /^[0-9a-f-]{36}:\d+$/i;

const value = (judge: (value: Bytes, key: KeyFacts) => string | null): Check => ({
  commands: ({ name }) => [['GETRANGE', name, 0, MOST_BYTES]],
  judge: ([reply], key) => {
    const held = string(reply) ?? '';
    const isNone = held === '' || held.length > MOST_BYTES || held === COMPUTING || JOB_TOKEN.test(held);
    return isNone || key.name.startsWith('bull:') ? null : judge(held, key);
  },
});

const PHRASES = { token: 'a token', word: 'a word', time: 'a time', redisson: 'threads of Redisson' };

const phraseOf = (held: Bytes, now: number) => PHRASES[readHolder('string', [held], now)!.kind];

/** Whatever a lock's holder writes under a lock's name. */
export const isLock: Check = value((held, { now }) => phraseOf(held, now));

/** Under a name that ends like a lock's: a token or a time, or anything that ends within the hour. */
export const isGuard: Check = value((held, { now, ttlMs }) => {
  const phrase = phraseOf(held, now);
  return phrase !== 'a word' || (ttlMs !== null && ttlMs <= 3_600_000) ? phrase : null;
});

/** Locks are held for seconds; what lives longer is rather a code that somebody was sent. */
const MOST_HELD_MS = 600_000;

/** Under such names random values mean something else: a secret, an id of something, the sum of a content. */
const OTHERS =
  /token|otp|csrf|xsrf|nonce|state|code|verif|confirm|reset|pass|sess|auth|login|magic|link|invit|cache|etag|hash|md5|sha\d|digest|version|idempot|request|trace|correl|upload|cart|visitor|device|user|account|job|task|order|:id$|_id$/i;

/** Under any other name: a token and nothing else, that ends soon. */
const isBareToken = (phrase: string, fits: (value: Bytes) => boolean): Check =>
  value((held, { name, ttlMs }) =>
    fits(held) && ttlMs !== null && ttlMs <= MOST_HELD_MS && !OTHERS.test(name) ? phrase : null,
  );

/** As DistributedLock of document 001 takes a resource by its own name. */
export const isBareUuid = isBareToken('a UUID that ends soon', isUuid);

/** As redlock does: 16 random bytes. */
export const isBareHex = isBareToken('32 hexadecimal digits that end soon', (held) =>
  /^[0-9a-f]{32}$/.test(held),
);

/** Redisson's: `<uuid>:<thread>` and how often it has locked, and perhaps the mode of a read-write lock. */
export const isRedissonLock: Check = {
  ignoresName: true,
  commands: ({ name, type }) => holderCommands(name, type),
  judge: (replies, { type, now }) => {
    const holder = readHolder(type, replies, now);
    return holder?.kind === 'redisson' ? 'threads of Redisson and how often each has locked' : null;
  },
};
