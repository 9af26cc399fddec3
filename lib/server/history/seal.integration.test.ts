import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Point } from '@/lib/metrics/series';
import { openHistoryAt, type HistoryAt } from '@/testing/history-at';
import { nthSample, NTH_EVERY_MS, NTH_START } from '@/testing/nth-sample';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let at: HistoryAt;
beforeEach(() => (at = openHistoryAt()));
afterEach(() => at.remove());

/** Samples from the n-th on for as long as said; @returns the moment after the last one */
function append(n: number, spanMs: number): number {
  const until = n + Math.round(spanMs / NTH_EVERY_MS);
  for (let next = n; next < until; next += 1) at.history.append('shop', nthSample(next));
  return NTH_START + until * NTH_EVERY_MS;
}

async function pointsOf(metric: MetricId, from: number, to: number, points = 300): Promise<Point[]> {
  const { series } = await at.history.series({
    instance: 'shop',
    nodes: ['a:1'],
    metrics: [metric],
    from,
    to,
    points,
  });
  return series[0]!.points;
}

const bytesByTier = () => at.history.cost('shop').tiers.map(({ bytes }) => bytes);

describe('sealing', () => {
  it('moves whole hours out of the head, a quarter of an hour after their end, and changes no answer', async () => {
    const end = append(0, 2 * HOUR);
    const before = await pointsOf('usedMemoryBytes', NTH_START, end);
    await at.history.maintain(NTH_START + HOUR + 14 * 60_000);
    expect(bytesByTier().slice(1)).toEqual([0, 0, 0, 0]);
    await at.history.maintain(NTH_START + HOUR + 16 * 60_000);
    const [head, fine, minutes, ...coarser] = bytesByTier();
    expect(fine).toBeGreaterThan(0);
    expect(minutes).toBeGreaterThan(0);
    expect(coarser).toEqual([0, 0]);
    expect(at.history.since('shop', 0)[0]!.at).toBeGreaterThanOrEqual(NTH_START + HOUR);
    expect(await pointsOf('usedMemoryBytes', NTH_START, end)).toEqual(before);
    at.reopen();
    expect(bytesByTier()[0]).toBe(head);
    expect(await pointsOf('usedMemoryBytes', NTH_START, end)).toEqual(before);
  });

  it('keeps a spike of five seconds in what is thinned out', async () => {
    const spike = nthSample(100);
    spike.values = { ...spike.values, commandsPerSecond: 1e6, connectedClients: 1e6 };
    append(0, 500_000);
    at.history.append('shop', spike);
    for (let n = 101; n < 4_320; n += 1) at.history.append('shop', nthSample(n));
    await at.history.maintain(NTH_START + 5 * DAY);
    for (const metric of ['commandsPerSecond', 'connectedClients'] as const) {
      const points = await pointsOf(metric, NTH_START, NTH_START + DAY / 4, 10);
      const highest = Math.max(...points.map(([, , , max]) => max ?? 0));
      expect(highest).toBeGreaterThan(999_000);
      expect(highest).toBeLessThan(1_001_000);
    }
  });

  it('tells a node that was down from one that nobody watched', async () => {
    append(0, 60_000);
    const down = (n: number) => ({ ...nthSample(n), values: {}, families: undefined, intervalMs: null });
    for (let n = 12; n < 24; n += 1) at.history.append('shop', down(n));
    const end = append(48, 60_000);
    await at.history.maintain(NTH_START + DAY);
    at.reopen();
    const points = await pointsOf('usedMemoryBytes', NTH_START, end, 12);
    expect(points.map(([moment, mean]) => [(moment - NTH_START) / 1000, mean === null])).toEqual([
      ...[30, 60].map((second) => [second, false]),
      ...[90, 120].map((second) => [second, true]),
      // Nobody watched: one point says that the line breaks.
      [150, true],
      ...[270, 300].map((second) => [second, false]),
    ]);
  });

  it('takes nothing of a clock that was set back into what is sealed', async () => {
    append(0, HOUR);
    await at.history.maintain(NTH_START + 2 * HOUR);
    at.history.append('shop', { ...nthSample(5), at: NTH_START + 1 });
    expect(at.history.since('shop', 0)).toEqual([]);
    append(HOUR / NTH_EVERY_MS, 60_000);
    expect(at.history.since('shop', 0)).toHaveLength(12);
  });
});

