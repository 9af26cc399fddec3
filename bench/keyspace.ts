import type { AppClient } from '../testing/app-client';
import { connect } from '../testing/servers';
import { writeMixedKeys } from './analytics/mixed-keys';
import { Analyses } from './keyspace/analyses';
import { blockOfBigHash } from './keyspace/big-hash';
import { measureGentle } from './keyspace/gentle';
import { writeOddNames } from './keyspace/odd-names';
import { keysPerSecondOfRedisCli } from './keyspace/redis-cli';
import { percentile, sleep, startWatched, type Watched } from './live/watched';
import type { Bench } from './run';

type Record = (name: string, value: number, digits?: number) => void;

/**
 * The keyspace at size, through the dashboard as people use it: a whole analysis without pace beside `redis-cli
 * --memkeys` on the same server, with what it costs the dashboard's process in CPU and memory; the gentle pace beside
 * a load of 10,000 operations a second, and what that load notices; the first page of the key browser; and how long
 * opening a hash of a million fields blocks the server. Last, how much memory an analysis of names takes that have
 * nothing in common.
 */
export const benchKeyspace: Bench = async ({ quick }) => {
  const figures: { [name: string]: number } = {};
  const record: Record = (name, value, digits = 2) => {
    figures[name] = Number(value.toFixed(digits));
    console.log(`${name.padEnd(28)} ${figures[name]}`);
  };
  await onServer(async (watched) => {
    const keys = await fill(watched, quick ? 100_000 : 1_000_000);
    record('keys', keys, 0);
    await unpaced(watched, keys, '', record);
    record('bigHashBlockMs', await blockOfBigHash(watched, quick ? 100_000 : 1_000_000), 3);
  });
  await onServer(async (watched) => {
    const keys = await fill(watched, quick ? 1_000_000 : 5_000_000);
    record('keysOfMany', keys, 0);
    await unpaced(watched, keys, 'OfMany', record);
    const gentle = await measureGentle(watched, quick ? 3 : 10);
    record('gentleKeysPerSecond', gentle.keysPerSecond, 0);
    record('gentleAddedP99Ms', gentle.addedP99Ms, 3);
    record('gentleBaseP99Ms', gentle.baseP99Ms, 3);
    const client = await watched.signIn();
    record('firstPageMs', percentile(await firstPages(client), 0.5));
  });
  await onServer(async (watched) => {
    const names = quick ? 500_000 : 50_000_000;
    const redis = connect(watched.redis.port);
    await writeOddNames(redis, names);
    redis.disconnect();
    record('oddNames', names, 0);
    record('oddNamesRssMb', (await new Analyses(watched, await watched.signIn()).run('fast')).rssMb, 0);
  });
  return figures;
};

async function onServer(measure: (watched: Watched) => Promise<void>): Promise<void> {
  const watched = await startWatched();
  try {
    await measure(watched);
  } finally {
    await watched.stop();
  }
}

async function fill({ redis }: Watched, keys: number): Promise<number> {
  const connection = connect(redis.port);
  const written = await writeMixedKeys(connection, keys, 1_000, Date.now());
  connection.disconnect();
  // The collector has to have heard of the server first.
  await sleep(2_000);
  return written;
}

/** The first page of the key browser, some times, in milliseconds. */
async function firstPages(client: AppClient): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < 21; time += 1) {
    const began = performance.now();
    const { status } = await client.get('/api/instances/bench/keys?count=200');
    if (status !== 200) throw new Error(`The key browser answered ${status}.`);
    times.push(performance.now() - began);
  }
  return times;
}

/** Three times each, one after the other, so that the machine's moods meet both. */
async function unpaced(watched: Watched, keys: number, suffix: string, record: Record): Promise<void> {
  const analyses = new Analyses(watched, await watched.signIn());
  const own = [];
  const peers = [];
  for (let time = 0; time < 3; time += 1) {
    own.push(await analyses.run('fast'));
    peers.push(await keysPerSecondOfRedisCli(watched.redis.port, keys));
  }
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const keysPerSecond = median(own.map((run) => run.keysPerSecond));
  record(`keysPerSecond${suffix}`, keysPerSecond, 0);
  record(`redisCliKeysPerSecond${suffix}`, median(peers), 0);
  record(`ratioToRedisCli${suffix}`, keysPerSecond / median(peers));
  record(`cpuSecondsPerMillion${suffix}`, median(own.map((run) => run.cpuSecondsPerMillion)));
  record(`rssMb${suffix}`, Math.max(...own.map((run) => run.rssMb)), 0);
}
