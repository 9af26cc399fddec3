import { describe, expect, it } from 'vitest';
import { VERSIONS, type Version } from '@/lib/redis/fixtures/load-fixture';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import { infoNumber } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';
import { METRIC_IDS, metricsOf, type Reading } from './catalogue';
import { toSample, type Values } from './sample';

/** When the recording was made; the server's own clock is used where it tells the time. */
const RECORDED_MS = 1_795_219_490_000;

const EXPECTED: Record<Version, Values> = {
  'redis-5.0.14': {
    keys: 14,
    usedMemoryBytes: 1_052_288,
    usedMemoryRssBytes: 4_075_520,
    datasetBytes: 40_798,
    scriptBytes: 168,
    clientBytes: 149_082,
    fragmentationFactor: 4.29,
    allocatorFragmentationFactor: 4.24,
    changesSinceSave: 222,
    uptimeSeconds: 264,
    lastSaveAgeSeconds: null,
    maxclients: null,
    clusterLinkBytes: null,
    pubsubClients: null,
    saveKeysTotal: null,
    copyOnWriteBytes: null,
  },
  'redis-6.2.16': {
    keys: 13,
    usedMemoryBytes: 1_096_752,
    usedMemoryRssBytes: 4_263_936,
    datasetBytes: 191_224,
    scriptBytes: 168,
    clientBytes: 17_048,
    fragmentationFactor: 4.4,
    allocatorFragmentationFactor: 4.37,
    changesSinceSave: 224,
    uptimeSeconds: 264,
    lastSaveAgeSeconds: null,
    maxclients: 10_000,
    clusterLinkBytes: null,
    pubsubClients: null,
  },
  'redis-7.0.15': {
    keys: 13,
    usedMemoryBytes: 1_613_856,
    usedMemoryRssBytes: 7_544_832,
    datasetBytes: 736_432,
    scriptBytes: 384,
    fragmentationFactor: 7.94,
    allocatorFragmentationFactor: 1.18,
    changesSinceSave: 224,
    uptimeSeconds: 384,
    lastSaveAgeSeconds: null,
    maxclients: 10_000,
    clusterLinkBytes: 0,
    pubsubClients: null,
    replicationBytes: 0,
  },
  'redis-7.2.6': {
    keys: 13,
    usedMemoryBytes: 1_680_576,
    usedMemoryRssBytes: 5_894_144,
    datasetBytes: 722_152,
    scriptBytes: 400,
    fragmentationFactor: 5.71,
    allocatorFragmentationFactor: 5.68,
    uptimeSeconds: 187,
    lastSaveAgeSeconds: null,
    clusterLinkBytes: 0,
    pubsubClients: null,
    replicationBytes: 0,
  },
  'redis-8.0.6': {
    keys: 13,
    usedMemoryBytes: 1_365_208,
    usedMemoryRssBytes: 8_605_696,
    datasetBytes: 630_704,
    scriptBytes: 416,
    fragmentationFactor: 11,
    allocatorFragmentationFactor: 1.12,
    uptimeSeconds: 265,
    lastSaveAgeSeconds: null,
    clusterLinkBytes: 0,
    pubsubClients: 1,
    replicationBytes: 0,
  },
  'valkey-8.0.1': {
    keys: 13,
    usedMemoryBytes: 1_675_992,
    usedMemoryRssBytes: 5_115_904,
    datasetBytes: 674_008,
    scriptBytes: 432,
    fragmentationFactor: 5.11,
    allocatorFragmentationFactor: 1,
    uptimeSeconds: 2,
    lastSaveAgeSeconds: null,
    clusterLinkBytes: 0,
    pubsubClients: 1,
    replicationBytes: 0,
  },
  'valkey-8.1.1': {
    keys: 13,
    usedMemoryBytes: 1_560_952,
    usedMemoryRssBytes: 8_646_656,
    datasetBytes: 658_368,
    scriptBytes: 456,
    clientBytes: 17_024,
    fragmentationFactor: 6.11,
    allocatorFragmentationFactor: 1,
    uptimeSeconds: 265,
    lastSaveAgeSeconds: null,
    clusterLinkBytes: 0,
    pubsubClients: 1,
    replicationBytes: 0,
  },
};

