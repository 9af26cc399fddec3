import { type Redis } from 'ioredis';
import { sendAll } from '../transaction';

/** The shop's settings, one of which a dashboard must not show. Layout: `config:app` hash, without end. */
export async function writeSettings(redis: Redis): Promise<void> {
  await redis.hset('config:app', {
    theme: 'autumn',
    checkout_enabled: '1',
    max_cart_items: '40',
    payment_api_key: 'demo-key-that-opens-nothing',
  });
}

/** What a user may do in the back office. Layout: `permissions:user:{id}` set of names, without end. */
export async function writePermissions(redis: Redis): Promise<void> {
  await sendAll(redis, [
    ['sadd', 'permissions:user:1', 'orders.read', 'orders.refund', 'users.read', 'settings.write'],
    ['sadd', 'permissions:user:2', 'orders.read', 'orders.refund'],
    ['sadd', 'permissions:user:3', 'orders.read'],
  ]);
}
