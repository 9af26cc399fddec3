import { expect, it } from 'vitest';
import type { AnalysisProgress } from '@/lib/keyspace/analysis-summary';
import { addUpNodes } from './add-up-nodes';

const node = (change: Partial<AnalysisProgress>): AnalysisProgress => ({
  ...{ node: 'a:6379', state: 'running', error: null },
  ...{ seenKeys: 10, totalKeys: 100, keysPerSecond: 5, secondsLeft: 18, addedP99Ms: 0.1, budgetMs: 0.5 },
  ...change,
});

it('adds up keys and speed; the slowest says how long it takes, the worst what it costs', () =>
  expect(addUpNodes([node({}), node({ keysPerSecond: 1, secondsLeft: 90, addedP99Ms: 0.4 })])).toEqual({
    ...{ seenKeys: 20, totalKeys: 200, keysPerSecond: 6 },
    ...{ secondsLeft: 90, addedP99Ms: 0.4, budgetMs: 0.5 },
  }));

it('knows no whole where one node does not, and takes what is known of the rest', () =>
  expect(
    addUpNodes([
      node({ totalKeys: null, keysPerSecond: null, secondsLeft: null, addedP99Ms: null }),
      node({}),
    ]),
  ).toMatchObject({ totalKeys: null, keysPerSecond: 5, secondsLeft: 18, addedP99Ms: 0.1 }));

it('has nothing to say of no nodes', () =>
  expect(addUpNodes([])).toMatchObject({
    seenKeys: 0,
    totalKeys: null,
    keysPerSecond: null,
    addedP99Ms: null,
  }));
