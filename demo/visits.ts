import { takeCart, writeCartItem } from '@/lib/patterns/carts/write';
import { isClosed, recordFailure } from '@/lib/patterns/circuit-breakers/write';
import { writeArticleView, writeEvent, writePageView } from '@/lib/patterns/counters/write';
import * as feeds from '@/lib/patterns/feeds/write';
import { incrementScore, leaderboardKey, monthlyBoard, trendingKey } from '@/lib/patterns/leaderboards/write';
import { writeHeartbeat } from '@/lib/patterns/presence/write';
import { enqueueJob } from '@/lib/patterns/queues/write-job-queue';
import { messageQueueKey, sendMessage } from '@/lib/patterns/queues/write-queues';
import { countInFixedWindow, logInSlidingWindow, takeToken } from '@/lib/patterns/rate-limits/write';
import { writeActivity, writeOrder } from '@/lib/patterns/streams/write';
import { followingKey, removeFollow, writeFollow } from '@/lib/patterns/tags/write';
import { writeActiveUser, writeSearchQuery, writeVisitor } from '@/lib/patterns/uniques/write';
import { noteChange } from '@/lib/patterns/write-behind/write';
import { type Redis } from 'ioredis';
import * as cached from './cached-reads';
import { moveCourier, readNearbyCouriers } from './couriers';
import { type Random } from './random';
import { runInTurn } from './run-plan';
import { arrive, type Scene } from './scene';
import { endSession } from './sessions';
import * as shop from './shop';
import { withLock } from './with-lock';

const device = (random: Random) => ({ device: random.pick(shop.devices) });
const player = (userId: number) => `user:${userId}`;

async function viewPage({ run, now, random, tally }: Scene, page: string): Promise<void> {
  tally.count('page_views', device(random));
  await Promise.all([
    run(writePageView(now, page)),
    run(writeVisitor(now, page, shop.someVisitor(random, now))),
  ]);
}

async function browse(scene: Scene): Promise<void> {
  const { run, now, random, load, tally } = scene;
  const session = await arrive(scene);
  const who = `203.0.113.${random.skewed(250, 1.5)}`;
  if (!(await run(countInFixedWindow('pages', who, now, { limit: 90, windowSeconds: 60 })))) {
    return tally.request(true);
  }
  const { userId } = session;
  const product = shop.someProduct(random, load.coldShare);
  await Promise.all([
    viewPage(scene, load.flashSale && random.chance(0.6) ? '/shop/sale' : shop.somePage(random)),
    run(cached.readUser(random, userId)),
    run(cached.readProduct(random, product)),
    run(cached.readRelated(random)),
    run(cached.readRelated(random)),
    run(cached.readCategory(random, shop.categoryOf(product))),
    run(cached.readPage(random, shop.somePage(random), now)),
  ]);
  if (random.chance(0.02)) await run(writeActiveUser(now, userId));
  if (random.chance(0.3)) await run(noteChange(`user:${userId}:last_seen`, now, now));
  if (random.chance(0.2)) await run(writeActivity(now, 'view', { user_id: userId, product }));
}

async function readArticle(scene: Scene): Promise<void> {
  const { redis, run, now, random } = scene;
  const article = 1 + random.skewed(shop.articleCount, 2);
  const session = await arrive(scene);
  await Promise.all([
    viewPage(scene, '/blog'),
    run(writeArticleView(now, `article-${article}`)),
    run(incrementScore(trendingKey('articles'), `article:${article}`, 1)),
    run(cached.readPage(random, `/blog/${article % 20}`, now)),
    run(cached.readUser(random, session.userId)),
    redis.zrevrange(trendingKey('articles'), 0, 9),
    redis.lrange('recent:posts', 0, 9),
  ]);
}

async function search({ run, now, random, load, tally }: Scene): Promise<void> {
  const user = shop.someUser(random);
  const bucket = { capacity: 20, refillPerSecond: 0.5 };
  if (!(await run(takeToken(`rate_limit:token:search:user:${user}`, now, bucket)))) {
    return tally.request(true);
  }
  const words = random.pick(shop.searchTerms);
  const query = random.chance(4 * load.coldShare) ? `${words} ${random.int(500)}` : words;
  tally.count('searches');
  await Promise.all([
    run(cached.readSearch(random, query)),
    run(writeSearchQuery(query)),
    run(feeds.writeRecentSearch(String(1 + (user % shop.memberCount)), words)),
  ]);
}

async function fillCart(scene: Scene): Promise<void> {
  const { run, random } = scene;
  const session = await arrive(scene);
  const product = random.skewed(shop.productCount, 2);
  await Promise.all([
    run(cached.readProduct(random, product)),
    run(writeCartItem(session.id, String(product), random.between(1, 3))),
  ]);
}

