import { createHash } from 'node:crypto';
import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';
import { categories, categoryOf, coldProductCount, loadProduct, loadUser, productCount } from '../shop';
import { transact, type Command } from '../transaction';

/** A little more or less, so that what was written together does not end together. */
function jitter(ttlSeconds: number, random: Random): number {
  return Math.max(1, Math.round(ttlSeconds * (0.85 + 0.3 * random.next())));
}

/**
 * Answers from the cache, or asks the source and remembers the answer for the next.
 * @param alongside Commands to run together with the write.
 */
async function readThrough(
  redis: Redis,
  random: Random,
  key: string,
  ttlSeconds: number,
  load: () => string,
  alongside: Command[] = [],
): Promise<string> {
  const known = await redis.get(key);
  if (known !== null) return known;
  const value = load();
  const write: Command = ['set', key, value, 'EX', jitter(ttlSeconds, random)];
  if (alongside.length > 0) await transact(redis, write, ...alongside);
  else await redis.set(key, value, 'EX', Number(write[4]));
  return value;
}

/** The longest that jitter() makes of a product's 10 minutes, and the tag's own minute. */
export const tagTtlSeconds = 600 * 1.15 + 60;

/** The set of the keys that are cached for a category. */
export const categoryTag = (category: string) => `tag:category-${category}`;

/**
 * Reads a product through the cache.
 * Layout: `cache:product:{id}` string JSON, about 10 min, 90 s for those that hardly anybody wants;
 * `tag:category-{category}` set of the keys cached for it, a minute longer than the longest of them.
 */
export async function readProduct(redis: Redis, random: Random, productId: number): Promise<string> {
  const key = `cache:product:${productId}`;
  const popular = productId < productCount;
  const tag = categoryTag(categoryOf(productId));
  return readThrough(
    redis,
    random,
    key,
    popular ? 600 : 90,
    () => loadProduct(productId),
    popular
      ? [
          ['sadd', tag, key],
          ['expire', tag, tagTtlSeconds],
        ]
      : [],
  );
}

/** Reads the products beside one, as far as they are cached: one MGET. */
export async function readRelated(redis: Redis, random: Random): Promise<void> {
  const ids = Array.from({ length: 4 }, () => random.skewed(productCount, 3.5));
  const found = await redis.mget(...ids.map((id) => `cache:product:${id}`));
  await Promise.all(
    ids.filter((_, index) => found[index] === null).map((id) => readProduct(redis, random, id)),
  );
}

/** Reads a user through the cache. Layout: `user:{id}` string JSON, about 1 h. */
export async function readUser(redis: Redis, random: Random, userId: number): Promise<string> {
  return readThrough(redis, random, `user:${userId}`, 3_600, () => loadUser(userId));
}

/** Reads a rendered page. Layout: `cache:page:{path}` string HTML, about 1 min, behind a lock (see writeFragment). */
export async function readPage(redis: Redis, random: Random, page: string): Promise<void> {
  const key = `cache:page:${page}`;
  if ((await redis.get(key)) === null) await writeFragment(redis, random, key, 60);
}

const release = luaScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('UNLINK', KEYS[1]) end
return 0
`);

/**
 * Renders what many ask for, once: who gets the lock does the work, the others do without.
 * Layout: `{key}:lock` string, a token of the holder, 10 s at most.
 */
async function writeFragment(redis: Redis, random: Random, key: string, ttlSeconds: number): Promise<void> {
  const token = random.uuid();
  if ((await redis.set(`${key}:lock`, token, 'EX', 10, 'NX')) === null) return;
  const html = `<main>${'<article>…</article>'.repeat(random.between(20, 120))}</main>`;
  await redis.set(key, html, 'EX', jitter(ttlSeconds, random));
  await release(redis, [`${key}:lock`], token);
}

/** Reads the products of a category. Layout: `product_list:category:{category}` string JSON, about 5 min. */
export async function readCategory(redis: Redis, random: Random, category: string): Promise<void> {
  await readThrough(redis, random, `product_list:category:${category}`, 300, () =>
    JSON.stringify(Array.from({ length: 40 }, (_, index) => index * categories.length)),
  );
}

/**
 * Reads an answer of the search through the cache.
 * Layout: `http_cache:{endpoint}:{md5 of the URL}` string JSON, about 5 min.
 */
export async function readSearch(redis: Redis, random: Random, query: string): Promise<void> {
  const hash = createHash('md5').update(`/api/search?q=${query}`).digest('hex');
  await readThrough(redis, random, `http_cache:search:${hash}`, 300, () =>
    JSON.stringify({ query, hits: Array.from({ length: 12 }, () => random.int(coldProductCount)) }),
  );
}

/**
 * Forgets everything that is cached under a tag, about a hundred keys at a time. A key and its place in the tag go
 * together, so that what is cached meanwhile stays findable.
 * @param set The tag's key.
 * @returns How many keys went.
 */
export async function invalidateTag(redis: Redis, set: string): Promise<number> {
  let gone = 0;
  let cursor = '0';
  do {
    const [next, keys] = await redis.sscan(set, cursor, 'COUNT', 100);
    if (keys.length > 0)
      gone += Number((await transact(redis, ['unlink', ...keys], ['srem', set, ...keys]))[0]);
    cursor = next;
  } while (cursor !== '0');
  return gone;
}
