import { describe, expect, it } from 'vitest';
import { parseInfo } from '@/lib/redis/parse-info';
import { totalsByType } from './command-totals';
import type { Reading } from './catalogue';
import { toSample } from './sample';

const ME = { runId: 'a', role: 'master' };
const NO_LOOKUPS = { hits: 0, misses: 0 };

const reading = (atMs: number, parts: Partial<Reading> = {}): Reading => ({
  info: parseInfo(''),
  serverTimeMs: atMs,
  commandTotals: null,
  slowlogTotal: null,
  latency: null,
  roundTripUs: null,
  ...parts,
});

const types = new Map([['get', 'read'] as const, ['set', 'write'] as const]);
const totals = (get: number, set: number, info: number) =>
  totalsByType(
    new Map([
      ['get', { calls: get, usec: get * 2 }],
      ['set', { calls: set, usec: set * 5 }],
      ['info', { calls: info, usec: info * 50 }],
    ]),
    types,
  );

describe('each source has a baseline of its own, by its own schedule', () => {
  it('commands: calls by type, and the time per call as a quotient of increases', () => {
    const first = toSample(
      'commands',
      reading(0, { commandTotals: totals(100, 10, 1) }),
      ME,
      NO_LOOKUPS,
      null,
    );
    expect(first.values).toMatchObject({ readsPerSecond: null, microsecondsPerCall: null });
    const { values } = toSample(
      'commands',
      reading(5000, { commandTotals: totals(200, 30, 6) }),
      ME,
      NO_LOOKUPS,
      first.baseline,
    );
    expect(values).toEqual({
      keysCallsPerSecond: 0,
      saveCallsPerSecond: 0,
      flushCallsPerSecond: 0,
      debugCallsPerSecond: 0,
      readsPerSecond: 20,
      writesPerSecond: 4,
      otherCommandsPerSecond: 1,
      commandCallsPerSecond: 25,
      commandMicrosecondsPerSecond: (200 + 100 + 250) / 5,
      microsecondsPerCall: (200 + 100 + 250) / 125,
    });
  });

  it('commands: nothing called is no time per call', () => {
    const same = reading(0, { commandTotals: totals(1, 1, 1) });
    const { baseline } = toSample('commands', same, ME, NO_LOOKUPS, null);
    const next = toSample('commands', { ...same, serverTimeMs: 1000 }, ME, NO_LOOKUPS, baseline);
    expect(next.values).toMatchObject({ commandCallsPerSecond: 0, microsecondsPerCall: null });
  });

  it('slowlog: counts by entry ids, which do not stop at slowlog-max-len', () => {
    const { baseline } = toSample('slowlog', reading(0, { slowlogTotal: 1000 }), ME, NO_LOOKUPS, null);
    const next = toSample('slowlog', reading(10_000, { slowlogTotal: 1500 }), ME, NO_LOOKUPS, baseline);
    expect(next.values).toEqual({ slowCommandsPerSecond: 50 });
  });

  it('info: the event loop by its own sums, so that its wait for work counts nowhere', () => {
    const loop = (cycles: number, us: number, commandUs: number) =>
      `eventloop_cycles:${cycles}\r\neventloop_duration_sum:${us}\r\neventloop_duration_cmd_sum:${commandUs}\r\n`;
    const at = (ms: number, text: string) => reading(ms, { info: parseInfo(text), roundTripUs: 250 });
    const { baseline } = toSample('info', at(0, loop(100, 10_000, 4_000)), ME, NO_LOOKUPS, null);
    const { values } = toSample('info', at(2_000, loop(300, 410_000, 304_000)), ME, NO_LOOKUPS, baseline);
    expect(values).toMatchObject({
      eventLoopCyclesPerSecond: 100,
      microsecondsPerEventLoopCycle: 2_000,
      eventLoopCommandRatio: 0.75,
      eventLoopBusyRatio: expect.closeTo(0.2, 9) as number,
      roundTripMicroseconds: 250,
    });
  });

  it('latency: percentiles are levels of the interval; none where nothing was called', () => {
    const at = (latency: Reading['latency']) =>
      toSample('latency', reading(0, { latency }), ME, NO_LOOKUPS, null).values;
    expect(at({ p50Us: 3, p99Us: 90 })).toEqual({ latencyP50Microseconds: 3, latencyP99Microseconds: 90 });
    expect(at({ p50Us: null, p99Us: null })).toEqual({
      latencyP50Microseconds: null,
      latencyP99Microseconds: null,
    });
    expect(at(null)).toEqual({ latencyP50Microseconds: null, latencyP99Microseconds: null });
  });
});

