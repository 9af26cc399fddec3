import { describe, expect, it } from 'vitest';
import type { Values } from '@/lib/metrics/sample';
import { severityOf, THRESHOLDS, type Severity } from './thresholds';

const GIB = 1024 ** 3;
const NOEVICTION = { maxmemoryPolicy: 'noeviction' };

describe('severityOf', () => {
  it.each<[string, string, Values, Severity]>([
    ['memory below 80 %', 'usedMemoryBytes', { usedMemoryBytes: 0.79 * GIB, maxmemoryBytes: GIB }, 'fine'],
    ['memory at 80 %', 'usedMemoryBytes', { usedMemoryBytes: 0.8 * GIB, maxmemoryBytes: GIB }, 'warning'],
    ['memory at 90 %', 'usedMemoryBytes', { usedMemoryBytes: 0.9 * GIB, maxmemoryBytes: GIB }, 'critical'],
    ['memory over its limit', 'usedMemoryBytes', { usedMemoryBytes: 2, maxmemoryBytes: 1 }, 'critical'],
    [
      'memory without a limit',
      'usedMemoryBytes',
      { usedMemoryBytes: 99 * GIB, maxmemoryBytes: null },
      'fine',
    ],
    ['clients below 80 %', 'connectedClients', { connectedClients: 7999, maxclients: 10_000 }, 'fine'],
    ['clients at 80 %', 'connectedClients', { connectedClients: 8000, maxclients: 10_000 }, 'warning'],
    ['clients at 95 %', 'connectedClients', { connectedClients: 9500, maxclients: 10_000 }, 'critical'],
    ['clients of an unknown limit', 'connectedClients', { connectedClients: 9500, maxclients: null }, 'fine'],
    ['a main thread at 79 %', 'mainThreadCpuRatio', { mainThreadCpuRatio: 0.79 }, 'fine'],
    ['a main thread at 80 %', 'mainThreadCpuRatio', { mainThreadCpuRatio: 0.8 }, 'warning'],
    ['a main thread at 95 %', 'mainThreadCpuRatio', { mainThreadCpuRatio: 0.95 }, 'critical'],
    ['an unknown main thread', 'mainThreadCpuRatio', { mainThreadCpuRatio: null }, 'fine'],
    ['a metric that is not read', 'mainThreadCpuRatio', {}, 'fine'],
    ['a metric without a threshold', 'commandsPerSecond', { commandsPerSecond: 1e9 }, 'fine'],
  ])('%s', (_title, metric, values, expected) => {
    expect(severityOf(metric, values, NOEVICTION)).toBe(expected);
  });

  it.each(['allkeys-lru', 'allkeys-lfu', 'volatile-ttl', null])(
    'a cache may sit at its limit for ever: memory at 100 %% is fine under %s',
    (maxmemoryPolicy) => {
      const full = { usedMemoryBytes: GIB, maxmemoryBytes: GIB };
      expect(severityOf('usedMemoryBytes', full, { maxmemoryPolicy })).toBe('fine');
    },
  );
});

it.each(Object.entries(THRESHOLDS))('%s turns amber before it turns red', (_metric, threshold) => {
  expect(threshold.warning).toBeLessThan(threshold.critical);
});
