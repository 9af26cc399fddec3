import * as cache from './patterns/cache';
import { takeCart, writeCartItem } from './patterns/carts';
import { publishEvent, writeChat } from './patterns/chat';
import { isClosed, writeFailure } from './patterns/circuit-breaker';
import { writeArticleView, writeEventStats, writePageView } from './patterns/counters';
import { writeActivityLog, writeFeed, writeRecentSearch, writeUserActivity } from './patterns/feeds';
import { readNearbyCouriers, writeCourier } from './patterns/geo';
import { writeJob } from './patterns/job-queue';
import { readLeaderboard, writeScore, writeTrending } from './patterns/leaderboards';
import { withLock } from './patterns/locks';
import { writeMessage } from './patterns/message-queue';
import { writeHeartbeat } from './patterns/presence';
import { writeFixedWindow, writeSlidingWindow, writeTokenBucket } from './patterns/rate-limits';
import { endSession } from './patterns/sessions';
import { readCommon, removeFollow, writeFollow } from './patterns/social';
import { writeActivity, writeOrder } from './patterns/streams';
import { writeActiveUser, writeSearchQuery, writeVisitor } from './patterns/uniques';
import { writeBehind } from './patterns/write-behind';
import { type Random } from './random';
import { arrive, type Scene } from './scene';
import * as shop from './shop';

const device = (random: Random) => ({ device: random.pick(shop.devices) });

async function viewPage(scene: Scene, page: string): Promise<void> {
  const { redis, now, random, tally } = scene;
  tally.count('page_views', device(random));
  await Promise.all([
    writePageView(redis, now, page),
    writeVisitor(redis, now, page, shop.someVisitor(random, now)),
  ]);
}

async function browse(scene: Scene): Promise<void> {
  const { redis, now, random, load, tally } = scene;
  const session = await arrive(scene);
  const who = `203.0.113.${random.skewed(250, 1.5)}`;
  if (!(await writeFixedWindow(redis, now, 'pages', who, { limit: 90, windowSeconds: 60 }))) {
    return tally.request(true);
  }
  const product = shop.someProduct(random, load.coldShare);
  await Promise.all([
    viewPage(scene, load.flashSale && random.chance(0.6) ? '/shop/sale' : shop.somePage(random)),
    cache.readUser(redis, random, session.userId),
    cache.readProduct(redis, random, product),
    cache.readRelated(redis, random),
    cache.readRelated(redis, random),
    cache.readCategory(redis, random, shop.categoryOf(product)),
    cache.readPage(redis, random, shop.somePage(random)),
  ]);
  if (random.chance(0.02)) await writeActiveUser(redis, now, session.userId);
  if (random.chance(0.3)) await writeBehind(redis, now, `user:${session.userId}:last_seen`, now);
  if (random.chance(0.2)) await writeActivity(redis, now, 'view', { user_id: session.userId, product });
}

async function readArticle(scene: Scene): Promise<void> {
  const { redis, now, random } = scene;
  const article = 1 + random.skewed(shop.articleCount, 2);
  const session = await arrive(scene);
  await Promise.all([
    viewPage(scene, '/blog'),
    writeArticleView(redis, now, article),
    writeTrending(redis, article),
    cache.readPage(redis, random, `/blog/${article % 20}`),
    cache.readUser(redis, random, session.userId),
    redis.zrevrange('trending:articles', 0, 9),
    redis.lrange('recent:posts', 0, 9),
  ]);
}

async function search(scene: Scene): Promise<void> {
  const { redis, now, random, load, tally } = scene;
  const user = shop.someUser(random);
  const limit = { capacity: 20, ratePerSecond: 0.5 };
  if (!(await writeTokenBucket(redis, now, 'search', `user:${user}`, limit))) return tally.request(true);
  const words = random.pick(shop.searchTerms);
  const query = random.chance(4 * load.coldShare) ? `${words} ${random.int(500)}` : words;
  tally.count('searches');
  await Promise.all([
    cache.readSearch(redis, random, query),
    writeSearchQuery(redis, query),
    writeRecentSearch(redis, 1 + (user % shop.memberCount), words),
  ]);
}

async function fillCart(scene: Scene): Promise<void> {
  const { redis, random } = scene;
  const session = await arrive(scene);
  const product = random.skewed(shop.productCount, 2);
  await Promise.all([
    cache.readProduct(redis, random, product),
    writeCartItem(redis, session.id, product, random.between(1, 3)),
  ]);
}