async function emptyCart(checkout: Redis, session: string): Promise<Map<string, number>> {
  for (;;) {
    const items = await runInTurn(checkout, takeCart(session));
    if (items) return items;
  }
}

async function checkOut(scene: Scene): Promise<void> {
  const { run, connections, now, random, load, tally } = scene;
  const session = await arrive(scene);
  if (!(await run(isClosed('payment')))) return tally.request(true);
  if (random.chance(load.flashSale ? 0.08 : 0.02)) {
    tally.request(true);
    return void (await run(recordFailure('payment')));
  }
  const items = await emptyCart(connections.of('checkout')[0], session.id);
  if (items.size === 0) items.set(`product:${random.skewed(shop.productCount, 2)}`, 1);
  let total = 0;
  for (const [name, quantity] of items) total += shop.priceOf(Number(name.split(':')[1])) * quantity;

  const user = String(session.userId);
  const data = { user_id: session.userId };
  const [first = ''] = items.keys();
  tally.count('orders', { country: random.pick(shop.countries) });
  await withLock(run, random, `stock:${first}`, 5_000, () => run(writeOrder(random.hex(10), user, total)));
  const reminder = { id: random.uuid(), type: 'review-reminder', delaySeconds: random.between(45, 240) };
  await Promise.all([
    run(writeEvent(now, 'checkout', user)),
    run(enqueueJob('mail', { id: random.uuid(), type: 'order-confirmation', data }, now)),
    run(enqueueJob('mail', { ...reminder, data }, now)),
    run(feeds.writeUserActivity(String(1 + (session.userId % shop.memberCount)), 'ordered', now)),
    run(feeds.writeActivityLog(`order of user ${user}, ${(total / 100).toFixed(2)} EUR`, now)),
    run(feeds.publishEvent('order.placed', { ...data, total_cents: total }, now)),
    run(cached.readUser(random, session.userId)),
  ]);
}

/** Reads what a leaderboard's page shows: the ten best, and the rank and points of one user. */
async function readLeaderboard(redis: Redis, userId: number): Promise<void> {
  const key = leaderboardKey('global');
  await Promise.all([
    redis.zrevrange(key, 0, 9, 'WITHSCORES'),
    redis.zrevrank(key, player(userId)),
    redis.zscore(key, player(userId)),
  ]);
}

async function callApi({ redis, run, now, random, tally }: Scene): Promise<void> {
  const key = `rate_limit:sliding:api:client-${random.skewed(40, 1.5)}`;
  tally.count('api_requests');
  const window = { limit: 25, windowSeconds: 60 };
  const admitted = await run(logInSlidingWindow(key, now, random.hex(6), window));
  tally.request(!admitted);
  if (!admitted) return;
  const [user, other] = [shop.someMember(random), shop.someMember(random)];
  await Promise.all([
    redis.lrange(`feed:${user}`, 0, 19),
    run(cached.readUser(random, user)),
    random.chance(0.5)
      ? readLeaderboard(redis, user)
      : redis.sinter(followingKey(String(user)), followingKey(String(other))),
    random.chance(0.3) ? readNearbyCouriers(redis, random) : run(moveCourier(random)),
  ]);
}

async function play({ run, random }: Scene): Promise<void> {
  const member = player(1 + random.skewed(shop.userCount, 1.4));
  const points = random.between(1, 50);
  await Promise.all([
    run(incrementScore(leaderboardKey('global'), member, points)),
    run(incrementScore(leaderboardKey(random.pick(shop.games)), member, points, monthlyBoard)),
  ]);
}

async function socialise({ run, now, random }: Scene): Promise<void> {
  const [user, other] = [String(shop.someMember(random)), String(shop.someMember(random))];
  const like = `user:${user} liked product:${random.skewed(shop.productCount)}`;
  const room = random.pick(shop.rooms);
  await Promise.all([
    run(random.chance(0.5) ? writeFollow(user, other) : removeFollow(user, other)),
    run(feeds.writeFeed(other, like)),
    random.chance(0.4) && run(feeds.writeChat(room, user, 'How fine do you grind for this one?', now)),
    random.chance(0.2) &&
      run(sendMessage(messageQueueKey('images'), { user_id: Number(user), picture: random.hex(8) }, now)),
    random.chance(0.2) && run(feeds.publishEvent(random.pick(shop.events), { user_id: Number(user) }, now)),
  ]);
}

async function stayOnline({ run, now, random }: Scene): Promise<void> {
  await run(writeHeartbeat(String(shop.someUser(random)), now));
}

async function signOut({ run, random, sessions }: Scene): Promise<void> {
  await run(endSession(sessions[random.skewed(sessions.length, 1.6)]!));
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