describe('what is too old', () => {
  it('is gone of the finest tier, and still told by the coarser ones', async () => {
    append(0, 2 * HOUR);
    await at.history.maintain(NTH_START + 20 * DAY);
    expect(bytesByTier()[1]).toBe(0);
    expect(bytesByTier()[2]).toBeGreaterThan(0);
    const span = { from: NTH_START, to: NTH_START + 30 * 60_000 };
    const { stepMs, series } = await at.history.series({
      ...{ instance: 'shop', nodes: ['a:1'], metrics: ['usedMemoryBytes'], points: 300 },
      ...span,
    });
    expect(stepMs).toBe(60_000);
    expect(series[0]!.points).toHaveLength(31);
    await at.history.maintain(NTH_START + 100 * DAY);
    expect(bytesByTier().slice(1, 3)).toEqual([0, 0]);
    expect(await pointsOf('usedMemoryBytes', span.from, span.to)).toHaveLength(4);
    await at.history.maintain(NTH_START + 1000 * DAY);
    expect(bytesByTier()).toEqual([0, 0, 0, 0, 0]);
    expect(await pointsOf('usedMemoryBytes', span.from, span.to)).toEqual([]);
  });
});

describe('what is too much', () => {
  it('goes from the finest tier first, the oldest first', async () => {
    at.remove();
    at = openHistoryAt(600_000);
    const end = append(0, 6 * HOUR);
    await at.history.maintain(end + HOUR);
    const [, fine, minutes] = at.history.cost('shop').tiers;
    expect(at.history.cost('shop').allBytes).toBeLessThanOrEqual(600_000);
    expect(fine!.bytes).toBeGreaterThan(0);
    expect(fine!.oldestAt).toBeGreaterThan(NTH_START + HOUR);
    expect(minutes!.oldestAt).toBeLessThan(NTH_START + HOUR);
  });
});

describe('deleting', () => {
  it('leaves nothing of the instance, all of the others, and gives the room back', async () => {
    const end = append(0, 6 * HOUR);
    for (let n = 0; n < 800; n += 1) at.history.append('mall', nthSample(n));
    for (const instance of ['shop', 'mall'])
      at.history.mark(instance, { node: 'a:1', at: NTH_START, kind: 'restart', text: 'Restarted' });
    await at.history.maintain(end + HOUR);
    await at.history.forget('shop');
    const look = async (instance: string) => ({
      kept: at.history.cost(instance).tiers.some(({ bytes }) => bytes > 0),
      markers: (await at.history.markers(instance, 0, end)).length,
      memory: at.history.since(instance, 0).length,
    });
    const nothing = { kept: false, markers: 0, memory: 0 };
    expect(await look('shop')).toEqual(nothing);
    expect(await look('mall')).toMatchObject({ kept: true, markers: 1 });
    at.reopen();
    expect(await look('shop')).toEqual(nothing);
    expect(at.freePages()).toBe(0);
    append(0, 60_000);
    expect(await pointsOf('usedMemoryBytes', NTH_START, NTH_START + 60_000, 10)).not.toEqual([]);
  });
});

it('markers are there after a restart, with their words, in their order', async () => {
  at.history.mark('shop', { node: 'a:1', at: 5, from: 3, kind: 'save', text: 'Snapshot saved in 2 s' });
  at.history.mark('shop', { node: 'a:1', at: 7, kind: 'action', text: 'Kill client by ann' });
  at.history.mark('mall', { node: 'a:1', at: 6, kind: 'down', text: 'No answer' });
  at.reopen();
  expect(await at.history.markers('shop', 5, 10)).toEqual([
    { node: 'a:1', at: 5, from: 3, kind: 'save', text: 'Snapshot saved in 2 s' },
    { node: 'a:1', at: 7, kind: 'action', text: 'Kill client by ann' },
  ]);
  expect(await at.history.markers('shop', 4, 4)).toHaveLength(1);
  expect(await at.history.markers('shop', 6, 6)).toEqual([]);
});
