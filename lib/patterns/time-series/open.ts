import { number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { isOwnKey } from '../kept-keys';
import type { Thing } from '../pattern';
import { ask, settled, type Plan } from '../plan';
import { EVENTS, timeSeries } from './layouts';
import { openList } from './list-source';
import { openModuleSeries } from './module-source';
import { openSortedSet } from './sorted-set-source';
import type { Ask, Source } from './source';

/** A key of whatever type points are kept in. */
export interface Opened {
  type: string;
  ttlMs: number | null;
  source: Source;
}

/**
 * Looks at a key before it is read: what it is, how it is written, from when to when it goes.
 * @throws Error that says why not: the key is gone, of another type, or out of the person's reach
 */
export function* openSeries(thing: Thing, key: Bytes, asked: Omit<Ask, 'measures'>): Plan<Opened> {
  if (!isOwnKey(thing, timeSeries, key)) throw new Error('the key is none of this thing');
  const [typeReply, ttlReply] = yield* ask([
    ['TYPE', key],
    ['PTTL', key],
  ]);
  const type = string(settled(typeReply)) ?? 'none';
  const ttl = number(ttlReply ?? null) ?? -1;
  const part = thing.parts.find(({ names }) => names.includes(key)) ?? thing.parts[0];
  const source = yield* openType(type, key, { ...asked, measures: part?.layout !== EVENTS });
  return { type, ttlMs: ttl < 0 ? null : ttl, source };
}

function openType(type: string, key: Bytes, asked: Ask): Plan<Source> {
  switch (type) {
    case 'zset':
      return openSortedSet(key, asked);
    case 'list':
      return openList(key, asked);
    case 'TSDB-TYPE':
      return openModuleSeries(key, asked);
    case 'none':
      throw new Error('the key is gone');
    default:
      throw new Error(`a ${type} is no time series`);
  }
}
