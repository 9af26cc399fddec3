import { describe, expect, it } from 'vitest';
import { describeState } from '@/lib/advisor/describe-state';
import type { InstanceSummary, NodeSummary } from '@/lib/schemas/instances';
import { factsOf, viewOf } from './node-view';

const NOW = 1_795_219_490_000;

const node = (id: string, changes: Partial<NodeSummary> = {}): NodeSummary => ({
  node: id,
  state: 'up',
  since: NOW - 60_000,
  error: null,
  server: server('primary'),
  running: [],
  ownCost: null,
  values: { usedMemoryBytes: 100, commandsPerSecond: 10 },
  at: NOW,
  ...changes,
});

const server = (role: 'primary' | 'replica' | null): NodeSummary['server'] => ({
  label: 'Redis 7.2.6',
  engine: 'redis',
  version: '7.2.6',
  mode: 'cluster',
  role,
  maxmemoryPolicy: 'noeviction',
});

const instance = (changes: Partial<InstanceSummary> = {}): InstanceSummary => ({
  id: 'shop',
  name: 'Shop',
  environment: null,
  readOnly: false,
  user: 'alice',
  error: null,
  nodes: null,
  ...changes,
});

const down = {
  state: 'down',
  error: { code: 'UNREACHABLE', message: 'Connection refused.' },
  values: {},
} as const;
const ids = (nodes: readonly NodeSummary[]) => nodes.map(({ node: id }) => id);

describe('viewOf', () => {
  it('of one node is the node, value by value', () => {
    const only = node('a');
    expect(viewOf([only], null)).toEqual({ nodes: [only], main: only, values: only.values });
  });

  it('of a cluster is the sum of its primaries: a replica would count everything twice', () => {
    const nodes = [node('a'), node('b'), node('r', { server: server('replica') })];
    const view = viewOf(nodes, null);
    expect(ids(view.nodes)).toEqual(['a', 'b']);
    expect(view.main?.node).toBe('a');
    expect(view.values).toMatchObject({ usedMemoryBytes: 200, commandsPerSecond: 20, hitRatio: null });
  });

  it('makes ratios and extremes of a cluster as the catalogue says', () => {
    const busy = { hitsPerSecond: 980, missesPerSecond: 20, fragmentationFactor: 1.2, uptimeSeconds: 900 };
    const idle = { hitsPerSecond: 0, missesPerSecond: 1000, fragmentationFactor: 3, uptimeSeconds: 5 };
    expect(viewOf([node('a', { values: busy }), node('b', { values: idle })], null).values).toMatchObject({
      hitRatio: 0.49,
      fragmentationFactor: 3,
      uptimeSeconds: 5,
    });
  });

  it('of a chosen node is that node alone, replica or not', () => {
    const nodes = [node('a'), node('r', { server: server('replica'), values: { usedMemoryBytes: 7 } })];
    const view = viewOf(nodes, 'r');
    expect(ids(view.nodes)).toEqual(['r']);
    expect(view.values).toEqual({ usedMemoryBytes: 7 });
  });

  it('of a node that is gone is empty, not another one', () => {
    const view = viewOf([node('a')], 'gone');
    expect(view).toMatchObject({ nodes: [], main: null });
    expect(view.values.usedMemoryBytes).toBeNull();
  });

  it('without a known primary is the first node', () => {
    const nodes = [
      node('a', { server: null, state: 'connecting' }),
      node('b', { server: server('replica') }),
    ];
    expect(ids(viewOf(nodes, null).nodes)).toEqual(['a']);
    expect(viewOf([], null).main).toBeNull();
  });

  it('is down as soon as one primary is, whichever it is: a sum that lacks a node is not fine', () => {
    const view = viewOf([node('a'), node('b', down), node('c')], null);
    expect(view.main?.node).toBe('b');
    expect(ids(view.nodes)).toEqual(['a', 'b', 'c']);
    expect(view.values.usedMemoryBytes).toBe(200);
    expect(factsOf(view, instance(), NOW)).toMatchObject({ state: 'down', error: 'Connection refused.' });
  });

  it('is not down because a replica is', () => {
    const nodes = [node('a'), node('r', { ...down, server: server('replica') })];
    expect(viewOf(nodes, null).main?.state).toBe('up');
  });
});

describe('factsOf', () => {
  it('tells state, since when, who and under which policy', () => {
    const view = viewOf([node('a', { since: NOW - 125_000 })], null);
    expect(factsOf(view, instance(), NOW)).toEqual({
      state: 'up',
      forSeconds: 125,
      error: null,
      server: 'Redis 7.2.6',
      role: 'primary',
      values: { usedMemoryBytes: 100, commandsPerSecond: 10 },
      context: { maxmemoryPolicy: 'noeviction' },
    });
  });

  it('is never in a state for less than no time, when the clocks of browser and server differ', () => {
    const view = viewOf([node('a', { since: NOW + 5000 })], null);
    expect(factsOf(view, instance(), NOW).forSeconds).toBe(0);
  });

  it('without nodes is connecting, and down where they could not be found', () => {
    const nothing = viewOf([], null);
    expect(factsOf(nothing, instance(), NOW)).toMatchObject({
      state: 'connecting',
      error: null,
      server: null,
    });
    const lost = instance({ error: { code: 'NO_SENTINEL', message: 'No Sentinel answers.' } });
    expect(factsOf(nothing, lost, NOW)).toMatchObject({ state: 'down', error: 'No Sentinel answers.' });
  });
});

describe('the sentence of a cluster', () => {
  const cluster = (...values: NodeSummary['values'][]) => {
    const nodes = values.map((each, index) => node(`n${index}`, { values: each }));
    return describeState(factsOf(viewOf(nodes, null), instance(), NOW));
  };

  it('is calm while no main thread is busy, however many there are', () => {
    const forty = { mainThreadCpuRatio: 0.4 };
    expect(cluster(forty, forty, forty).severity).toBe('fine');
  });

  it('is critical when one main thread is saturated', () => {
    const { severity, text } = cluster({ mainThreadCpuRatio: 0.05 }, { mainThreadCpuRatio: 0.99 });
    expect(severity).toBe('critical');
    expect(text).toContain('99\u00a0% busy');
  });

  it('is critical when the save of one node has failed', () => {
    expect(cluster({ saveSucceeded: 1 }, { saveSucceeded: 0 }).severity).toBe('critical');
  });
});
