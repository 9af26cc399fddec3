import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Families } from '@/lib/metrics/families';
import type { Sample } from '@/lib/metrics/sample';
import { openHistoryAt, type HistoryAt } from '@/testing/history-at';

const START = 1_795_219_200_000;

const sample = (node: string, second: number, intervalMs: number | null, families: Families): Sample => ({
  node,
  source: 'commands',
  at: START + second * 1000,
  intervalMs,
  values: { readsPerSecond: null },
  families,
});

let at: HistoryAt;
let history: HistoryAt['history'];
beforeEach(() => {
  at = openHistoryAt();
  history = at.history;
});
afterEach(() => at.remove());

const ask = { instance: 'shop', from: START, to: START + 60_000, points: 4 };

it('a family’s counters are rates on the grid, and increases over the whole span', async () => {
  history.append(
    'shop',
    sample('a', 5, 5000, { commandCalls: { get: 50, set: 5 }, commandMicroseconds: { get: 150, set: 40 } }),
  );
  history.append(
    'shop',
    sample('a', 10, 5000, { commandCalls: { get: 100, set: 5 }, commandMicroseconds: { get: 350, set: 40 } }),
  );
  history.append(
    'shop',
    sample('a', 30, 5000, { commandCalls: { get: 0 }, commandMicroseconds: { get: 0 } }),
  );
  const calls = await history.family({ ...ask, nodes: ['a'], family: 'commandCalls' });
  expect(calls.stepMs).toBe(15_000);
  expect(calls.series).toEqual([
    {
      label: 'get',
      increase: 150,
      elapsedMs: 15_000,
      points: [
        [START + 15_000, 15, 10, 20],
        [START + 45_000, 0, 0, 0],
      ],
    },
    {
      label: 'set',
      increase: 10,
      elapsedMs: 10_000,
      points: [
        [START + 15_000, 1, 1, 1],
        [START + 45_000, null, null, null],
      ],
    },
  ]);
  const time = await history.family({ ...ask, nodes: ['a'], family: 'commandMicroseconds', labels: ['get'] });
  expect(time.series.map(({ label, increase }) => [label, increase])).toEqual([['get', 500]]);
});

it('nodes add up label by label', async () => {
  history.append('shop', sample('a', 5, 5000, { commandCalls: { get: 50 } }));
  history.append('shop', sample('b', 5, 5000, { commandCalls: { get: 25, set: 10 } }));
  const { series } = await history.family({ ...ask, nodes: ['a', 'b'], family: 'commandCalls' });
  expect(series).toEqual([
    { label: 'get', increase: 75, elapsedMs: 5000, points: [[START + 15_000, 15, 15, 15]] },
    { label: 'set', increase: 10, elapsedMs: 5000, points: [[START + 15_000, 2, 2, 2]] },
  ]);
});

it('a family’s gauges are as they are', async () => {
  const keys = (second: number, count: number): Sample => ({
    ...sample('a', second, null, { databaseKeys: { 0: count } }),
    source: 'info',
  });
  for (const [second, count] of [
    [1, 10],
    [2, 20],
    [3, 60],
  ] as const)
    history.append('shop', keys(second, count));
  const { series } = await history.family({ ...ask, nodes: ['a'], family: 'databaseKeys' });
  expect(series).toEqual([
    { label: '0', increase: null, elapsedMs: 0, points: [[START + 15_000, 30, 10, 60]] },
  ]);
});

it('what was cut off gets whole samples again, ratios with them, but no families', () => {
  const info: Sample = {
    node: 'a',
    source: 'info',
    at: START,
    intervalMs: 5000,
    values: { hitsPerSecond: 30, missesPerSecond: 10, hitRatio: 0.75, usedMemoryBytes: 7 },
    families: { databaseKeys: { 0: 1 } },
  };
  history.append('shop', info);
  history.append('mall', info);
  const [again, ...others] = history.since('shop', START - 1);
  expect(others).toEqual([]);
  expect(again).not.toHaveProperty('families');
  const { families: _families, ...whole } = info;
  expect(again).toMatchObject(whole);
  expect(history.since('shop', START)).toEqual([]);
});

it('what lasted comes back with its beginning, what happened at a moment without one', async () => {
  const save = { node: 'a', at: START + 9_000, from: START + 4_000, kind: 'save', text: 'Saved' } as const;
  const restart = { node: 'a', at: START + 12_000, kind: 'restart', text: 'Restarted' } as const;
  history.mark('shop', save);
  history.mark('shop', restart);
  expect(await history.markers('shop', START, START + 60_000)).toEqual([save, restart]);
});
