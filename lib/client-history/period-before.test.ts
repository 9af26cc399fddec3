import { describe, expect, it } from 'vitest';
import { everyMinute, recordClients, watchOf, type TrueConnection } from '@/testing/recorded-clients';
import { describeClientHistory, type ClientHistoryQuestion } from './describe-client-history';

const MIN = 60_000;
const T0 = 1_700_000_040_000;
const FROM = T0 + 10 * MIN;
const NOW = T0 + 20 * MIN;
const readings = everyMinute(T0, NOW);

/** The last ten minutes, compared with the ten before. */
const ask = (lives: TrueConnection[], more: Partial<ClientHistoryQuestion> = {}) => {
  const all = recordClients(lives, readings);
  return describeClientHistory({
    connections: all.filter(({ goneAt }) => goneAt === null || goneAt > FROM),
    connectionsBefore: all.filter(({ seenAt }) => seenAt <= FROM),
    watches: [watchOf(readings)],
    ...{ by: 'name', from: FROM, to: NOW, points: 10, series: 2, now: NOW },
    ...more,
  });
};
const means = (open: readonly (readonly [number, number | null, ...unknown[]])[]) =>
  open.map(([, mean]) => mean);

const stays = ['web-1', 'web-2'].map((name) => ({ openedAt: T0, name }));
const gone = { openedAt: T0, closedAt: T0 + 5 * MIN, name: 'cron' };

describe('the period before', () => {
  it('is not told unless it is asked for', () => {
    expect(ask(stays, { connectionsBefore: undefined }).before).toBeNull();
  });

  it('stands at the moments at which it is compared, step by step', () => {
    const { before, total } = ask([...stays, gone]);
    expect(before!.total.open.map(([at]) => at)).toEqual(total.overTime.open.map(([at]) => at));
    expect(means(before!.total.open)).toEqual([3, 3, 3, 3, 3, 2, 2, 2, 2, 2]);
    expect(before!.total.closed).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(before!.total.peak).toBe(3);
  });

  it('counts a group that is gone among the others, though there are none any more', () => {
    const { before, series, total } = ask([...stays, gone]);
    expect(series.map(({ key, groups }) => [key, groups])).toEqual([
      ['web-*', 1],
      [null, 0],
    ]);
    expect(means(series[1]!.open)).toEqual(means(total.overTime.open).map(() => 0));
    expect(means(before!.series[1]!.open)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('adds up to its total, whatever has come and gone since', () => {
    const others = ['a', 'b', 'c'].map((letter, index) => ({
      ...{ openedAt: T0 + index * MIN, name: `only-${letter}x` },
      ...(index > 0 && { closedAt: T0 + (8 + 4 * index) * MIN }),
    }));
    const { before, series } = ask([...stays, gone, ...others, { openedAt: FROM + MIN, name: 'new' }]);
    expect(before!.series.map(({ key }) => key)).toEqual(series.map(({ key }) => key));
    before!.total.open.forEach(([, mean], step) => {
      const sum = before!.series.reduce((added, { open }) => added + open[step]![1]!, 0);
      expect(sum).toBeCloseTo(mean!, 9);
    });
  });

  it('a group that is new had none, and nothing is known of when nobody watched', () => {
    const late = everyMinute(T0 + 5 * MIN, NOW);
    const { before } = ask([...stays, { openedAt: FROM + MIN, name: 'new' }], { watches: [watchOf(late)] });
    const known = [null, null, null, null, null, 0, 0, 0, 0, 0];
    expect(means(before!.series.find(({ key }) => key === 'new')!.open)).toEqual(known);
    expect(before!.total.opened.slice(0, 5)).toEqual([null, null, null, null, null]);
  });

  it('has no step in common with the present one, however the span was drawn', () => {
    const { before, total } = ask(stays, { from: FROM + 20_000, to: NOW - 10_000 });
    const shiftMs = NOW - 10_000 - (FROM + 20_000);
    const last = before!.total.open.at(-1)![0] - shiftMs;
    expect(last).toBeLessThanOrEqual(total.overTime.open[0]![0] - MIN);
  });
});
