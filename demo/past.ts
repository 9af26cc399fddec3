import { dayMs, daysAfter, isoDate } from './buckets';
import { categoryTag, tagTtlSeconds } from './patterns/cache';
import { counterBuckets, pageHour } from './patterns/counters';
import { player } from './patterns/leaderboards';
import { point, price } from './patterns/time-series';
import { type Random } from './random';
import { dayShape } from './rhythm';
import * as shop from './shop';
import { type Command } from './transaction';

const hourMs = 3_600_000;
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Each metric's count in an average hour. */
const hourly = { page_views: 61_000, api_requests: 13_000, searches: 9_000, logins: 1_400, orders: 2_600 };

/** Sets a key with its end, unless traffic wrote it before. */
const set = (key: string, value: string | number, expiresAt: number): Command => [
  'set',
  key,
  value,
  'EXAT',
  expiresAt,
  'NX',
];

/** What the counters would hold had the shop been open for a year: the hours have a day's rhythm. */
function countersOf(now: number, random: Random, metric: string, average: number): Command[] {
  const commands: Command[] = [];
  const noise = () => 0.93 + 0.14 * random.next();
  for (let hour = 0; hour < 7 * 24; hour++) {
    const at = now - hour * hourMs;
    const partial = hour === 0 ? (now % hourMs) / hourMs : 1;
    const { key, expiresAt } = counterBuckets(metric, at).hourly;
    commands.push(set(key, Math.round(average * dayShape(at) * noise() * partial), expiresAt));
  }
  for (let day = 0; day < 90; day++) {
    const at = now - day * dayMs;
    const growth = 1 - 0.002 * day;
    const partial = day === 0 ? (now % dayMs) / dayMs : 1;
    const { key, expiresAt } = counterBuckets(metric, at).daily;
    commands.push(set(key, Math.round(24 * average * growth * noise() * partial), expiresAt));
  }
  const date = new Date(now);
  for (let month = 0; month < 12; month++) {
    const at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - month);
    const partial = month === 0 ? (now - at) / (30 * dayMs) : 1;
    const { key, expiresAt } = counterBuckets(metric, at).monthly;
    commands.push(set(key, Math.round(720 * average * (1 - 0.06 * month) * noise() * partial), expiresAt));
  }
  commands.push(['set', `counter:${metric}`, Math.round(12 * 720 * average * 0.7), 'NX']);
  return commands;
}

/** The views of a day by page and hour. */
function pageViews(now: number, random: Random): Command[] {
  return shop.pages.flatMap((page) => {
    const average = hourly.page_views * shop.pageShare(page);
    const hours = many(24, (hour) => {
      const at = now - hour * hourMs;
      const partial = hour === 0 ? (now % hourMs) / hourMs : 1;
      const { key, expiresAt } = pageHour(page, at);
      const views = average * dayShape(at) * (0.93 + 0.14 * random.next()) * partial;
      return set(key, Math.round(views), expiresAt);
    });
    return [...hours, ['set', `stats:page_views:${page}:total`, Math.round(6_000 * average), 'NX']];
  });
}

/** The different visitors and active users of the last days. */
function uniques(now: number, random: Random): Command[] {
  const expire = (key: string, day: number, daysLonger: number): Command => [
    'expireat',
    key,
    daysAfter(now - day * dayMs, daysLonger),
  ];
  return many(30, (day): Command[] => {
    const at = now - day * dayMs;
    const date = isoDate(at);
    const partial = day === 0 ? (now % dayMs) / dayMs : 1;
    const visitors = (most: number) =>
      many(1 + Math.floor(most * partial), () => many(800, () => shop.someVisitor(random, at)));
    const users = many(1 + Math.floor(random.between(8_000, 12_000) * partial), () => shop.someUser(random));
    const bits = Buffer.alloc(Math.ceil((shop.userCount + 1) / 8));
    for (const user of users) bits[user >> 3]! |= 0x80 >> (user & 7);

    const all = `visitors:${date}`;
    const longer: Command[] = [
      ...visitors(8).map<Command>((some) => ['pfadd', all, ...some]),
      expire(all, day, 30),
      ['set', `dau:${date}`, bits],
      expire(`dau:${date}`, day, 35),
    ];
    if (day >= 7) return longer;
    const ofPages = shop.pages.flatMap((page) => {
      const key = `stats:unique_visitors:${page}:${date}`;
      const some = visitors(14 * shop.pageShare(page));
      return [...some.map<Command>((few) => ['pfadd', key, ...few]), expire(key, day, 7)];
    });
    const active = `active_users:${date}`;
    return [...longer, ...ofPages, ['sadd', active, ...users], expire(active, day, 7)];
  }).flat();
}

