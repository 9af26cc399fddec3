import { describe, expect, it } from 'vitest';
import { acrossNodes } from './across-nodes';
import { METRIC_IDS, type MetricId } from './catalogue';
import type { Values } from './sample';

describe('the instance’s value', () => {
  it.each<[string, MetricId, (number | null)[], number | null]>([
    ['is the sum of what adds up', 'usedMemoryBytes', [100, 200, 50], 350],
    ['is the sum of rates', 'commandsPerSecond', [10, 0, 5], 15],
    ['is the highest of what hurts most where it is worst', 'fragmentationFactor', [1.1, 2.5, 1.4], 2.5],
    ['is the slowest node’s percentile: percentiles do not add up', 'latencyP99Microseconds', [90, 800], 800],
    ['is the busiest thread: three at 40 % are none at 120 %', 'mainThreadCpuRatio', [0.4, 0.4, 0.3], 0.4],
    ['is the oldest save', 'lastSaveAgeSeconds', [10, 9000], 9000],
    ['is the youngest node’s uptime', 'uptimeSeconds', [500, 3, 400], 3],
    ['is failed as soon as one save has failed', 'saveSucceeded', [1, 0, 1], 0],
    ['is running as soon as one save is running', 'saveInProgress', [0, 1, 0], 1],
    [
      'is no number where nodes of one machine would count it twice',
      'totalSystemMemoryBytes',
      [64, 64],
      null,
    ],
    ['leaves out a node that does not know', 'usedMemoryBytes', [100, null, 50], 150],
    ['is 0 only where nodes say 0', 'commandsPerSecond', [0, null], 0],
    ['is unknown where no node knows', 'usedMemoryBytes', [null, null], null],
    ['is unknown without nodes', 'usedMemoryBytes', [], null],
  ])('%s: %s of %j', (_title, id, values, expected) => {
    const nodes = values.map((value): Values => ({ [id]: value }));
    expect(acrossNodes(id, nodes)).toBe(expected);
  });

  it('of one node is the node’s own, whatever the rule', () => {
    for (const id of METRIC_IDS) expect(acrossNodes(id, [{ [id]: 0.5 }]), id).toBe(0.5);
    for (const id of METRIC_IDS) expect(acrossNodes(id, [{}]), id).toBeNull();
  });
});

describe('a ratio across nodes', () => {
  const node = (hits: number | null, misses: number | null): Values => ({
    hitsPerSecond: hits,
    missesPerSecond: misses,
    hitRatio: hits === null || misses === null || hits + misses === 0 ? null : hits / (hits + misses),
  });

  it.each<[string, [number | null, number | null][], number | null]>([
    [
      'divides the sums, so that an idle node does not weigh like a busy one',
      [
        [980, 20],
        [0, 1000],
      ],
      0.49,
    ],
    [
      'ignores a node without lookups',
      [
        [3, 1],
        [0, 0],
      ],
      0.75,
    ],
    [
      'ignores a node that lost one part to a reset',
      [
        [3, 1],
        [null, 500],
        [500, null],
      ],
      0.75,
    ],
    [
      'is unknown where nobody looked anything up',
      [
        [0, 0],
        [0, 0],
      ],
      null,
    ],
    [
      'is unknown where no node knows both parts',
      [
        [null, 5],
        [5, null],
      ],
      null,
    ],
  ])('%s', (_title, nodes, expected) => {
    expect(
      acrossNodes(
        'hitRatio',
        nodes.map(([hits, misses]) => node(hits, misses)),
      ),
    ).toBe(expected);
  });

  it('is one of 0…1 or unknown, never the sum of ratios', () => {
    expect(acrossNodes('hitRatio', [node(1, 0), node(1, 0), node(1, 0)])).toBe(1);
  });

  it('gives the mean time of a call by all calls', () => {
    const busy = { commandMicrosecondsPerSecond: 1000, commandCallsPerSecond: 1000 };
    const slow = { commandMicrosecondsPerSecond: 9000, commandCallsPerSecond: 1 };
    expect(acrossNodes('microsecondsPerCall', [busy, slow])).toBe(10_000 / 1001);
  });
});
