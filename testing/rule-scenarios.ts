import { mkdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Facts, FoundSeverity } from '@/lib/advisor/rule';
import { breakSnapshots } from './break-snapshots';
import { connect, startRedis, waitUntil, type RunningRedis, type StartOptions } from './servers';
import type { WatchedServer } from './watched-server';

/** What a scenario works with; what it opens or starts it hands over to be ended. */
export interface Stage {
  server: RunningRedis;
  redis: Redis;
  watched: WatchedServer;
  endWith(end: () => unknown): void;
}

/** A real server that is brought into a state in which a rule must fire. */
export interface Scenario {
  severity: FoundSeverity;
  sentence: RegExp;
  start?: StartOptions;
  /** Between the first reading and the last; what it returns is known otherwise. */
  arrange(stage: Stage): Promise<Partial<Facts> | void>;
}

const nothing = async () => undefined;
const args = (...list: string[]): StartOptions => ({ args: list });
const settings = (line: string, severity: FoundSeverity, sentence: RegExp): Scenario => ({
  severity,
  sentence,
  start: args(...line.split(' ')),
  arrange: nothing,
});

/** Writes until the server refuses, or so many values of 10 kB are there. */
async function fill(redis: Redis, values: number, prefix = 'filler'): Promise<void> {
  for (let number = 0; number < values; number += 1) {
    const refused = await redis.set(`${prefix}:${number}`, 'x'.repeat(10_000)).catch(() => null);
    if (refused === null) return;
  }
}

async function openSockets(stage: Stage, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const socket = net.connect(stage.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    stage.endWith(() => socket.destroy());
    await new Promise((resolve) => socket.once('connect', resolve));
  }
}

const infoNumber = async (redis: Redis, field: string) =>
  Number(new RegExp(`^${field}:(.*)$`, 'm').exec(await redis.info())?.[1]);

/** A replica of the server, once its link is up. */
async function replicate({ server, redis, endWith }: Stage): Promise<RunningRedis> {
  const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(server.port)] });
  endWith(() => replica.stop());
  const before = await infoNumber(redis, 'connected_slaves');
  await waitUntil('the replica is online', async () => /slave0:.*state=online/.test(await redis.info()));
  return before >= 0 ? replica : replica;
}

const DEBUG = args('--enable-debug-command', 'yes');
const SLEEPS = 20;

async function sleep20(redis: Redis): Promise<void> {
  for (let number = 0; number < SLEEPS; number += 1) await redis.call('DEBUG', 'SLEEP', '0.02');
}

const ofFull = { start: args('--maxmemory', '10mb'), arrange: ({ redis }: Stage) => fill(redis, 5_000) };

