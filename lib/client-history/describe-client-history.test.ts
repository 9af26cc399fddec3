import { describe, expect, it } from 'vitest';
import { everyMinute, recordClients, watchOf, type TrueConnection } from '@/testing/recorded-clients';
import { describeClientHistory, type ClientHistoryQuestion } from './describe-client-history';

const MIN = 60_000;
const T0 = 1_700_000_040_000;
const readings = everyMinute(T0, T0 + 10 * MIN);
const now = T0 + 10 * MIN;
const ask = (lives: TrueConnection[], more: Partial<ClientHistoryQuestion> = {}) =>
  describeClientHistory({
    connections: recordClients(lives, readings),
    watches: [watchOf(readings)],
    ...{ by: 'name', from: T0, to: now, points: 10, series: 2, now },
    ...more,
  });

describe('groups', () => {
  const lives: TrueConnection[] = [
    ...['web-1', 'web-2', 'web-3'].map((name) => ({ openedAt: T0, name })),
    ...['mail', 'mail'].map((name) => ({ openedAt: T0, name })),
    { openedAt: T0, name: 'cron', closedAt: T0 + 5 * MIN },
    { openedAt: T0, name: '', closedAt: T0 + 2 * MIN },
  ];

  it('come by the time that their connections were open, with their share of it', () => {
    const { groups, groupsTotal } = ask(lives);
    expect(groups.map(({ key }) => key)).toEqual(['web-*', 'mail', 'cron', '(no name)']);
    expect(groupsTotal).toBe(4);
    expect(groups[0]!.share).toBeCloseTo(30 / 57, 9);
    expect(groups.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 9);
  });

  it('are all named where only one would be left over', () => {
    expect(ask(lives, { series: 3 }).series.map(({ key }) => key)).toEqual([
      'web-*',
      'mail',
      'cron',
      '(no name)',
    ]);
  });

  it('beyond those that are shown are one more, and nothing is lost', () => {
    const { series, total } = ask(lives);
    expect(series.map(({ key, groups }) => [key, groups])).toEqual([
      ['web-*', 1],
      ['mail', 1],
      [null, 2],
    ]);
    total.overTime.open.forEach(([, mean], step) => {
      const sum = series.reduce((added, { open }) => added + open[step]![1]!, 0);
      expect(sum).toBeCloseTo(mean!, 9);
    });
  });

  it.each([
    ['user', ['app']],
    ['address', ['10.0.0.1']],
    ['library', ['(not told)']],
  ] as const)('can be made by %s', (by, keys) => {
    expect(ask(lives, { by }).groups.map(({ key }) => key)).toEqual(keys);
  });

  it('are at most a hundred in figures, however many there are', () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ openedAt: T0, name: `app${i}x` }));
    const { groups, groupsTotal, series, total } = ask(many);
    expect([groups.length, groupsTotal, total.peak]).toEqual([100, 250, 250]);
    expect(series.at(-1)).toMatchObject({ key: null, groups: 248 });
  });
});

describe('what has nothing to do with the span', () => {
  it('is no group: gone before, opened after, or open at a node that is gone', () => {
    const lives: TrueConnection[] = [
      { openedAt: T0, closedAt: T0 + 2 * MIN, name: 'before' },
      { openedAt: T0 + 9 * MIN + 1, name: 'after' },
      { openedAt: T0, name: 'elsewhere', node: 'gone:6379' },
      { openedAt: T0, name: 'there' },
    ];
    const { groups } = ask(lives, { from: T0 + 4 * MIN, to: T0 + 8 * MIN });
    expect(groups.map(({ key }) => key)).toEqual(['there']);
  });
});

describe('the grid', () => {
  it('is never finer than the readings, and aligned to the clock', () => {
    const { stepMs, total } = ask([], { points: 1_000, from: T0 + 12_345 });
    expect(stepMs).toBe(MIN);
    for (const [at] of total.overTime.open) expect(at % MIN).toBe(0);
  });

  it('without a reading is all gaps', () => {
    const { total, groups, series } = ask([], { watches: [] });
    expect(total.overTime.open.every(([, mean]) => mean === null)).toBe(true);
    expect([groups, series]).toEqual([[], []]);
  });
});