/** What all of the recordings have in common. */
const SHARED: Values = {
  expiringKeys: 1,
  connectedClients: 3,
  blockedClients: 0,
  saveSucceeded: 1,
  saveInProgress: 0,
  aofEnabled: 0,
  loading: 0,
  connectedReplicas: 0,
  aofSizeBytes: null, // AOF is off
  loadedRatio: null, // nothing is being loaded
  primaryLinkUp: null, // a primary has no link to one
  replicationLagBytes: null, // nobody lags behind
};

describe.each(VERSIONS)('a sample of %s', (version) => {
  const info = infoOf(version);
  const read = (info: Info, ourClockMs = RECORDED_MS): Reading => ({
    info,
    serverTimeMs: (infoNumber(info, 'server_time_usec') ?? ourClockMs * 1000) / 1000,
    commandTotals: null,
    slowlogTotal: null,
    latency: null,
    roundTripUs: null,
  });
  const reading = read(info);
  const identity = { runId: info.fields.run_id ?? null, role: info.fields.role ?? null };
  const { values, baseline } = toSample('info', reading, identity, { hits: 0, misses: 0 }, null);

  it('reads the levels as the server prints them, and null for what this version does not say', () => {
    for (const [metric, expected] of Object.entries({ ...SHARED, ...EXPECTED[version] })) {
      const value = values[metric as keyof Values];
      if (expected === null) expect(value, metric).toBeNull();
      else expect(value, metric).toBeCloseTo(expected, 3);
    }
  });

  it('knows no limit where maxmemory is 0: neither 0 % nor 100 % of anything', () => {
    expect(info.fields.maxmemory).toBe('0');
    expect(values.maxmemoryBytes).toBeNull();
    const limited = read(infoOf(version, { maxmemory: 1_048_576 }));
    expect(toSample('info', limited, identity, { hits: 0, misses: 0 }, null).values.maxmemoryBytes).toBe(
      1_048_576,
    );
  });

  it('has no rate yet, but remembers every counter of this version for the next sample', () => {
    expect(values.commandsPerSecond).toBeNull();
    expect(values.hitRatio).toBeNull();
    const isOld = version === 'redis-5.0.14';
    expect(baseline.counters.commandsPerSecond).toBe(isOld ? 229 : 231);
    expect(baseline.counters.missesPerSecond).toBe(isOld ? 2 : 1);
    expect(baseline.counters.errorsPerSecond).toBe(isOld ? null : version === 'redis-6.2.16' ? 8 : 7);
    expect(baseline.counters.mainThreadCpuRatio === null).toBe(isOld);
    expect(baseline.counters.processCpuRatio).toBeGreaterThan(0);
  });

  it('makes rates by the server’s clock, by ours before 6.2, however late the reply came', () => {
    const [commands, clock] = [baseline.counters.commandsPerSecond!, info.fields.server_time_usec];
    const later = infoOf(version, {
      total_commands_processed: commands + 500,
      server_time_usec: clock === undefined ? null : Number(clock) + 2_500_000,
    });
    const lateMs = clock === undefined ? 2500 : 9000;
    const next = read(later, RECORDED_MS + lateMs);
    const sample = toSample('info', next, identity, { hits: 0, misses: 0 }, baseline);
    expect(sample.intervalMs).toBeCloseTo(2500, 3);
    expect(sample.values.commandsPerSecond).toBeCloseTo(200, 3);
    expect(sample.values.missesPerSecond).toBe(0);
  });

  it('tells the event loop’s time from 7.2 on, and a fork’s once there was one', () => {
    const tells = !['redis-5.0.14', 'redis-6.2.16', 'redis-7.0.15'].includes(version);
    expect(baseline.counters.eventLoopCyclesPerSecond).toBe(tells ? 238 : null);
    expect(values.lastForkMicroseconds).toBeNull();
    const forked = read(infoOf(version, { latest_fork_usec: 1_234 }));
    const later = toSample('info', forked, identity, { hits: 0, misses: 0 }, null);
    expect(later.values.lastForkMicroseconds).toBe(1_234);
  });

  it('has a value or a null for every metric of its source, and nothing of the others', () => {
    expect(Object.keys(values).sort()).toEqual([...metricsOf('info')].sort());
    expect(METRIC_IDS.length).toBeGreaterThan(Object.keys(values).length);
  });
});