describe('engines that say less, or say it differently', () => {
  const sampleOf = (before: string, after: string) => {
    const { baseline } = toSample('info', reading(0, { info: parseInfo(before) }), ME, NO_LOOKUPS, null);
    return toSample('info', reading(1000, { info: parseInfo(after) }), ME, NO_LOOKUPS, baseline).values;
  };

  it('Dragonfly: −1 is "does not apply" and max_clients is maxclients', () => {
    const values = sampleOf(
      'dragonfly_version:df-v1.21.2\r\nrejected_connections:-1\r\nused_cpu_sys:1.99999\r\nused_cpu_user:0.1\r\n',
      'dragonfly_version:df-v1.21.2\r\nrejected_connections:-1\r\nused_cpu_sys:2.100000\r\nused_cpu_user:0.1\r\n' +
        'max_clients:64000\r\nused_memory:5\r\n',
    );
    expect(values.rejectedConnectionsPerSecond).toBeNull();
    expect(values.maxclients).toBe(64_000);
    expect(values.usedMemoryBytes).toBe(5);
    expect(values.fragmentationFactor).toBeNull();
    // "1.99999" is 1 s and 99,999 µs: the counter rose by a second.
    expect(values.processCpuRatio).toBeCloseTo(1.000001, 6);
  });

  it('KeyDB: fields of 6.2 and some of its own', () => {
    const keydb = (commands: number) =>
      `redis_version:6.3.4\r\nmvcc_depth:0\r\nserver_threads:4\r\ntotal_commands_processed:${commands}\r\n` +
      'mem_clients_slaves:7\r\nmem_replication_backlog:1000\r\nmaxclients:10000\r\n';
    const values = sampleOf(keydb(10), keydb(30));
    expect(values.commandsPerSecond).toBe(20);
    expect(values.replicationBytes).toBe(1007);
    expect(values.mainThreadCpuRatio).toBeNull();
  });

  it('a rejected connection that is counted for the first time after −1 is no spike', () => {
    expect(
      sampleOf('rejected_connections:-1\r\n', 'rejected_connections:7\r\n').rejectedConnectionsPerSecond,
    ).toBeNull();
  });

  it.each([
    ['an empty INFO', ''],
    ['words for numbers', 'used_memory:N/A\r\nkeyspace_hits:unavailable\r\ndb0:garbage\r\n'],
  ])('%s has no values, and none of them is 0', (_name, text) => {
    for (const value of Object.values(sampleOf(text, text))) expect(value).toBeNull();
  });

  it('an empty server has 0 keys; one that prints no keyspace has an unknown number', () => {
    expect(sampleOf('', '# Keyspace\r\n').keys).toBe(0);
    expect(sampleOf('', '# Keyspace\r\ndb0:keys=2,expires=1\r\ndb5:keys=3,expires=0\r\n')).toMatchObject({
      keys: 5,
      expiringKeys: 1,
    });
    expect(sampleOf('', '# Server\r\n').keys).toBeNull();
  });

  it('replication lag is that of the replica furthest behind, and never negative', () => {
    const primary = (...offsets: number[]) =>
      `role:master\r\nmaster_repl_offset:1000\r\n${offsets
        .map((offset, n) => `slave${n}:ip=10.0.0.${n},port=6379,state=online,offset=${offset},lag=0\r\n`)
        .join('')}`;
    expect(sampleOf('', primary(990, 400, 1001)).replicationLagBytes).toBe(600);
    expect(sampleOf('', primary(1001)).replicationLagBytes).toBe(0);
    expect(sampleOf('', primary()).replicationLagBytes).toBeNull();
  });

  it('the age of the last save goes by the server’s clock and is never negative', () => {
    const aged = (savedAt: number) =>
      toSample(
        'info',
        reading(1_700_000_100_000, { info: parseInfo(`rdb_last_save_time:${savedAt}\r\n`) }),
        ME,
        NO_LOOKUPS,
        null,
      ).values.lastSaveAgeSeconds;
    expect(aged(1_700_000_000)).toBe(100);
    expect(aged(1_700_000_101)).toBe(0);
  });

  it.each([
    ['a server that never saved tells its own start, which is no save', 60, -1, null],
    ['one that has saved since its start', 900, 0, 60],
    ['one that saved by SAVE, which leaves no duration', 900, -1, 60],
    ['one that saved at once', 60, 0, 60],
  ])('%s', (_, uptime, seconds, age) => {
    const info = parseInfo(
      `uptime_in_seconds:${uptime}\r\nrdb_last_save_time:1700000000\r\nrdb_last_bgsave_time_sec:${seconds}\r\n`,
    );
    const { values } = toSample('info', reading(1_700_000_060_000, { info }), ME, NO_LOOKUPS, null);
    expect(values.lastSaveAgeSeconds).toBe(age);
  });
});
