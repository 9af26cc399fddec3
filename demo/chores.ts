import { type Redis } from 'ioredis';
import { runSlowJob, slowJobs } from './batch';
import { type Connections, type Role } from './connections';
import { askForSetting, countInText } from './mistakes';
import { categoryTag, invalidateTag } from './patterns/cache';
import { publishEvent } from './patterns/chat';
import { writeRecentPost } from './patterns/feeds';
import { moveDueJobs, sweepJobs, writeJob } from './patterns/job-queue';
import { coolTrending } from './patterns/leaderboards';
import { extendLock, releaseLock, writeLock } from './patterns/locks';
import { writeMessage } from './patterns/message-queue';
import { removeAbsent } from './patterns/presence';
import { releasePriorityJobs, writePriorityJob } from './patterns/priority-queue';
import { acknowledge, finishAbandoned, streams, takeEntries, type StreamName } from './patterns/streams';
import { price, writePoint } from './patterns/time-series';
import { flushWriteBehind } from './patterns/write-behind';
import { type Random } from './random';
import { type Load } from './rhythm';
import { writePast } from './seed';
import { articleCount, categories, priceOf, productCount, userCount } from './shop';
import { type Tally } from './tally';
import { transact } from './transaction';

/** What a chore needs to know. */
export interface Shift {
  redis: Redis;
  connections: Connections;
  now: number;
  random: Random;
  load: Load;
  tally: Tally;
}

/** Something that is done again and again. */
export interface Chore {
  everySeconds: number;
  /** When for the first time; default: after everySeconds. */
  firstAfterSeconds?: number;
  /** Default: cron. */
  doneBy?: Role;
  run: (shift: Shift) => Promise<unknown>;
}

const many = (count: number, make: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, make));

/** A job under a lock that is held for a while and prolonged, as a dashboard should see it. */
async function countStock({ redis, random }: Shift): Promise<void> {
  const token = await writeLock(redis, random, 'stocktaking', 5_000);
  if (token === null) return;
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
    if (!(await extendLock(redis, 'stocktaking', token, 5_000))) return;
  }
  await releaseLock(redis, 'stocktaking', token);
}

/** The shipping department reads its orders a few at a time: its group always lags a little. */
async function ship({ redis }: Shift): Promise<void> {
  const group = 'shipping_handler';
  const ids = await takeEntries(redis, 'orders', group, 'cron', { count: 5, blockMs: 1 });
  await acknowledge(redis, 'orders', group, ids.slice(0, -1));
}

async function finishAllAbandoned({ redis }: Shift): Promise<void> {
  for (const [stream, { groups }] of Object.entries(streams)) {
    for (const group of groups) await finishAbandoned(redis, stream as StreamName, group, 'cron', 90_000);
  }
}

const reportsEverySeconds = 150;
/** Two of the slow reports; the next two the next time. */
async function runReports({ connections, now, random }: Shift): Promise<void> {
  const turn = 2 * Math.floor(now / 1_000 / reportsEverySeconds);
  for (const index of [turn, turn + 1]) {
    const job = slowJobs[index % slowJobs.length]!;
    await runSlowJob(random.pick(connections.of(job.sentBy)), job);
  }
}

async function measure({ redis, now, random, load }: Shift): Promise<void> {
  const { intensity } = load;
  const noise = () => 0.92 + 0.16 * random.next();
  await Promise.all([
    writePoint(redis, now, 'orders_per_minute', Math.round(42 * intensity * noise())),
    writePoint(redis, now, 'checkout_ms', Math.round(180 * (0.6 + 0.4 * intensity) * noise())),
    writePoint(redis, now, 'basket_cents', Math.round(3_400 * noise())),
  ]);
}

async function beginSale({ redis, now, random, load }: Shift): Promise<void> {
  if (!load.flashSale) return;
  // New prices: what is cached of two departments is wrong now.
  for (let count = 0; count < 2; count++) await invalidateTag(redis, categoryTag(random.pick(categories)));
  await publishEvent(redis, now, 'sale.running', { intensity: load.intensity });
}

export const chores: readonly Chore[] = [
  { everySeconds: 1, doneBy: 'api', run: ({ redis, now, tally }) => tally.flush(redis, now) },
  { everySeconds: 1, run: ({ redis, now }) => moveDueJobs(redis, now, 'mail') },
  { everySeconds: 4, run: ship },
  { everySeconds: 5, run: ({ redis, random }) => flushWriteBehind(redis, random) },
  { everySeconds: 5, run: ({ redis }) => removeAbsent(redis) },
  {
    everySeconds: 5,
    doneBy: 'api',
    run: ({ redis, now, random }) =>
      writePriorityJob(
        redis,
        now,
        random,
        'reports',
        random.pick(['sales', 'stock', 'tax']),
        random.between(1, 9),
      ),
  },
  { everySeconds: 10, run: measure },
  { everySeconds: 10, doneBy: 'api', run: ({ redis, now, random }) => writePast(redis, now, random) },
  { everySeconds: 12, run: beginSale },
  { everySeconds: 20, run: countStock },
  { everySeconds: 30, run: ({ redis, now }) => sweepJobs(redis, now, 'mail') },
  { everySeconds: 30, run: ({ redis, now }) => releasePriorityJobs(redis, now, 'reports', 60) },
  { everySeconds: 30, run: finishAllAbandoned },
  { everySeconds: 37, doneBy: 'web', run: ({ redis }) => countInText(redis) },
  {
    everySeconds: 300,
    run: ({ redis, now, random }) => {
      const product = random.int(40);
      return transact(redis, ...price(now, product, priceOf(product) + random.between(-150, 150)));
    },
  },
  {
    everySeconds: 90,
    firstAfterSeconds: 20,
    doneBy: 'web',
    run: ({ redis, now, random }) =>
      many(random.between(20, 60), () =>
        writeMessage(redis, now, 'images', { product: random.int(productCount) }),
      ),
  },
  { everySeconds: 120, run: ({ redis, random }) => writeRecentPost(redis, 1 + random.int(articleCount)) },
  {
    everySeconds: 170,
    firstAfterSeconds: 45,
    doneBy: 'web',
    run: ({ redis, now, random }) =>
      many(random.between(250, 700), () =>
        writeJob(redis, now, random, 'mail', 'newsletter', { data: { user_id: 1 + random.int(userCount) } }),
      ),
  },
  { everySeconds: reportsEverySeconds, firstAfterSeconds: 15, run: runReports },
  { everySeconds: 260, firstAfterSeconds: 30, doneBy: 'api', run: ({ redis }) => askForSetting(redis) },
  { everySeconds: 300, run: ({ redis }) => coolTrending(redis) },
];
