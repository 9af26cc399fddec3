import { expect, it } from 'vitest';
import { CommandRanking } from './command-ranking';

const cost = (costs: Record<string, number>) => new Map(Object.entries(costs));

it('keeps the most expensive apart, and says that some are left', () => {
  const ranking = new CommandRanking(2);
  expect([...ranking.rank(cost({ get: 50, set: 30, del: 10 }))].sort()).toEqual(['get', 'set']);
  expect(ranking.leavesSome).toBe(true);
});

it('takes in whatever is used while there is room; what was never used is not there', () => {
  const ranking = new CommandRanking(3);
  expect([...ranking.rank(cost({ get: 1, ping: 0 }))]).toEqual(['get']);
  expect(ranking.leavesSome).toBe(false);
  expect([...ranking.rank(cost({ ping: 1 }))].sort()).toEqual(['get', 'ping']);
});

it('does not flap between two of nearly the same weight', () => {
  const ranking = new CommandRanking(1);
  ranking.rank(cost({ get: 100, set: 99 }));
  for (let turn = 0; turn < 50; turn += 1) {
    const [get, set] = turn % 2 === 0 ? [90, 110] : [110, 90];
    expect([...ranking.rank(cost({ get, set }))]).toEqual(['get']);
  }
});

it('gives way to one that leads clearly and for long', () => {
  const ranking = new CommandRanking(1);
  ranking.rank(cost({ get: 1000 }));
  let kept: readonly string[] = [];
  for (let turn = 0; turn < 100; turn += 1) kept = [...ranking.rank(cost({ get: 10, set: 100 }))];
  expect(kept).toEqual(['set']);
});
