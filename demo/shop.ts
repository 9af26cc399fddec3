import { type Random } from './random';

// The shop whose traffic this is. Every id space is bounded, so that the memory is.

export const userCount = 5_000;
/** Users with a feed, activities and followers. */
export const memberCount = 400;
export const productCount = 800;
/** Products that hardly anybody looks at follow the popular ones. */
export const coldProductCount = 20_000;
export const articleCount = 120;

export const categories = ['coffee', 'tea', 'grinders', 'kettles', 'cups', 'books', 'gifts', 'spare-parts'];
export const pages = [
  '/',
  '/shop',
  '/shop/sale',
  '/shop/new',
  '/blog',
  '/blog/brewing',
  '/cart',
  '/account',
  '/about',
];
export const countries = ['de', 'fr', 'nl', 'at', 'pl', 'es'];
export const devices = ['mobile', 'mobile', 'mobile', 'desktop', 'desktop', 'tablet'];
export const games = ['bean-catcher', 'latte-art', 'quiz'];
export const rooms = ['general', 'brewing', 'support'];
export const searchTerms = [
  'filter',
  'espresso',
  'decaf',
  'kettle',
  'v60',
  'grinder',
  'gift card',
  'mug',
  'oat milk',
];
export const events = ['order.placed', 'order.paid', 'stock.low', 'user.joined'];

/** Where the stores are: name, longitude, latitude. */
export const stores: readonly (readonly [string, number, number])[] = [
  ['store:berlin', 13.405, 52.52],
  ['store:hamburg', 9.9937, 53.5511],
  ['store:munich', 11.582, 48.1351],
  ['store:paris', 2.3522, 48.8566],
  ['store:amsterdam', 4.9041, 52.3676],
  ['store:vienna', 16.3738, 48.2082],
  ['store:warsaw', 21.0122, 52.2297],
  ['store:madrid', -3.7038, 40.4168],
];

const pageSkew = 1.8;

/** A page of the shop; the first ones are the popular ones. */
export function somePage(random: Random): string {
  return pages[random.skewed(pages.length, pageSkew)]!;
}

/** The part of all views that falls on a page: a quarter goes to the articles of the blog, the rest to somePage. */
export function pageShare(page: string): number {
  const rank = pages.indexOf(page);
  const upTo = (count: number) => (count / pages.length) ** (1 / pageSkew);
  return 0.75 * (upTo(rank + 1) - upTo(rank)) + (page === '/blog' ? 0.25 : 0);
}

/** The category that a product is in. */
export function categoryOf(productId: number): string {
  return categories[productId % categories.length]!;
}

/** In cents, the same for every call. */
export function priceOf(productId: number): number {
  return 390 + ((productId * 7919) % 12_000);
}

/** A product as the database would answer it: some 300 to 700 bytes of JSON. */
export function loadProduct(productId: number): string {
  return JSON.stringify({
    id: productId,
    name: `${categoryOf(productId)} no. ${productId}`,
    category: categoryOf(productId),
    price_cents: priceOf(productId),
    stock: (productId * 31) % 140,
    description: 'Roasted slowly, packed by hand, sent the same day. '.repeat(2 + (productId % 8)),
  });
}

/** A user as the database would answer it. */
export function loadUser(userId: number): string {
  return JSON.stringify({
    id: userId,
    name: `User ${userId}`,
    email: `user${userId}@example.com`,
    country: countries[userId % countries.length],
  });
}

/** Somebody who looks around without an account. A day has some three thousand of them, most of them of the day before. */
export function someVisitor(random: Random, now: number): string {
  const day = Math.floor(now / 86_400_000);
  return `v${((day * 700) % 60_000) + random.skewed(3_200, 1.1)}`;
}

/** Somebody who comes often, more probably. */
export function someUser(random: Random): number {
  return 1 + random.skewed(userCount, 1.6);
}

/** A member of the community: they have feeds and followers. */
export function someMember(random: Random): number {
  return 1 + random.skewed(memberCount, 1.5);
}

/** A product that many look at, or with the probability `coldShare` one that nobody did lately. */
export function someProduct(random: Random, coldShare: number): number {
  return random.chance(coldShare)
    ? productCount + random.int(coldProductCount)
    : random.skewed(productCount, 2.2);
}
