import { describe, expect, it } from 'vitest';
import { VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { infoOf } from '@/lib/redis/fixtures/info-of';
import type { MetricId } from './catalogue';
import { MEMORY_LAYER_METRICS, MEMORY_LAYERS, memoryBreakdown, stackLayers } from './memory-breakdown';
import { toSample, type Values } from './sample';
import type { Point } from './series';

const sampleOf = (...info: Parameters<typeof infoOf>): Values =>
  toSample(
    'info',
    {
      info: infoOf(...info),
      serverTimeMs: 0,
      commandTotals: null,
      slowlogTotal: null,
      latency: null,
      roundTripUs: null,
    },
    { runId: null, role: null },
    { hits: 0, misses: 0 },
    null,
  ).values;

const sum = (layers: Record<string, number | null>) =>
  Object.values(layers).reduce<number>((total, bytes) => total + (bytes ?? 0), 0);

describe.each(VERSIONS)('the layers of %s', (version) => {
  const values = sampleOf(version);
  const layers = memoryBreakdown(values);

  it('add up to used_memory, to the byte', () => {
    expect(values.usedMemoryBytes).toBeGreaterThan(1_000_000);
    expect(sum(layers)).toBe(values.usedMemoryBytes);
  });

  it('are all known and none is negative', () => {
    for (const { id } of MEMORY_LAYERS) expect(layers[id], id).toBeGreaterThanOrEqual(0);
  });

  it('do not hold what lies outside used_memory: the interpreters’ own memory', () => {
    expect(layers.scriptBytes).toBeLessThan(1000);
    const bigVm = sampleOf(version, { used_memory_lua: 9_999_999, used_memory_vm_eval: 9_999_999 });
    expect(memoryBreakdown(bigVm)).toEqual(layers);
    // Redis 4 names the interpreter only.
    expect(sampleOf(version, { used_memory_scripts: null }).scriptBytes).toBeNull();
  });
});

describe('the parts', () => {
  const values: Values = {
    usedMemoryBytes: 1000,
    datasetBytes: 400,
    overheadBytes: 600,
    startupBytes: 100,
    clientBytes: 50,
    replicationBytes: 200,
    aofBufferBytes: 30,
    scriptBytes: 20,
  };

  it('leave key tables and links, which have no field, as the rest of the overhead', () => {
    expect(memoryBreakdown(values).otherOverheadBytes).toBe(200);
    expect(sum(memoryBreakdown(values))).toBe(1000);
  });

  it('that a version does not name are unknown, and counted in the rest', () => {
    const old = memoryBreakdown({ ...values, clientBytes: null, aofBufferBytes: undefined });
    expect(old).toMatchObject({ clientBytes: null, aofBufferBytes: null, otherOverheadBytes: 280 });
    expect(sum(old)).toBe(1000);
  });

  it('never leave a negative rest, even when the named ones were read a moment later', () => {
    expect(memoryBreakdown({ ...values, clientBytes: 5000 }).otherOverheadBytes).toBe(0);
  });

  it('are all unknown where the engine names none', () => {
    for (const bytes of Object.values(memoryBreakdown({ usedMemoryBytes: 1000 }))) expect(bytes).toBeNull();
  });

  it('backlog and replica buffers share their memory from 7.0 on, so one field holds both', () => {
    const buffers = { mem_replication_backlog: 500, mem_clients_slaves: 300 };
    const since7 = sampleOf('redis-7.2.6', { ...buffers, mem_total_replication_buffers: 600 });
    expect(since7.replicationBytes).toBe(600);
    const before = sampleOf('redis-6.2.16', buffers);
    expect(before.replicationBytes).toBe(800);
  });
});

describe('stackLayers', () => {
  const point = (at: number, bytes: number | null): Point => [at, bytes, bytes, bytes];
  const series: Partial<Record<MetricId, Point[]>> = {
    datasetBytes: [point(1000, 400), point(2000, 450), point(3000, null)],
    overheadBytes: [point(1000, 600), point(2000, 650), point(3000, null)],
    startupBytes: [point(1000, 100), point(2000, 100), point(3000, null)],
    clientBytes: [point(1000, 50), point(2000, 90), point(3000, null)],
    replicationBytes: [point(1000, 0), point(2000, 0), point(3000, null)],
  };
  const layers = stackLayers((metric) => series[metric] ?? []);

  it('makes the height of the stack the used memory at every moment', () => {
    const heights = [0, 1].map((index) =>
      sum(Object.fromEntries(MEMORY_LAYERS.map(({ id }) => [id, layers[id][index]![1]]))),
    );
    expect(heights).toEqual([1000, 1100]);
    expect(layers.otherOverheadBytes[1]).toEqual([2000, 460, 460, 460]);
  });

  it('has the same moments in every layer, else the areas would not meet', () => {
    for (const { id } of MEMORY_LAYERS) expect(layers[id].map(([at]) => at)).toEqual([1000, 2000, 3000]);
  });

  it('breaks every layer at a gap', () => {
    for (const { id } of MEMORY_LAYERS) expect(layers[id][2], id).toEqual([3000, null, null, null]);
  });

  it('has no points where the dataset has none', () => {
    for (const points of Object.values(stackLayers(() => []))) expect(points).toEqual([]);
  });

  it('asks for exactly the metrics that it announces', () => {
    const asked = new Set<MetricId>();
    stackLayers((metric) => {
      asked.add(metric);
      return [];
    });
    expect([...asked].sort()).toEqual([...MEMORY_LAYER_METRICS].sort());
  });
});
