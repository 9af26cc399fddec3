import { type Redis } from 'ioredis';
import { transact } from '../transaction';

const ttlSeconds = 2 * 3_600;
const key = (sessionId: string) => `cart:${sessionId}`;

/** Puts a product into a cart. Layout: `cart:{session}` hash product:{id} → quantity, 2 h after the last change. */
export async function writeCartItem(
  redis: Redis,
  sessionId: string,
  productId: number,
  quantity: number,
): Promise<void> {
  await transact(
    redis,
    ['hincrby', key(sessionId), `product:${productId}`, quantity],
    ['expire', key(sessionId), ttlSeconds],
  );
}

/**
 * Empties a cart and says what was in it; nobody can add in between.
 * @returns Quantities by `product:{id}`.
 */
export async function takeCart(redis: Redis, sessionId: string): Promise<Map<string, number>> {
  const [content] = await transact(redis, ['hgetall', key(sessionId)], ['unlink', key(sessionId)]);
  // A list of names and values in one protocol, an object in another.
  const flat = Array.isArray(content) ? content : Object.entries(content as object).flat();
  const items = new Map<string, number>();
  for (let index = 0; index < flat.length; index += 2)
    items.set(String(flat[index]), Number(flat[index + 1]));
  return items;
}
