import { createHash } from 'node:crypto';
import { toBytes, type Bytes } from '@/lib/patterns/bytes';
import { cacheKey, cacheValue, httpKey, readCached, type Tagging } from '@/lib/patterns/caches/write';
import { guardKey, returnLock, takeGuard } from '@/lib/patterns/locks/write';
import { userKey } from '@/lib/patterns/objects/write';
import { askOne, type Plan } from '@/lib/patterns/plan';
import { list } from '@/lib/redis/reply';
import { type Random } from './random';
import { categories, categoryOf, coldProductCount, loadProduct, loadUser, productCount } from './shop';

// What the shop asks its cache, and asks its database and remembers when the cache does not know.

/** A little more or less, so that what was written together does not end together. */
function jitter(ttlSeconds: number, random: Random): number {
  return Math.max(1, Math.round(ttlSeconds * (0.85 + 0.3 * random.next())));
}

function* readThrough(
  random: Random,
  key: Bytes,
  ttlSeconds: number,
  load: () => string,
  tagging?: Tagging,
): Plan<void> {
  if ((yield* readCached(key)) !== null) return;
  yield* cacheValue(key, toBytes(load()), jitter(ttlSeconds, random), tagging);
}

/** The longest that jitter() makes of a product's 10 minutes, and the tag's own minute. */
export const tagTtlSeconds = 600 * 1.15 + 60;

/** What the products of a category are tagged with. */
export const categoryTag = (category: string) => `category-${category}`;

/** `cache:product:{id}` */
export const productKey = (productId: number) => cacheKey('product', String(productId));

/** A product: about 10 min under the tag of its category, 90 s without for those that hardly anybody wants. */
export function readProduct(random: Random, productId: number): Plan<void> {
  const popular = productId < productCount;
  const tagging = { tags: [categoryTag(categoryOf(productId))], ttlSeconds: tagTtlSeconds };
  return readThrough(
    random,
    productKey(productId),
    popular ? 600 : 90,
    () => loadProduct(productId),
    popular ? tagging : undefined,
  );
}

/** The products beside one, as far as they are cached: one MGET. */
export function* readRelated(random: Random): Plan<void> {
  const ids = Array.from({ length: 4 }, () => random.skewed(productCount, 3.5));
  const found = list(yield* askOne('MGET', ...ids.map(productKey)));
  for (const [index, id] of ids.entries()) if (found[index] === null) yield* readProduct(random, id);
}

/** A user: about an hour. */
export const readUser = (random: Random, userId: number): Plan<void> =>
  readThrough(random, userKey(String(userId)), 3_600, () => loadUser(userId));

/** A rendered page, about a minute. Who gets its guard renders it; the others do without. */
export function* readPage(random: Random, page: string, now: number): Plan<void> {
  const key = cacheKey('page', page);
  if ((yield* readCached(key)) !== null) return;
  const token = yield* takeGuard(key, now);
  if (token === null) return;
  const html = `<main>${'<article>…</article>'.repeat(random.between(20, 120))}</main>`;
  yield* cacheValue(key, toBytes(html), jitter(60, random));
  yield* returnLock(guardKey(key), token);
}

/** The products of a category: `product_list:category:{category}` string JSON, about 5 min. */
export const readCategory = (random: Random, category: string): Plan<void> =>
  readThrough(random, `product_list:category:${category}`, 300, () =>
    JSON.stringify(Array.from({ length: 40 }, (_, index) => index * categories.length)),
  );

/** An answer of the search: about 5 min. */
export function readSearch(random: Random, query: string): Plan<void> {
  const hash = createHash('md5').update(`/api/search?q=${query}`).digest('hex');
  return readThrough(random, httpKey('search', hash), 300, () =>
    JSON.stringify({ query, hits: Array.from({ length: 12 }, () => random.int(coldProductCount)) }),
  );
}
