import type { Bytes } from '@/lib/patterns/bytes';
import { tagKey } from '@/lib/patterns/caches/write';
import { DAY_MS, HOUR_MS, type PeriodKey } from '@/lib/patterns/clock';
import { counterKeys, pageHourKey, pageTotalKey } from '@/lib/patterns/counters/write';
import { leaderboardKey, trendingKey } from '@/lib/patterns/leaderboards/write';
import { userKey } from '@/lib/patterns/objects/write';
import type { Command } from '@/lib/patterns/plan';
import { followersKey, followingKey } from '@/lib/patterns/tags/write';
import { priceHistoryKey, seriesKey } from '@/lib/patterns/time-series/write';
import { activeUsersKeys, pageVisitorsKey, visitorsKey } from '@/lib/patterns/uniques/write';
import { categoryTag, productKey, tagTtlSeconds } from './cached-reads';
import { type Random } from './random';
import { dayShape } from './rhythm';
import * as shop from './shop';

// The patterns' writers write one event; here are the keys that a year of them would leave, at once.

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Each metric's count in an average hour. */
const hourly = { page_views: 61_000, api_requests: 13_000, searches: 9_000, logins: 1_400, orders: 2_600 };

/** Sets a key with its end, unless traffic wrote it before. */
const set = ({ key, endsAt }: PeriodKey, value: number): Command => {
  const end = Math.floor(endsAt / 1000);
  return ['SET', key, value, 'EXAT', end, 'NX'];
};
const expire = ({ key, endsAt }: PeriodKey): Command => ['EXPIREAT', key, Math.floor(endsAt / 1000)];

/** What the counters would hold had the shop been open for a year: the hours have a day's rhythm. */
function countersOf(now: number, random: Random, metric: string, average: number): Command[] {
  const commands: Command[] = [];
  const noise = () => 0.93 + 0.14 * random.next();
  for (let hour = 0; hour < 7 * 24; hour++) {
    const at = now - hour * HOUR_MS;
    const partial = hour === 0 ? (now % HOUR_MS) / HOUR_MS : 1;
    commands.push(
      set(counterKeys(metric, at).hourly, Math.round(average * dayShape(at) * noise() * partial)),
    );
  }
  for (let day = 0; day < 90; day++) {
    const at = now - day * DAY_MS;
    const growth = 1 - 0.002 * day;
    const partial = day === 0 ? (now % DAY_MS) / DAY_MS : 1;
    commands.push(set(counterKeys(metric, at).daily, Math.round(24 * average * growth * noise() * partial)));
  }
  const date = new Date(now);
  for (let month = 0; month < 12; month++) {
    const at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - month);
    const partial = month === 0 ? (now - at) / (30 * DAY_MS) : 1;
    const count = 720 * average * (1 - 0.06 * month) * noise() * partial;
    commands.push(set(counterKeys(metric, at).monthly, Math.round(count)));
  }
  commands.push(['SET', `counter:${metric}`, Math.round(12 * 720 * average * 0.7), 'NX']);
  return commands;
}

/** The views of a day by page and hour. */
function pageViews(now: number, random: Random): Command[] {
  return shop.pages.flatMap((page) => {
    const average = hourly.page_views * shop.pageShare(page);
    const hours = many(24, (hour) => {
      const at = now - hour * HOUR_MS;
      const partial = hour === 0 ? (now % HOUR_MS) / HOUR_MS : 1;
      const views = average * dayShape(at) * (0.93 + 0.14 * random.next()) * partial;
      return set(pageHourKey(page, at), Math.round(views));
    });
    return [...hours, ['SET', pageTotalKey(page), Math.round(6_000 * average), 'NX']];
  });
}

