import { describe, expect, it } from 'vitest';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import type { Reading } from './catalogue';
import { ratioOf, toSample, type Baseline, type OwnLookups } from './sample';
import { METRICS } from './catalogue';

type Changes = Parameters<typeof infoOf>[1];

const START_MS = 1_795_219_490_000;
const ME = { runId: 'a', role: 'master' };
const NO_LOOKUPS = { hits: 0, misses: 0 };

const reading = (atMs: number, changes: Changes = {}): Reading => ({
  info: infoOf('redis-7.2.6', changes),
  serverTimeMs: START_MS + atMs,
  commandTotals: null,
  slowlogTotal: null,
  latency: null,
  roundTripUs: null,
});

const COUNTS = {
  total_commands_processed: 1000,
  keyspace_hits: 100,
  keyspace_misses: 50,
  total_net_input_bytes: 10_000,
  used_cpu_sys_main_thread: '1.5',
  used_cpu_user_main_thread: '2.5',
};

/** The sample of `changes` two seconds after one of `COUNTS`. */
function secondSample(changes: Changes, { identity = ME, own = NO_LOOKUPS, atMs = 2000 } = {}) {
  const { baseline } = toSample('info', reading(0, COUNTS), ME, NO_LOOKUPS, null);
  return toSample('info', reading(atMs, { ...COUNTS, ...changes }), identity, own, baseline);
}

describe('rates', () => {
  const { intervalMs, values } = secondSample({
    total_commands_processed: 1500,
    keyspace_hits: 190,
    keyspace_misses: 60,
    total_net_input_bytes: 14_096,
    used_cpu_sys_main_thread: '1.75',
    used_cpu_user_main_thread: '3.25',
  });

  it('are the increase divided by the time between the two readings', () => {
    expect(intervalMs).toBe(2000);
    expect(values.commandsPerSecond).toBe(250);
    expect(values.networkInputBytesPerSecond).toBe(2048);
    expect(values.mainThreadCpuRatio).toBe(0.5);
    expect(values.evictedKeysPerSecond).toBe(0);
  });

  it('make the hit rate of this very interval, not of the lifetime', () => {
    expect(values.hitsPerSecond).toBe(45);
    expect(values.missesPerSecond).toBe(5);
    expect(values.hitRatio).toBe(0.9);
  });

  it('no lookups are no hit rate, and that is not 0 % or 100 %', () => {
    expect(secondSample({}).values).toMatchObject({ hitsPerSecond: 0, missesPerSecond: 0, hitRatio: null });
    expect(secondSample({ keyspace_misses: 51 }).values.hitRatio).toBe(0);
    expect(secondSample({ keyspace_hits: 101 }).values.hitRatio).toBe(1);
  });

  it('go by the time between the readings, whoever told it: a late poll is no dip', () => {
    expect(secondSample({ total_commands_processed: 2000 }, { atMs: 500 }).values.commandsPerSecond).toBe(
      2000,
    );
    expect(secondSample({ total_commands_processed: 2000 }, { atMs: 60_000 }).values.commandsPerSecond).toBe(
      1000 / 60,
    );
  });
});

describe('CONFIG RESETSTAT', () => {
  const reset = secondSample({ total_commands_processed: 3, keyspace_hits: 0, keyspace_misses: 55 });

  it('is a gap of the counters that fell, and of no other', () => {
    expect(reset.intervalMs).toBe(2000);
    expect(reset.values.commandsPerSecond).toBeNull();
    expect(reset.values.hitsPerSecond).toBeNull();
    expect(reset.values.hitRatio).toBeNull();
    expect(reset.values.missesPerSecond).toBe(2.5);
    expect(reset.values.networkInputBytesPerSecond).toBe(0);
  });

  it('is over with the next sample, which counts from the new beginning', () => {
    const next = reading(3000, { ...COUNTS, total_commands_processed: 13, keyspace_hits: 4 });
    const { values } = toSample('info', next, ME, NO_LOOKUPS, reset.baseline);
    expect(values.commandsPerSecond).toBe(10);
    expect(values.hitsPerSecond).toBe(4);
  });

  it('a counter that appears or disappears has nothing to be compared with', () => {
    const gone = secondSample({ total_error_replies: null });
    expect(gone.values.errorsPerSecond).toBeNull();
    const again = toSample('info', reading(3000, COUNTS), ME, NO_LOOKUPS, gone.baseline);
    expect(again.values.errorsPerSecond).toBeNull();
    expect(again.values.commandsPerSecond).toBe(0);
  });
});

