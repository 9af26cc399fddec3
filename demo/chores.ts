import { invalidateTag } from '@/lib/patterns/caches/invalidate';
import { tagKey } from '@/lib/patterns/caches/write';
import { publishEvent, writeRecent } from '@/lib/patterns/feeds/write';
import { trendingKey } from '@/lib/patterns/leaderboards/write';
import { extendLock } from '@/lib/patterns/locks/write';
import { transact, type Plan } from '@/lib/patterns/plan';
import { removeAbsent } from '@/lib/patterns/presence/write';
import { enqueueJob, moveDueJobs, sweepJobs } from '@/lib/patterns/queues/write-job-queue';
import {
  enqueuePriorityJob,
  messageQueueKey,
  releasePriorityJobs,
  sendMessage,
} from '@/lib/patterns/queues/write-queues';
import { acknowledge, finishAbandoned } from '@/lib/patterns/streams/write';
import { writeMetric, writePrice } from '@/lib/patterns/time-series/write';
import { confirmChanges, oldestChanges } from '@/lib/patterns/write-behind/write';
import { runSlowJob, slowJobs } from './batch';
import { categoryTag } from './cached-reads';
import { type Role } from './connections';
import { groups, readEntries } from './consumers';
import {
  askForSetting,
  copyToOtherDatabase,
  countInText,
  signInWithOldPassword,
  writePricesIntoScripts,
} from './mistakes';
import { type Scene } from './scene';
import { writePast } from './seed';
import { articleCount, categories, priceOf, productCount, userCount } from './shop';
import { withLock } from './with-lock';

/** What a chore needs to know. */
export type Shift = Omit<Scene, 'sessions'>;

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
async function countStock({ run, random }: Shift): Promise<void> {
  await withLock(run, random, 'stocktaking', 5_000, async (key, token) => {
    for (let round = 0; round < 4; round++) {
      await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
      if (!(await run(extendLock(key, token, 5_000)))) return;
    }
  });
}

/** Tells the database of the oldest changes; only one process does it at a time. */
async function flushChanges({ run, random }: Shift): Promise<void> {
  await withLock(run, random, 'write-behind', 10_000, async () => {
    const changes = await run(oldestChanges());
    // Here the database would hear of them.
    await run(confirmChanges(changes.length));
  });
}

/** The shipping department reads its orders a few at a time: its group always lags a little. */
async function ship({ redis, run }: Shift): Promise<void> {
  const ids = await readEntries(redis, 'orders', 'shipping_handler', 'cron', 5);
  await run(acknowledge('orders', 'shipping_handler', ids.slice(0, -1)));
}

async function finishAllAbandoned({ run }: Shift): Promise<void> {
  for (const [stream, group] of groups) await run(finishAbandoned(stream, group, 'cron', 90_000));
}

/** Halves what counted so far and drops what nobody reads any more, so that new articles can rise. */
function* coolTrending(): Plan<void> {
  const key = trendingKey('articles');
  yield* transact([
    ['ZUNIONSTORE', key, 1, key, 'WEIGHTS', 0.5],
    ['ZREMRANGEBYSCORE', key, '-inf', '(0.5'],
  ]);
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

async function measure({ run, now, random, load }: Shift): Promise<void> {
  const { intensity } = load;
  const noise = () => 0.92 + 0.16 * random.next();
  await Promise.all([
    run(writeMetric('orders_per_minute', now, Math.round(42 * intensity * noise()))),
    run(writeMetric('checkout_ms', now, Math.round(180 * (0.6 + 0.4 * intensity) * noise()))),
    run(writeMetric('basket_cents', now, Math.round(3_400 * noise()))),
  ]);
}

async function beginSale({ run, now, random, load }: Shift): Promise<void> {
  if (!load.flashSale) return;
  // New prices: what is cached of two departments is wrong now.
  for (let count = 0; count < 2; count++)
    await run(invalidateTag(tagKey(categoryTag(random.pick(categories)))));
  await run(publishEvent('sale.running', { intensity: load.intensity }, now));
}

export const chores: readonly Chore[] = [
  { everySeconds: 1, doneBy: 'api', run: ({ run, now, tally }) => tally.flush(run, now) },
  { everySeconds: 1, run: ({ run, now }) => run(moveDueJobs('mail', now)) },
  { everySeconds: 4, run: ship },
  { everySeconds: 5, run: flushChanges },
  // It WATCHes: nobody else uses the connection.
  { everySeconds: 5, doneBy: 'presence', run: ({ run }) => run(removeAbsent(30)) },
  {
    everySeconds: 5,
    doneBy: 'api',
    run: ({ run, now, random }) => {
      const job = { type: random.pick(['sales', 'stock', 'tax']), priority: random.between(1, 9) };
      return run(enqueuePriorityJob('reports', { id: random.uuid(), ...job }, now));
    },
  },
  { everySeconds: 10, run: measure },
  { everySeconds: 10, doneBy: 'api', run: ({ redis, now, random }) => writePast(redis, now, random) },
  { everySeconds: 12, run: beginSale },
  { everySeconds: 20, run: countStock },
  { everySeconds: 30, run: ({ run, now }) => run(sweepJobs('mail', now)) },
  { everySeconds: 30, run: ({ run, now }) => run(releasePriorityJobs('reports', now, 60)) },
  { everySeconds: 30, run: finishAllAbandoned },
  { everySeconds: 15, run: ({ redis }) => signInWithOldPassword(redis) },
  { everySeconds: 600, firstAfterSeconds: 5, run: ({ redis }) => copyToOtherDatabase(redis) },
  { everySeconds: 3_600, firstAfterSeconds: 8, run: ({ redis }) => writePricesIntoScripts(redis) },
  { everySeconds: 37, doneBy: 'web', run: ({ redis }) => countInText(redis) },
  {
    everySeconds: 300,
    run: ({ run, now, random }) => {
      const product = random.int(40);
      return run(writePrice(product, now, priceOf(product) + random.between(-150, 150)));
    },
  },
  {
    everySeconds: 90,
    firstAfterSeconds: 20,
    doneBy: 'web',
    run: ({ run, now, random }) =>
      many(random.between(20, 60), () =>
        run(sendMessage(messageQueueKey('images'), { product: random.int(productCount) }, now)),
      ),
  },
  {
    everySeconds: 120,
    run: ({ run, random }) => run(writeRecent('posts', `post:${1 + random.int(articleCount)}`)),
  },
  {
    everySeconds: 170,
    firstAfterSeconds: 45,
    doneBy: 'web',
    run: ({ run, now, random }) =>
      many(random.between(250, 700), () => {
        const data = { user_id: 1 + random.int(userCount) };
        return run(enqueueJob('mail', { id: random.uuid(), type: 'newsletter', data }, now));
      }),
  },
  { everySeconds: reportsEverySeconds, firstAfterSeconds: 15, run: runReports },
  { everySeconds: 260, firstAfterSeconds: 30, doneBy: 'api', run: ({ redis }) => askForSetting(redis) },
  { everySeconds: 300, run: ({ run }) => run(coolTrending()) },
];
