import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, transact, type Plan } from '../plan';
import { scanFields } from '../scan-some';

/** `cart:{session}` */
export const cartKey = (session: Bytes): Bytes => `cart:${session}`;

/** A cart that nobody touches for so long is given up. */
const CART_SECONDS = 2 * 3_600;

/**
 * Puts pieces of a product into a cart, or takes some out; none left of it takes the product out.
 * Layout: `cart:{session}` hash product:{id} → quantity, 2 h after the last change. The document sets no TTL, so that
 * carts which nobody pays for stay for ever.
 * @returns how many pieces of it are in the cart now
 */
export function* writeCartItem(session: Bytes, product: Bytes, pieces: number): Plan<number> {
  const field = `product:${product}`;
  return number(yield* askOne('EVAL', ADD_PIECES, 1, cartKey(session), field, pieces, CART_SECONDS)) ?? 0;
}

const ADD_PIECES = `
local left = redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
if left <= 0 then redis.call('HDEL', KEYS[1], ARGV[1]) end
redis.call('EXPIRE', KEYS[1], ARGV[3])
return math.max(left, 0)
`;

/**
 * Empties a cart and says what was in it; nobody can add in between. On a connection of its own: it WATCHes the cart.
 * @returns quantities by `product:{id}`; `null` where somebody changed the cart just then: ask again
 */
export function* takeCart(session: Bytes): Plan<Map<Bytes, number> | null> {
  const key = cartKey(session);
  yield* askOne('WATCH', key);
  const items = new Map<Bytes, number>();
  for (let cursor: string | null = '0'; cursor !== null;) {
    const page: { found: [Bytes, Bytes][]; cursor: string | null } = yield* scanFields(key, 500, cursor);
    for (const [field, quantity] of page.found) items.set(field, number(quantity) ?? 0);
    cursor = page.cursor;
  }
  return (yield* transact([['UNLINK', key]])) && items;
}

/** Gives up a cart; @returns whether it was there */
export function* removeCart(key: Bytes): Plan<boolean> {
  return number(yield* askOne('UNLINK', key)) === 1;
}
