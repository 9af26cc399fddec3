import { geoKey, writePlace } from '@/lib/patterns/geo/write';
import { type Plan } from '@/lib/patterns/plan';
import { type Redis } from 'ioredis';
import { type Random } from './random';
import { stores } from './shop';

const courierCount = 60;

/** Moves a courier about their town. */
export function moveCourier(random: Random): Plan<boolean> {
  const courier = random.int(courierCount);
  const [, longitude, latitude] = stores[courier % stores.length]!;
  const near = () => (random.next() - 0.5) / 8;
  const place = { longitude: longitude + near(), latitude: latitude + near() };
  return writePlace(geoKey('couriers'), `courier:${courier}`, place);
}

/** Looks for the couriers within 10 km of a store. */
export async function readNearbyCouriers(redis: Redis, random: Random): Promise<void> {
  const [, longitude, latitude] = random.pick(stores);
  const around = ['FROMLONLAT', longitude, latitude, 'BYRADIUS', 10, 'km'] as const;
  await redis.geosearch(geoKey('couriers'), ...around, 'ASC', 'COUNT', 5);
}
