import { AppClient } from '../testing/app-client';
import { measureRecognition } from '../testing/patterns/precision';
import { connect, startRedis } from '../testing/servers';
import { BIG_BOARD, writeMixedKeys } from './analytics/mixed-keys';
import { percentile, sleep, startWatched } from './live/watched';
import type { Bench } from './run';

interface Home {
  scan: { state: string; seen: number; startedAt: number; finishedAt: number };
  total: number;
}

/**
 * Analytics at size: the first look over a million keys at the ordinary pace until the home is complete, its second
 * opening, and a page of a leaderboard of a million members with a member and those around. Beside it, what others
 * notice: PING's 99th percentile while the keys are looked over, and before. And, on a server of its own, how much of
 * what is recognised is so rightly, and how much of what there is.
 */
export const benchAnalytics: Bench = async ({ quick }) => {
  const keys = quick ? 100_000 : 1_000_000;
  const figures: Record<string, number> = {};
  const record = (name: string, value: number, digits = 2) => {
    figures[name] = Number(value.toFixed(digits));
    console.log(`${name.padEnd(28)} ${figures[name]}`);
  };
  const { precision, recall } = await recognised();
  // Shares near 1: two digits would hide what is wrong.
  record('precision', precision, 4);
  record('recall', recall, 4);
  const watched = await startWatched();
  const redis = connect(watched.redis.port);
  try {
    record('keys', await writeMixedKeys(redis, keys, keys, Date.now()));
    const client = await watched.signIn();
    // The collector has to have heard of the server first.
    await sleep(2_000);
    record('pingIdleP99Ms', percentile(await pingFor(redis, 1_500), 0.99));

    const began = performance.now();
    let home = await readHome(client);
    const pings: number[] = [];
    while (home.scan.state === 'scanning') {
      pings.push(...(await pingFor(redis, PAGE_ASKS_MS)));
      home = await readHome(client);
    }
    record('homeFirstSeconds', (performance.now() - began) / 1_000);
    record('scanSeconds', (home.scan.finishedAt - home.scan.startedAt) / 1_000);
    record('pingScanningP99Ms', percentile(pings, 0.99));
    record('keysSeen', home.scan.seen);
    record('things', home.total);

    record('homeSecondMs', percentile(await times(7, () => readHome(client)), 0.5));
    const page = `/api/instances/bench/analytics/leaderboards?thing=${encodeURIComponent(BIG_BOARD.replace(':', '/'))}`;
    const paths = [
      `${page}&offset=500000&member=player:4711&around=10`,
      `${page}&order=bottom&offset=250000`,
    ];
    const asked = await times(40, async (index) => {
      const { status } = await client.get(paths[index % paths.length]!);
      if (status !== 200) throw new Error(`The leaderboard answered ${status}.`);
    });
    record('leaderboardPageMs', percentile(asked.slice(4), 0.5));
    record('leaderboardPageP95Ms', percentile(asked.slice(4), 0.95));
  } finally {
    redis.disconnect();
    await watched.stop();
  }
  return figures;
};

async function recognised() {
  const server = await startRedis();
  const redis = connect(server.port);
  try {
    return await measureRecognition(redis, Date.now());
  } finally {
    redis.disconnect();
    await server.stop();
  }
}

async function readHome(client: AppClient): Promise<Home> {
  const { body, status } = await client.get<Home>('/api/instances/bench/analytics');
  if (status !== 200) throw new Error(`Analytics answered ${status}.`);
  return body;
}

async function times(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await run(index);
    taken.push(performance.now() - began);
  }
  return taken;
}

/** While keys are looked over, the page asks so often how far it is. */
const PAGE_ASKS_MS = 1_500;
/** Between two pings: one who asks without a pause would be the load that it measures. */
const PING_EVERY_MS = 5;

/** Pings for so long; how long each took. */
async function pingFor(redis: { ping(): Promise<unknown> }, ms: number): Promise<number[]> {
  const until = performance.now() + ms;
  const taken: number[] = [];
  while (performance.now() < until) {
    const began = performance.now();
    await redis.ping();
    taken.push(performance.now() - began);
    await sleep(PING_EVERY_MS);
  }
  return taken;
}