describe.each<[string, () => ReturnType<typeof toSample>]>([
  ['a restart', () => secondSample({}, { identity: { runId: 'b', role: 'master' } })],
  ['a change of role', () => secondSample({}, { identity: { runId: 'a', role: 'slave' } })],
  ['a missed poll', () => toSample('info', reading(2000, COUNTS), ME, NO_LOOKUPS, null)],
  ['a clock that goes backwards', () => secondSample({}, { atMs: -1 })],
  ['a clock that stands still', () => secondSample({}, { atMs: 0 })],
])('%s', (_name, sample) => {
  const { intervalMs, values, baseline } = sample();

  it('is a gap of every rate and ratio, never a spike and never a zero', () => {
    expect(intervalMs).toBeNull();
    const rates = Object.entries(METRICS).filter(
      ([, metric]) => metric.source === 'info' && metric.kind !== 'gauge',
    );
    expect(rates.length).toBeGreaterThan(15);
    for (const [id] of rates) expect(values[id as keyof typeof values], id).toBeNull();
  });

  it('keeps the levels, which need no comparison', () => {
    expect(values.usedMemoryBytes).toBe(1_680_576);
    expect(values.connectedClients).toBe(3);
  });

  it('is what the next sample is compared with', () => {
    const later = { ...reading(0, { ...COUNTS, total_commands_processed: 1010 }) };
    later.serverTimeMs = baseline.serverTimeMs + 1000;
    const next = toSample('info', later, baseline, NO_LOOKUPS, baseline);
    expect(next.intervalMs).toBe(1000);
    expect(next.values.commandsPerSecond).toBe(10);
  });
});

describe('the dashboard’s own lookups', () => {
  const own = { hits: 30, misses: 10 };

  it('are taken out of hits, misses and hit rate', () => {
    const { values } = secondSample({ keyspace_hits: 210, keyspace_misses: 90 }, { own });
    expect(values).toMatchObject({ hitsPerSecond: 40, missesPerSecond: 15 });
    expect(values.hitRatio).toBeCloseTo(80 / 110, 12);
  });

  it('never push a rate below zero, and leave no hit rate where they are all there was', () => {
    const { values } = secondSample({ keyspace_hits: 129, keyspace_misses: 60 }, { own });
    expect(values).toMatchObject({ hitsPerSecond: 0, missesPerSecond: 0, hitRatio: null });
  });

  it('count for the interval only, not since the start', () => {
    const first = secondSample({ keyspace_hits: 230 }, { own });
    const next = reading(3000, { ...COUNTS, keyspace_hits: 240 });
    expect(toSample('info', next, ME, own, first.baseline).values.hitsPerSecond).toBe(10);
  });

  it('do not turn an unknown rate into a number', () => {
    expect(secondSample({ keyspace_hits: 0 }, { own }).values.hitsPerSecond).toBeNull();
  });

  it('are copied into the baseline, because the footprint goes on counting', () => {
    const live: OwnLookups = { hits: 1, misses: 1 };
    const baseline: Baseline = toSample('info', reading(0), ME, live, null).baseline;
    live.hits = 99;
    expect(baseline.own).toEqual({ hits: 1, misses: 1 });
  });
});

it.each([
  [{ hitsPerSecond: 3, missesPerSecond: 1 }, 0.75],
  [{ hitsPerSecond: 0, missesPerSecond: 0 }, null],
  [{ hitsPerSecond: 3, missesPerSecond: null }, null],
  [{ missesPerSecond: 1 }, null],
])('a ratio of %j is %s', (parts, expected) => expect(ratioOf(METRICS.hitRatio, parts)).toBe(expected));
