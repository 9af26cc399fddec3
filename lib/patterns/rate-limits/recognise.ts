import { list, string } from '@/lib/redis/reply';
import { firstBytes, isHashWith, where } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';
import { isCurrentWindow } from './windows';

const INTEGER = /^-?\d{1,15}$/;

/** Requests counted by INCR; giving back what was never taken makes it negative. */
export const isCount: Check = firstBytes((value) => (INTEGER.test(value) ? 'a count' : null), 20);

/** A count whose window ends: rates of exchange and the like do not. */
export const isEndingCount: Check = where(({ ttlMs }) => ttlMs !== null, isCount);

/** A count whose name says `floor(now / window length)`. */
export const isWindowCount: Check = where(
  ({ fields, now }) => isCurrentWindow(Number(fields.bucket), now),
  isCount,
);

/** A log of requests, whatever its members are: the name has said what it is for. */
export const isNamedLog: Check = isSortedSetKind('a log of requests by time', 'request-log', 'timed');

/** A log of requests that only its content tells from other sorted sets: members repeat their score. */
export const isRequestLog: Check = isSortedSetKind('a log of requests, member = time', 'request-log');

export const isBucket: Check = isHashWith('tokens', 'last_refill');

/** As @upstash/ratelimit keeps it. */
export const isUpstashBucket: Check = isHashWith('tokens', 'refilledAt');

/** Laravel's: the second at which the key itself ends. */
export const isTimer: Check = {
  commands: ({ name }) => [['GETRANGE', name, 0, 15]],
  judge: ([reply], { ttlMs, now }) => {
    const at = Number(timeIn(reply));
    // The key was looked at within a minute of `now`.
    return ttlMs !== null && Math.abs(at * 1000 - (now + ttlMs)) < 60_000
      ? 'the second of its own end'
      : null;
  },
};

/** The hits beside such a timer. */
export const isTimedCount: Check = {
  commands: ({ name }) => [
    ['GETRANGE', name, 0, 20],
    ['GETRANGE', `${name}:timer`, 0, 15],
  ],
  judge: ([count, timer]) =>
    INTEGER.test(string(count) ?? '') && timeIn(timer) !== null ? 'a count beside its timer' : null,
};

const timeIn = (reply: Parameters<Check['judge']>[0][number] | undefined): string | null =>
  /^[1-4]\d{9}$/.exec(string(reply) ?? '')?.[0] ?? null;

/** Analytics of @upstash/ratelimit: how often each identifier was let in or refused. */
export const isUpstashEvents: Check = {
  commands: ({ name }) => [['ZRANGE', name, 0, 2]],
  judge: ([reply]) =>
    list(reply).length > 0 && list(reply).every((member) => (string(member) ?? '').startsWith('{'))
      ? 'JSON by how often'
      : null,
};

/** The first part of `login:10.0.0.1` says what is limited; that of `fe80::1` is a word only by chance. */
export const ofLimiter = (check: Check): Check =>
  where(({ fields: { limiter = '', who = '' } }) => !isIpv6(`${limiter}:${who}`), check);

const isIpv6 = (text: string) =>
  /^[0-9a-f:.]+(?:%\w+|\/\d+)?$/i.test(text) && (text.includes('::') || text.split(':').length === 8);