/** The different visitors and active users of the last days. */
function uniques(now: number, random: Random): Command[] {
  return many(30, (day): Command[] => {
    const at = now - day * DAY_MS;
    const partial = day === 0 ? (now % DAY_MS) / DAY_MS : 1;
    const visitors = (most: number) =>
      many(1 + Math.floor(most * partial), () => many(800, () => shop.someVisitor(random, at)));
    const users = many(1 + Math.floor(random.between(8_000, 12_000) * partial), () => shop.someUser(random));
    const bits = Buffer.alloc(Math.ceil((shop.userCount + 1) / 8));
    for (const user of users) bits[user >> 3]! |= 0x80 >> (user & 7);

    const all = visitorsKey(at);
    const { ids, bitmaps } = activeUsersKeys(at);
    const longer: Command[] = [
      ...visitors(8).map<Command>((some) => ['PFADD', all.key, ...some]),
      expire(all),
      ...bitmaps.flatMap<Command>((bitmap) => [['SET', bitmap.key, bits.toString('latin1')], expire(bitmap)]),
    ];
    if (day >= 7) return longer;
    const ofPages = shop.pages.flatMap((page) => {
      const ofPage = pageVisitorsKey(page, at);
      const some = visitors(14 * shop.pageShare(page));
      return [...some.map<Command>((few) => ['PFADD', ofPage.key, ...few]), expire(ofPage)];
    });
    return [...longer, ...ofPages, ['SADD', ids.key, ...users], expire(ids)];
  }).flat();
}

/** A point of a time series, as `writePoint` writes it. */
function point(key: Bytes, at: number, value: number): Command {
  const seconds = Math.floor(at / 1000);
  return ['ZADD', key, seconds, `${seconds}:${value}`];
}

/** What each measurement is on an ordinary day. */
const measured = { orders_per_minute: 42, checkout_ms: 180, basket_cents: 3_400 };

/** Leaderboards, feeds, followers, tags, measurements and prices. */
function community(now: number, random: Random): Command[] {
  const board = (key: string, members: number, most: number) =>
    many(Math.ceil(members / 500), (chunk): Command => {
      const ids = many(Math.min(500, members), (index) => 1 + chunk * 500 + index);
      return ['ZADD', key, 'NX', ...ids.flatMap((id) => [random.skewed(most), `user:${id}`])];
    });
  const members = many(shop.memberCount, (index) => index + 1);
  return [
    ...board(leaderboardKey('global'), shop.userCount, 90_000),
    ...shop.games.flatMap((game) => [
      ...board(leaderboardKey(game), 1_000, 9_000),
      ['EXPIRE', leaderboardKey(game), 30 * 86_400] satisfies Command,
    ]),
    ...many(shop.articleCount, (index): Command => [
      'ZADD',
      trendingKey('articles'),
      'NX',
      random.skewed(900),
      `article:${index + 1}`,
    ]),
    ...members.flatMap<Command>((id) => [
      ['RPUSH', `feed:${id}`, ...many(random.between(5, 80), () => `user:${shop.someMember(random)} posted`)],
      ['EXPIRE', `feed:${id}`, random.between(86_400, 7 * 86_400)],
    ]),
    ...members.flatMap((id) =>
      many(8, () => shop.someMember(random))
        .filter((other) => other !== id)
        .flatMap<Command>((other) => [
          ['SADD', followingKey(String(id)), other],
          ['SADD', followersKey(String(other)), id],
        ]),
    ),
    ...many(shop.articleCount, (index): Command => [
      'SADD',
      `tags:post:${index + 1}`,
      random.pick(shop.categories),
      random.pick(shop.searchTerms),
    ]),
    ['RPUSH', 'recent:posts', ...many(60, (index) => `post:${shop.articleCount - index}`)],
    ...Object.entries(measured).flatMap(([metric, level]) =>
      many(1_440, (index) => {
        const at = now - index * 60_000;
        const value = level * (0.8 + 0.2 * dayShape(at)) * (0.92 + 0.16 * random.next());
        return point(seriesKey(metric), at, Math.round(value));
      }),
    ),
    ...many(40 * 52, (index) => {
      const product = index % 40;
      const at = now - Math.floor(index / 40) * 7 * DAY_MS;
      return point(priceHistoryKey(product), at, shop.priceOf(product) + random.between(-150, 150));
    }),
  ];
}

/** A cache that is warm and does not go cold all at once. */
function cached(random: Random): Command[] {
  return [
    ...many(shop.productCount, (id): Command => [
      'SET',
      productKey(id),
      shop.loadProduct(id),
      'EX',
      random.between(20, 600),
      'NX',
    ]),
    ...shop.categories.flatMap<Command>((category) => {
      const ids = many(shop.productCount, (id) => id).filter((id) => shop.categoryOf(id) === category);
      return [
        ['SADD', tagKey(categoryTag(category)), ...ids.map(productKey)],
        ['EXPIRE', tagKey(categoryTag(category)), tagTtlSeconds],
      ];
    }),
    ...many(shop.userCount, (index): Command => [
      'SET',
      userKey(String(index + 1)),
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
