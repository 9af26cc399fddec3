import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, type Plan } from '../plan';
import type { Place } from './geohash';

/** `geo:{name}` */
export const geoKey = (name: Bytes): Bytes => `geo:${name}`;

/**
 * Enters a place, or moves it.
 * Layout: `geo:{name}` geo set: a sorted set of names by 52-bit geohash, without end.
 * @returns whether it is new
 * @throws the error of Redis for a place nearer to a pole than 85.05112878°
 */
export function* writePlace(key: Bytes, member: Bytes, { longitude, latitude }: Place): Plan<boolean> {
  return number(yield* askOne('GEOADD', key, longitude, latitude, member)) === 1;
}

/** Takes a place off the map; @returns whether it was there */
export function* removePlace(key: Bytes, member: Bytes): Plan<boolean> {
  return number(yield* askOne('ZREM', key, member)) === 1;
}
