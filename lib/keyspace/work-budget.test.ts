import { describe, expect, it } from 'vitest';
import { PAGE_LIMITS, WorkBudget } from './work-budget';

/** Names looked over until the page ends, where one in so many is found. */
function scan(wanted: number, oneIn: number): { names: number; found: number; steps: number[] } {
  const budget = new WorkBudget(wanted, { names: 10_000, ms: 50 });
  let names = 0;
  let found = 0;
  const steps: number[] = [];
  while (!budget.isFull && !budget.isSpent) {
    const { step } = budget;
    steps.push(step);
    const hits = Math.floor((names + step) / oneIn) - Math.floor(names / oneIn);
    names += step;
    found += hits;
    budget.spend(step, hits, 0.1);
  }
  return { names, found, steps };
}

describe('a page', () => {
  it('where every name is a find asks for just as many as are wanted', () => {
    expect(scan(100, 1)).toEqual({ names: 100, found: 100, steps: [100] });
  });

  it.each([2, 5, 20, 50])('where one name in %i is a find is filled without many to spare', (oneIn) => {
    const { found, steps } = scan(100, oneIn);
    expect(found).toBeGreaterThanOrEqual(100);
    expect(found).toBeLessThan(130);
    expect(Math.max(...steps)).toBeLessThanOrEqual(1_000);
  });

  it.each([1_000, 1e9])('where one name in %i is a find ends with the budget', (oneIn) => {
    const { names, steps } = scan(100, oneIn);
    expect(names).toBe(PAGE_LIMITS.names);
    expect(steps.length).toBeLessThanOrEqual(13);
  });

  it('that takes long ends with the time, after one step at least', () => {
    const budget = new WorkBudget(100);
    expect(budget.isSpent).toBe(false);
    budget.spend(100, 0, 80);
    expect(budget.isSpent).toBe(true);
    expect(budget.isFull).toBe(false);
  });

  it('that wants all there is looks over as much at once as one command may', () => {
    expect(new WorkBudget(Infinity).step).toBe(1_000);
  });
});
