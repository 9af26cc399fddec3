import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { stores } from '../shop';
import { sendAll } from '../transaction';

const courierCount = 60;

/** Enters the stores. Layout: `geo:stores` geo set (zset) of store names, without end. */
export async function writeStores(redis: Redis): Promise<void> {
  await sendAll(
    redis,
    stores.map(([name, longitude, latitude]) => ['geoadd', 'geo:stores', longitude, latitude, name]),
  );
}

/** Moves a courier about their town. Layout: `geo:couriers` geo set of sixty couriers, without end. */
export async function writeCourier(redis: Redis, random: Random): Promise<void> {
  const courier = random.int(courierCount);
  const [, longitude, latitude] = stores[courier % stores.length]!;
  const near = () => (random.next() - 0.5) / 8;
  await redis.geoadd('geo:couriers', longitude + near(), latitude + near(), `courier:${courier}`);
}

/** Looks for the couriers within 10 km of a store. */
export async function readNearbyCouriers(redis: Redis, random: Random): Promise<void> {
  const [, longitude, latitude] = random.pick(stores);
  await redis.geosearch(
    'geo:couriers',
    'FROMLONLAT',
    longitude,
    latitude,
    'BYRADIUS',
    10,
    'km',
    'ASC',
    'COUNT',
    5,
  );
}
