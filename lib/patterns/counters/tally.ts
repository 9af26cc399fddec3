import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { ask, storedReply, type Plan } from '../plan';
import { scanFields } from '../scan-some';
import type { CounterResponse } from './model';

/** Fields of a hash that are shown. */
const MOST_FIELDS = 100;

/**
 * A hash of counts that have no periods. Only two readings make a rate: nobody knows when it began.
 * @param key the hash; `null` for a thing whose counts are no hash
 */
export function* readTally(key: Bytes | null, now: number): Plan<CounterResponse['tally']> {
  if (key === null) return null;
  const [length] = yield* ask([['HLEN', key]]);
  const { found } = yield* scanFields(key, MOST_FIELDS);
  const counts = new Map(found.map(([field, value]) => [field, number(value)]));
  const [requests, errors] = [counts.get('requests') ?? null, counts.get('errors') ?? null];
  return {
    fields: [...counts]
      .flatMap(([field, value]) => (value === null ? [] : [{ name: toWire(field), value }]))
      .sort((a, b) => b.value - a.value)
      .slice(0, MOST_FIELDS),
    of: number(storedReply(length)) ?? 0,
    errorRatio: requests === null || requests <= 0 ? null : (errors ?? 0) / requests,
    readAt: now,
  };
}
