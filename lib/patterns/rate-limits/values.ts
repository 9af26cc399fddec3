import type { Check, Layout } from '../pattern';
import { isBucket, isCount, isNamedLog, isWindowCount } from './recognise';

/** What limiters keep. The id of a layout says how its keys are read, see `usage.ts`. */

/** What a key holds, whatever its name is. */
export type Values = Omit<Layout, 'template' | 'certainty'> & { check: Check };

export const startedCount = {
  id: 'window-start',
  types: ['string'],
  encoding: 'integer: requests in the window that begins at the second in the name',
  ttl: 'the window, at most one more after the last request',
  check: isCount,
} as const satisfies Values;

export const numberedCount = {
  id: 'window-number',
  types: ['string'],
  encoding: 'integer: requests in the window of this number, floor(epoch s / length)',
  ttl: 'the window',
  check: isWindowCount,
} as const satisfies Values;

export const count = {
  id: 'count',
  types: ['string'],
  encoding: 'integer: requests since the first one',
  ttl: 'the window, from the first request',
  check: isCount,
} as const satisfies Values;

export const log = {
  id: 'log',
  types: ['zset'],
  encoding: 'score = epoch s of a request, member = the same, alone or with a nonce',
  ttl: 'the window after the last request, or a second more',
  check: isNamedLog,
} as const satisfies Values;

export const bucket = {
  id: 'tokens',
  types: ['hash'],
  encoding: 'tokens left at last_refill (epoch s); capacity and rate are not stored',
  ttl: 'capacity / rate + 60 s, or 3600 s',
  check: isBucket,
} as const satisfies Values;
