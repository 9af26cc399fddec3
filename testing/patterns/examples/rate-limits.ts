import {
  countInFixedWindow,
  countInNumberedWindow,
  countSinceFirst,
  logEveryRequest,
  logInSlidingWindow,
  takeToken,
} from '@/lib/patterns/rate-limits/write';
import { stored, written, type Examples } from './example';
import { hex } from './ids';

const window = { limit: 100, windowSeconds: 300 };
const bucket = { capacity: 20, refillPerSecond: 0.1 };

export const rateLimitExamples: Examples = (now) => {
  const seconds = Math.floor(now / 1000);
  const number = Math.floor(seconds / 300);
  const limiter = `laravel_database_laravel_cache_:${hex(9)}`;
  return [
    written(
      [
        countInFixedWindow('login', '10.0.0.1', now, window),
        countInFixedWindow('user7', null, now, window),
        countInNumberedWindow('user:7', now, window),
      ],
      ['fixed-window', { 'window-start': `rate_limit:fixed:login:${number * 300}:10.0.0.1` }],
      ['fixed-window-alone', { 'window-start': `rate_limit:fixed:user7:${number * 300}` }],
      ['window-counter', { 'window-number': `rate_limit:user:7:${number}` }],
    ),
    written(
      [
        logInSlidingWindow('rate_limit:sliding:login:10.0.0.1', now, 'n1', window),
        logInSlidingWindow('rate_limit:sliding:10.0.0.1', now, 'n1', window),
        logInSlidingWindow('rate_limit:user:8', now, 'n1', window),
        logInSlidingWindow('api:user:8:requests', now, 'n1', window),
        logEveryRequest('user:8', now, 'a1b2', window),
        logEveryRequest('10.0.0.1', now, 'a1b2', window),
      ],
      ['sliding-window', { log: 'rate_limit:sliding:login:10.0.0.1' }],
      ['sliding-window-alone', { log: 'rate_limit:sliding:10.0.0.1' }],
      ['limit-log', { log: 'rate_limit:user:8' }],
      ['api-log', { log: 'api:user:8:requests' }],
      ['tiered-limit', { 'open-log': 'user:8' }],
      ['request-log', { 'open-log': '10.0.0.1' }],
    ),
    written(
      [
        takeToken('rate_limit:token:login:10.0.0.1', now, bucket),
        takeToken('rate_limit:token:10.0.0.1', now, bucket),
        takeToken('bucket:user:7', now, bucket, 3_600),
      ],
      ['token-bucket', { tokens: 'rate_limit:token:login:10.0.0.1' }],
      ['token-bucket-alone', { tokens: 'rate_limit:token:10.0.0.1' }],
      ['bucket', { tokens: 'bucket:user:7' }],
    ),
    written(
      [
        countSinceFirst('rate_limit:user:9', window),
        countSinceFirst('rate:user:9', window),
        countSinceFirst('api:user:9:requests', window),
      ],
      ['limit-count', { count: 'rate_limit:user:9' }],
      ['rate', { count: 'rate:user:9' }],
      ['api-count', { count: 'api:user:9:requests' }],
    ),
    stored('rate-limiter-flexible', { count: ['SET', 'rlflx:10.0.0.1', 3, 'PX', 60_000] }),
    stored('rate-limit-redis', { count: ['SET', 'rl:10.0.0.1', 7, 'PX', 60_000] }),
    stored('upstash-ratelimit', {
      'window-pair': ['SET', `@upstash/ratelimit:ann:${number}`, 4, 'PX', 600_000],
      tokens: ['HSET', '@upstash/ratelimit:bob', 'refilledAt', now, 'tokens', 9],
      limit: ['SET', '@upstash/ratelimit:dynamic:global', 50],
      events: [
        'ZADD',
        `@upstash/ratelimit:events:${Math.floor(seconds / 3_600)}`,
        3,
        '{"identifier":"ann","success":true}',
      ],
      denied: ['SADD', '@upstash/ratelimit:denyList:all', '10.0.0.66'],
      'denied-status': ['SET', '@upstash/ratelimit:ipDenyListStatus', 'valid', 'PX', 60_000],
    }),
    stored('laravel-limiter', {
      timer: ['SET', `${limiter}:timer`, seconds + 300, 'EX', 300],
      hits: ['SET', limiter, 3, 'EX', 300],
    }),
  ];
};