async function checkOut(scene: Scene): Promise<void> {
  const { redis, now, random, load, tally } = scene;
  const session = await arrive(scene);
  if (!(await isClosed(redis, 'payment'))) return tally.request(true);
  if (random.chance(load.flashSale ? 0.08 : 0.02)) {
    tally.request(true);
    return void (await writeFailure(redis, 'payment'));
  }
  const items = await takeCart(redis, session.id);
  if (items.size === 0) items.set(`product:${random.skewed(shop.productCount, 2)}`, 1);
  let total = 0;
  for (const [name, quantity] of items) total += shop.priceOf(Number(name.split(':')[1])) * quantity;

  const { userId } = session;
  const [first = ''] = items.keys();
  tally.count('orders', { country: random.pick(shop.countries) });
  await withLock(redis, random, `stock:${first}`, 5_000, () => writeOrder(redis, now, random, userId, total));
  await Promise.all([
    writeEventStats(redis, now, 'checkout', userId),
    writeJob(redis, now, random, 'mail', 'order-confirmation', { data: { user_id: userId } }),
    writeJob(redis, now, random, 'mail', 'review-reminder', {
      data: { user_id: userId },
      delaySeconds: random.between(45, 240),
    }),
    writeUserActivity(redis, now, 1 + (userId % shop.memberCount), 'ordered'),
    writeActivityLog(redis, now, `order of user ${userId}, ${(total / 100).toFixed(2)} EUR`),
    publishEvent(redis, now, 'order.placed', { user_id: userId, total_cents: total }),
    cache.readUser(redis, random, userId),
  ]);
}

async function callApi(scene: Scene): Promise<void> {
  const { redis, now, random, tally } = scene;
  const client = `client-${random.skewed(40, 1.5)}`;
  tally.count('api_requests');
  const admitted = await writeSlidingWindow(redis, now, random, 'api', client, {
    limit: 25,
    windowSeconds: 60,
  });
  tally.request(!admitted);
  if (!admitted) return;
  const user = shop.someMember(random);
  await Promise.all([
    redis.lrange(`feed:${user}`, 0, 19),
    cache.readUser(redis, random, user),
    random.chance(0.5) ? readLeaderboard(redis, user) : readCommon(redis, user, shop.someMember(random)),
    random.chance(0.3) ? readNearbyCouriers(redis, random) : writeCourier(redis, random),
  ]);
}

async function play(scene: Scene): Promise<void> {
  await writeScore(scene.redis, scene.now, scene.random);
}

async function socialise({ redis, now, random }: Scene): Promise<void> {
  const [user, other] = [shop.someMember(random), shop.someMember(random)];
  await Promise.all([
    random.chance(0.5) ? writeFollow(redis, user, other) : removeFollow(redis, user, other),
    writeFeed(redis, other, `user:${user} liked product:${random.skewed(shop.productCount)}`),
    random.chance(0.4) &&
      writeChat(redis, now, random.pick(shop.rooms), user, 'How fine do you grind for this one?'),
    random.chance(0.2) && writeMessage(redis, now, 'images', { user_id: user, picture: random.hex(8) }),
    random.chance(0.2) && publishEvent(redis, now, random.pick(shop.events), { user_id: user }),
  ]);
}

async function stayOnline({ redis, now, random }: Scene): Promise<void> {
  await writeHeartbeat(redis, now, shop.someUser(random));
}

async function signOut({ redis, random, sessions }: Scene): Promise<void> {
  const session = sessions[random.skewed(sessions.length, 1.6)]!;
  await endSession(redis, session);
}

/** What people do, how often compared to each other, and which processes serve it. */
export const visits: readonly {
  weight: number;
  servedBy: 'web' | 'api';
  run: (scene: Scene) => Promise<void>;
}[] = [
  { weight: 44, servedBy: 'web', run: browse },
  { weight: 14, servedBy: 'web', run: readArticle },
  { weight: 9, servedBy: 'web', run: search },
  { weight: 6, servedBy: 'web', run: fillCart },
  { weight: 3, servedBy: 'web', run: checkOut },
  { weight: 12, servedBy: 'api', run: callApi },
  { weight: 4, servedBy: 'api', run: play },
  { weight: 4, servedBy: 'api', run: socialise },
  { weight: 3.6, servedBy: 'api', run: stayOnline },
  { weight: 0.4, servedBy: 'web', run: signOut },
];
const totalWeight = visits.reduce((sum, { weight }) => sum + weight, 0);

/** Chooses what the next visitor does. */
export function chooseVisit(random: Random): (typeof visits)[number] {
  let left = random.next() * totalWeight;
  return visits.find(({ weight }) => (left -= weight) < 0) ?? visits[0]!;
}