/** By the rule that has to fire. Rules that are missing here are fired from recorded replies. */
export const SCENARIOS: Record<string, Scenario> = {
  'availability.restarted': {
    severity: 'advice',
    sentence: /^It was restarted .* ago, after it had been up for \d/,
    arrange: async ({ server, redis, watched }) => {
      await waitUntil('it is old enough', async () => (await infoNumber(redis, 'uptime_in_seconds')) >= 3);
      await watched.read();
      await server.restart();
      await watched.reconnect();
    },
  },
  'memory.near-limit': {
    severity: 'critical',
    sentence: /^Memory is at \d.*% of its limit, .* refuses writes \(noeviction\)\.$/,
    ...ofFull,
  },
  'memory.oom-errors': {
    severity: 'critical',
    sentence: /^1 commands? w.* refused with OOM in the last 5 min/,
    ...ofFull,
  },
  'memory.no-limit': { severity: 'advice', sentence: /^maxmemory is not set/, arrange: nothing },
  'memory.evictions': {
    severity: 'critical',
    sentence: /^allkeys-random evicts .* the limit of 10\sMiB is reached\.$/,
    start: args('--maxmemory', '10mb', '--maxmemory-policy', 'allkeys-random'),
    arrange: ({ redis }) => fill(redis, 3_000),
  },
  'memory.few-evictable': {
    severity: 'advice',
    sentence: /^Only 0\s% of the 20 keys have a TTL/,
    start: args('--maxmemory', '50mb', '--maxmemory-policy', 'volatile-lru'),
    arrange: ({ redis }) => fill(redis, 20),
  },
  'memory.past-peak': {
    severity: 'advice',
    sentence: /^Memory was once at \d{3}\sMiB, now at /,
    arrange: async ({ redis }) => {
      await redis.setrange('large', 160 * 1024 ** 2, 'x');
      await fill(redis, 700);
      await redis.del('large');
    },
  },
  'memory.clients': {
    severity: 'warning',
    sentence: /connections hold .* each/,
    arrange: async (stage) => {
      for (let number = 0; number < 30; number += 1) {
        const socket = net.connect(stage.server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        stage.endWith(() => socket.destroy());
        // A command that is not finished waits in the buffer.
        socket.write(`*2\r\n$4\r\nECHO\r\n$2000000\r\n${'x'.repeat(1_000_000)}`);
      }
      await waitUntil(
        'the buffers are counted',
        async () => (await infoNumber(stage.redis, 'mem_clients_normal')) > 20e6,
      );
    },
  },
  'memory.scripts': {
    severity: 'advice',
    sentence: /^1,0\d\d scripts are cached/,
    arrange: async ({ redis }) => {
      for (let number = 0; number < 1_050; number += 1) await redis.eval(`return ${number}`, 0);
    },
  },
  'clients.near-limit': {
    severity: 'critical',
    sentence: /^100\s% of all client connections are taken, 10 of 10/,
    start: args('--maxclients', '10'),
    arrange: (stage) => openSockets(stage, 8),
  },
  'clients.rejected': {
    severity: 'warning',
    sentence: /^4 connections were turned away in the last minute: all 10 are taken\.$/,
    start: args('--maxclients', '10'),
    arrange: (stage) => openSockets(stage, 12),
  },
  'clients.churn': {
    severity: 'warning',
    sentence: /connections are opened, for .* connects anew/,
    arrange: (stage) => openSockets(stage, 200),
  },
  'clients.blocking-commands': {
    severity: 'warning',
    sentence:
      /^Somebody has called KEYS 2 times, SAVE 1 time and FLUSHALL or FLUSHDB 1 time in the last 15 minutes/,
    arrange: async ({ redis }) => {
      await redis.keys('*');
      await redis.keys('*');
      await redis.save();
      await redis.flushall('ASYNC');
    },
  },
  'clients.never-closed': settings(
    '--tcp-keepalive 0 --timeout 0',
    'advice',
    /^Neither timeout nor tcp-keepalive/,
  ),
  'clients.blocked': {
    severity: 'warning',
    sentence: /^25 clients wait in blocking commands, 0 in the half hour before/,
    arrange: async ({ server, redis, watched, endWith }) => {
      watched.mark();
      for (let number = 0; number < 25; number += 1) {
        const worker = connect(server.port);
        endWith(() => worker.disconnect());
        worker.blpop('jobs', 0).catch(() => undefined);
      }
      await waitUntil('they wait', async () => (await infoNumber(redis, 'blocked_clients')) === 25);
    },
  },
  'clients.monitor': {
    severity: 'warning',
    sentence: /^127\.0\.0\.1:\d+ has every command of everybody sent to them by MONITOR/,
    arrange: async ({ server, redis, endWith }) => {
      const socket = net.connect(server.port, '127.0.0.1', () => socket.write('MONITOR\r\n'));
      socket.on('error', () => undefined);
      endWith(() => socket.destroy());
      await waitUntil('it listens', async () => / flags=O /.test(String(await redis.call('CLIENT', 'LIST'))));
    },
  },
  'latency.spikes': {
    severity: 'advice',
    sentence: /^A slow command held the server up for \d+\sms, .* ago, and nobody was served meanwhile/,
    start: args('--enable-debug-command', 'yes', '--latency-monitor-threshold', '10'),
    arrange: ({ redis }) => redis.call('DEBUG', 'SLEEP', '0.02').then(() => undefined),
  },
  'latency.slow-calls': {
    severity: 'warning',
    sentence: /^A command takes .*\sms on average/,
    start: DEBUG,
    arrange: ({ redis }) => sleep20(redis),
  },
  'latency.slow-log': {
    severity: 'warning',
    sentence: /slow commands, 20 in the last 5 minutes\.$/,
    start: DEBUG,
    arrange: ({ redis }) => sleep20(redis),
  },
  'latency.errors': {
    severity: 'warning',
    sentence: /commands fail, .* the most frequent since the start is WRONGTYPE\.$/,
    arrange: async ({ redis }) => {
      await redis.set('text', 'x');
      for (let number = 0; number < 100; number += 1) await redis.lpush('text', 'x').catch(() => undefined);
    },
  },
  'latency.hit-rate': {
    severity: 'warning',
    sentence: /^Only 0\s% of .* lookups found their key/,
    arrange: async ({ redis }) => {
      for (let number = 0; number < 500; number += 1) await redis.get('nothing');
    },
  },
  'latency.hit-rate-fall': {
    severity: 'warning',
    sentence:
      /^Hit rate fell from 100\s% to \d.*% in the last 10 minutes while evictions rose to .*: maxmemory of 10\sMiB is reached\.$/,
    start: args('--maxmemory', '10mb', '--maxmemory-policy', 'allkeys-lru'),
    arrange: async ({ redis, watched }) => {
      await redis.set('here', 'x');
      for (let number = 0; number < 300; number += 1) await redis.get('here');
      await watched.read();
      watched.mark();
      await watched.read();
      await fill(redis, 2_000);
      for (let number = 0; number < 300; number += 1) await redis.get('nothing');
    },
  },
  'latency.slow-log-off': settings('--slowlog-log-slower-than -1', 'advice', /^The slow log is off/),
  'latency.monitor-off': settings('--latency-monitor-threshold 0', 'advice', /^The latency monitor is off/),
  'latency.tracking-off': settings('--latency-tracking no', 'advice', /^Latency is not tracked by command/),
  'persistence.save-failed': {
    severity: 'critical',
    sentence: /^The last snapshot failed; with stop-writes-on-bgsave-error Redis refuses writes \(MISCONF\)/,
    arrange: async ({ server, redis, endWith }) => {
      endWith(breakSnapshots(server));
      await redis.bgsave();
      await waitUntil('it has failed', async () => /rdb_last_bgsave_status:err/.test(await redis.info()));
    },
  },
  'persistence.save-old': {
    severity: 'warning',
    sentence: /changes have come since, and a crash would lose them: one was due after 1 s\.$/,
    start: args('--save', '1 2'),
    arrange: async ({ server, redis, endWith }) => {
      endWith(breakSnapshots(server));
      await redis.mset('a', 1, 'b', 2, 'c', 3);
      await waitUntil(
        'a snapshot is overdue',
        async () => (await infoNumber(redis, 'uptime_in_seconds')) >= 5,
      );
    },
  },
  'persistence.off': {
    severity: 'advice',
    sentence: /^Nothing is persisted: a restart begins empty/,
    arrange: nothing,
  },
  'persistence.rewrite-failed': {
    severity: 'critical',
    sentence: /^The last rewrite of the append-only file has failed/,
    start: args('--appendonly', 'yes'),
    arrange: async ({ server, redis }) => {
      // Where the next base file would go.
      mkdirSync(join(server.directory, 'appendonlydir', 'appendonly.aof.2.base.rdb'));
      await redis.bgrewriteaof();
      await waitUntil('it has failed', async () => /aof_last_bgrewrite_status:err/.test(await redis.info()));
    },
  },
  'persistence.fsync-always': settings(
    '--appendonly yes --appendfsync always',
    'advice',
    /^Every write waits for the disk \(appendfsync always\)/,
  ),
  'replication.link-down': {
    severity: 'critical',
    sentence: /^The link to its primary 127\.0\.0\.1:1 is down/,
    start: args('--replicaof', '127.0.0.1', '1'),
    arrange: nothing,
  },
  'replication.writable': {
    severity: 'advice',
    sentence: /^This replica takes writes/,
    start: args('--replicaof', '127.0.0.1', '1', '--replica-read-only', 'no'),
    arrange: nothing,
  },
  'replication.role-changed': {
    severity: 'warning',
    sentence: /^It became the primary .* ago: a failover, or somebody has changed it\.$/,
    start: args('--replicaof', '127.0.0.1', '1'),
    arrange: ({ redis }) => redis.call('REPLICAOF', 'NO', 'ONE').then(() => undefined),
  },
  'replication.replica-lost': {
    severity: 'warning',
    sentence: /^0 of the 1 replicas that it had within the last 10 minutes are connected\.$/,
    arrange: async (stage) => {
      const replica = await replicate(stage);
      await stage.watched.read();
      await replica.stop();
      await waitUntil('it is gone', async () => (await infoNumber(stage.redis, 'connected_slaves')) === 0);
    },
  },
  'replication.lag-time': {
    severity: 'warning',
    sentence: /^The replica 127\.0\.0\.1:\d+ has acknowledged nothing for 1\d s\.$/,
    arrange: async (stage) => {
      const replica = await replicate(stage);
      replica.kill('SIGSTOP');
      await waitUntil('it is silent', async () => /slave0:.*lag=1\d/.test(await stage.redis.info()));
    },
  },
  'replication.lag-bytes': {
    severity: 'critical',
    sentence: /^Its slowest replica lacks .* of the backlog of 1\sMiB/,
    arrange: async (stage) => {
      const replica = await replicate(stage);
      replica.kill('SIGSTOP');
      await fill(stage.redis, 200);
      stage.watched.mark();
    },
  },
  'replication.full-syncs': {
    severity: 'warning',
    sentence: /^2 full copies were sent to replicas in the last hour/,
    arrange: async (stage) => {
      await replicate(stage);
      await replicate(stage);
      await waitUntil('both are there', async () => (await infoNumber(stage.redis, 'sync_full')) === 2);
    },
  },
  'replication.too-few': {
    severity: 'critical',
    sentence: /^0 good replicas, and 1 are needed for a write: Redis refuses writes \(NOREPLICAS\)\.$/,
    start: args('--min-replicas-to-write', '1'),
    arrange: nothing,
  },
  'security.open-door': {
    severity: 'critical',
    sentence: /^The default user needs no password and protected mode is off/,
    start: args('--protected-mode', 'no'),
    arrange: nothing,
  },
  'security.wrong-passwords': {
    severity: 'warning',
    sentence: /^12 sign-ins with a wrong name or password in the last 5 minutes/,
    arrange: async ({ redis }) => {
      for (let number = 0; number < 12; number += 1)
        await redis.call('AUTH', 'nobody', 'wrong').catch(() => undefined);
    },
  },
  'security.version': {
    severity: 'advice',
    sentence: /^It is Redis 7\.0\.\d+, and the makers/,
    arrange: nothing,
  },
  'security.databases': {
    severity: 'advice',
    sentence: /^Keys lie in 2 databases \(0, 3\)/,
    arrange: async ({ redis, server }) => {
      await redis.set('a', 1);
      const third = connect(server.port, undefined, undefined, { db: 3 });
      await third.set('a', 1);
      third.disconnect();
    },
  },
  'security.debug': {
    severity: 'advice',
    sentence: /^DEBUG is open to everybody/,
    start: DEBUG,
    arrange: nothing,
  },
};
