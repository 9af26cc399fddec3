import type { Family } from '../pattern';
import { isCount, isTimedCount, isTimer, isUpstashBucket, isUpstashEvents } from './recognise';
import { bucket, count, numberedCount } from './values';

/** The limiters of libraries, with all keys that they keep. */
export const libraryLimits: readonly Family[] = [
  {
    id: 'rate-limiter-flexible',
    source: 'rate-limiter-flexible',
    identity: [],
    title: 'rlflx:* (rate-limiter-flexible)',
    layouts: [
      {
        ...count,
        template: 'rlflx:{who}',
        certainty: 'anchor',
        encoding: 'integer: points consumed; who is blocked has one more than there are, and a longer TTL',
      },
    ],
  },
  {
    id: 'rate-limit-redis',
    source: 'rate-limit-redis',
    identity: [],
    title: 'rl:* (rate-limit-redis)',
    layouts: [{ ...count, template: 'rl:{who}', certainty: 'named' }],
  },
  {
    id: 'upstash-ratelimit',
    source: '@upstash/ratelimit',
    identity: [],
    title: '@upstash/ratelimit',
    layouts: [
      {
        ...numberedCount,
        id: 'window-pair',
        template: '@upstash/ratelimit:{who}:{bucket:windowNumber}',
        certainty: 'anchor',
        ttl: 'fixed: the window; sliding: two windows and a second',
      },
      {
        ...bucket,
        id: 'tokens',
        template: '@upstash/ratelimit:{who}',
        certainty: 'anchor',
        encoding: 'tokens left at refilledAt (epoch ms)',
        ttl: 'until it is full again',
        check: isUpstashBucket,
      },
      {
        id: 'limit',
        template: '@upstash/ratelimit:dynamic:global',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'integer: the limit that counts for all',
        ttl: 'none',
        check: isCount,
      },
      {
        id: 'events',
        template: '@upstash/ratelimit:events:{hour:number}',
        types: ['zset'],
        certainty: 'anchor',
        encoding: 'score = how often, member = JSON {identifier, success …}',
        ttl: '90 d',
        check: isUpstashEvents,
      },
      {
        id: 'denied',
        template: '@upstash/ratelimit:denyList:{list}',
        types: ['set'],
        certainty: 'anchor',
        encoding: 'who is refused always',
        ttl: 'none',
      },
      {
        id: 'denied-status',
        template: '@upstash/ratelimit:{status:ipDenyListStatus|denyListStatus}',
        types: ['string'],
        certainty: 'anchor',
        encoding: 'whether the list of addresses is up to date',
        ttl: 'a day',
      },
    ],
  },
  {
    id: 'laravel-limiter',
    source: 'Laravel: RateLimiter',
    identity: [],
    title: 'Laravel limits',
    layouts: [
      {
        id: 'timer',
        template: '{who}:timer',
        types: ['string'],
        certainty: 'generic',
        encoding: 'epoch s at which the count beside it ends',
        ttl: 'the window, from the first request',
        check: isTimer,
      },
      {
        id: 'hits',
        template: '{who}',
        types: ['string'],
        certainty: 'content',
        encoding: 'integer: requests, beside {who}:timer',
        ttl: 'the window, from the first request',
        check: isTimedCount,
      },
    ],
  },
];
