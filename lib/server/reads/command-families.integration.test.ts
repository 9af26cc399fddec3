import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable, type CommandRow } from '@/lib/metrics/command-table';
import { nodeCommands } from '@/lib/metrics/node-commands';
import { infoNumber } from '@/lib/redis/info-fields';
import { readCommandStats, type CommandStats } from '@/lib/redis/parse-commandstats';
import { connect, startRedis, waitUntil, type RunningRedis } from '../../../testing/servers';
import { Connection, type Endpoint } from '../redis/connection';
import { openHistoryAt } from '../../../testing/history-at';
import { NodeWatcher } from '../collector/node-watcher';
import { readFamilies } from './command-families';

let redis: RunningRedis;
let application: Redis;
let ours: Connection;
let watcher: NodeWatcher;
const file = openHistoryAt();
const { history } = file;
beforeAll(async () => {
  redis = await startRedis({ args: ['--slowlog-log-slower-than', '0', '--slowlog-max-len', '100000'] });
  const endpoint: Endpoint = { address: { host: '127.0.0.1', port: redis.port }, tls: null };
  const nobody = { username: null, password: null };
  application = connect(redis.port);
  let clock = Date.now();
  watcher = new NodeWatcher(endpoint, nobody, () => (clock = Math.max(Date.now(), clock + 1)), {
    onSample: (sample, families) => history.append('shop', { ...sample, families }),
    onState: () => {},
    onMarker: () => {},
    onPolled: () => {},
  });
  ours = await Connection.open(endpoint, nobody, 'hitrate-user');
});
afterAll(async () => {
  watcher.dispose();
  ours.close();
  application.disconnect();
  await redis.stop();
  file.remove();
});

/** Polls until commandstats have been read once more. @returns what the server said then */
async function readStats(): Promise<{ at: number; serverMs: number; stats: Map<string, CommandStats> }> {
  const before = watcher.latest.commands?.at ?? 0;
  await waitUntil('commandstats are read again', async () => {
    await watcher.refresh();
    return (watcher.latest.commands?.at ?? 0) > before;
  });
  const info = watcher.info!;
  return {
    at: watcher.latest.commands!.at,
    serverMs: infoNumber(info, 'server_time_usec')! / 1000,
    stats: readCommandStats(info),
  };
}

/** What the generator knows that it did. */
const SENT = { get: 3_000, set: 500, hgetall: 40, incr: 25, lpush: 7 };

async function generate(): Promise<void> {
  const pipeline = application.pipeline();
  for (let time = 0; time < SENT.set; time += 1) pipeline.set(`key:${time % 50}`, 'not a number');
  for (let time = 0; time < SENT.get; time += 1) pipeline.get(`key:${time % 60}`);
  for (let time = 0; time < SENT.hgetall; time += 1) pipeline.hgetall('big');
  // Each of them runs and fails.
  for (let time = 0; time < SENT.incr; time += 1) pipeline.incr('key:1');
  // Each of them is refused before it runs.
  for (let time = 0; time < SENT.lpush; time += 1) pipeline.call('LPUSH', 'list');
  await pipeline.exec();
}

test('rates, times per call and errors are what the generator did and what the server says itself', async () => {
  await application.hset('big', Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`f${n}`, n])));
  const first = await readStats();
  await application.call('SLOWLOG', 'RESET');
  await generate();
  for (let time = 0; time < 30; time += 1) await ours.call('GET', 'key:1');
  const slowlog = (await application.call('SLOWLOG', 'GET', '100000')) as [
    number,
    number,
    number,
    string[],
  ][];
  const second = await readStats();

  const span = { instance: 'shop', nodes: [watcher.id], from: second.at, to: second.at, points: 150 };
  const nodes = [nodeCommands(await readFamilies(history, span))];
  const row = (rows: readonly CommandRow[], command: string) =>
    rows.find((each) => each.command === command)!;
  const { rows, total } = commandTable(nodes, [], true);
  const apps = commandTable(nodes, [], false).rows;
  const seconds = (second.serverMs - first.serverMs) / 1000;

  // What the generator counted itself.
  for (const command of ['get', 'set', 'hgetall', 'incr'] as const) {
    expect(row(apps, command).calls, command).toBe(SENT[command]);
    expect(row(apps, command).callsPerSecond / (SENT[command] / seconds), command).toBeCloseTo(1, 2);
  }
  expect(row(rows, 'get').calls).toBe(SENT.get + 30);
  expect(row(rows, 'get').ownRatio).toBeCloseTo(30 / (SENT.get + 30), 9);
  expect(row(apps, 'incr')).toMatchObject({ errorRatio: 1 });
  expect(row(apps, 'incr').failedPerSecond! / (SENT.incr / seconds)).toBeCloseTo(1, 2);
  expect(row(apps, 'lpush')).toMatchObject({ calls: 0, microsecondsPerCall: null, errorRatio: 1 });
  expect(row(apps, 'lpush').rejectedPerSecond! / (SENT.lpush / seconds)).toBeCloseTo(1, 2);

  // What the server's slow log measured call by call: with a threshold of 0 it has every one of them.
  for (const command of ['get', 'set', 'hgetall']) {
    const measured = slowlog.filter(([, , , [name]]) => name?.toLowerCase() === command);
    const mean = measured.reduce((sum, [, , microseconds]) => sum + microseconds, 0) / measured.length;
    expect(measured.length, command).toBeGreaterThanOrEqual(40);
    expect(row(rows, command).microsecondsPerCall! / mean, command).toBeCloseTo(1, 2);
  }

  // What the server's own counters rose by, for every command there is.
  let microseconds = 0;
  for (const [command, after] of second.stats) {
    const before = first.stats.get(command) ?? { calls: 0, usec: 0 };
    const [calls, usec] = [after.calls - before.calls, after.usec - before.usec];
    microseconds += usec;
    if (calls === 0) continue;
    expect(row(rows, command).calls, command).toBe(calls);
    expect(row(rows, command).microsecondsPerCall, command).toBeCloseTo(usec / calls, 6);
  }
  expect(total.mainThreadRatio / (microseconds / 1e6 / seconds)).toBeCloseTo(1, 2);

  // The dashboard's own INFO is nobody's else.
  expect(row(rows, 'info').ownRatio).toBe(1);
  expect(apps.map(({ command }) => command)).not.toContain('info');
});

test('each command has the type that the server gives it', async () => {
  expect(watcher.commandTypes.get('get')).toBe('read');
  expect(watcher.commandTypes.get('set')).toBe('write');
  expect(watcher.commandTypes.get('info')).not.toBe('write');
});

test('after CONFIG RESETSTAT the interval is unknown, and no spike', async () => {
  await readStats();
  await application.config('RESETSTAT');
  await generate();
  const second = await readStats();
  const span = { instance: 'shop', nodes: [watcher.id], from: second.at, to: second.at, points: 150 };
  expect(nodeCommands(await readFamilies(history, span))).toEqual({ elapsedMs: 0, commands: new Map() });
});