/** What each measurement is on an ordinary day. */
const measured = { orders_per_minute: 42, checkout_ms: 180, basket_cents: 3_400 };

/** Leaderboards, feeds, followers, tags, measurements and prices. */
function community(now: number, random: Random): Command[] {
  const board = (key: string, members: number, most: number) =>
    many(Math.ceil(members / 500), (chunk): Command => {
      const ids = many(Math.min(500, members), (index) => 1 + chunk * 500 + index);
      return ['zadd', key, 'NX', ...ids.flatMap((id) => [random.skewed(most), player(id)])];
    });
  const members = many(shop.memberCount, (index) => index + 1);
  return [
    ...board('leaderboard:global', shop.userCount, 90_000),
    ...shop.games.flatMap((game) => [
      ...board(`leaderboard:${game}`, 1_000, 9_000),
      ['expire', `leaderboard:${game}`, 30 * 86_400] satisfies Command,
    ]),
    ...many(shop.articleCount, (index): Command => [
      'zadd',
      'trending:articles',
      'NX',
      random.skewed(900),
      `article:${index + 1}`,
    ]),
    ...members.flatMap<Command>((id) => [
      ['rpush', `feed:${id}`, ...many(random.between(5, 80), () => `user:${shop.someMember(random)} posted`)],
      ['expire', `feed:${id}`, random.between(86_400, 7 * 86_400)],
    ]),
    ...members.flatMap((id) =>
      many(8, () => shop.someMember(random))
        .filter((other) => other !== id)
        .flatMap<Command>((other) => [
          ['sadd', `following:user:${id}`, other],
          ['sadd', `followers:user:${other}`, id],
        ]),
    ),
    ...many(shop.articleCount, (index): Command => [
      'sadd',
      `tags:post:${index + 1}`,
      random.pick(shop.categories),
      random.pick(shop.searchTerms),
    ]),
    ['rpush', 'recent:posts', ...many(60, (index) => `post:${shop.articleCount - index}`)],
    ...Object.entries(measured).flatMap(([metric, level]) =>
      many(1_440, (index) => {
        const at = now - index * 60_000;
        const value = level * (0.8 + 0.2 * dayShape(at)) * (0.92 + 0.16 * random.next());
        return point(metric, at, Math.round(value));
      }),
    ),
    ...many(40 * 52, (index) => {
      const product = index % 40;
      const at = now - Math.floor(index / 40) * 7 * dayMs;
      return price(at, product, shop.priceOf(product) + random.between(-150, 150)).slice(0, 1);
    }).flat(),
  ];
}

/** A cache that is warm and does not go cold all at once. */
function cached(random: Random): Command[] {
  return [
    ...many(shop.productCount, (id): Command => [
      'set',
      `cache:product:${id}`,
      shop.loadProduct(id),
      'EX',
      random.between(20, 600),
      'NX',
    ]),
    ...shop.categories.flatMap<Command>((category) => {
      const ids = many(shop.productCount, (id) => id).filter((id) => shop.categoryOf(id) === category);
      return [
        ['sadd', categoryTag(category), ...ids.map((id) => `cache:product:${id}`)],
        ['expire', categoryTag(category), tagTtlSeconds],
      ];
    }),
    ...many(shop.userCount, (index): Command => [
      'set',
      `user:${index + 1}`,
      shop.loadUser(index + 1),
      'EX',
      random.between(60, 3_600),
      'NX',
    ]),
  ];
}

/**
 * What the shop would have written had it been open for a year: counters with a day's rhythm, visitors, leaderboards,
 * feeds and a warm cache, in the layouts of the patterns.
 * @param now Epoch ms.
 */
export function pastCommands(now: number, random: Random): Command[] {
  return [
    ...Object.entries(hourly).flatMap(([metric, average]) => countersOf(now, random, metric, average)),
    ...pageViews(now, random),
    ...uniques(now, random),
    ...community(now, random),
    ...cached(random),
  ];
}
