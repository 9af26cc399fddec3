import { describe, expect, it } from 'vitest';
import { stepSlowlog } from './step-slowlog';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = 20_000 * DAY;

describe('stepSlowlog', () => {
  it('counts and adds up each step, from the step that holds the beginning', () => {
    const { stepMs, steps } = stepSlowlog(
      [
        { at: T + 10, amount: 5 },
        { at: T + HOUR - 1, amount: 7 },
        { at: T + 2 * HOUR, amount: 11 },
      ],
      { from: T + 5, to: T + 3 * HOUR, keptSince: T - DAY },
      3,
    );
    expect(stepMs).toBe(HOUR);
    expect(steps).toEqual([
      { at: T, count: 2, total: 12 },
      { at: T + HOUR, count: 0, total: 0 },
      { at: T + 2 * HOUR, count: 1, total: 11 },
    ]);
  });

  it('what was before anything was kept is unknown, not nothing', () => {
    const span = { from: T, to: T + 4 * HOUR, keptSince: T + HOUR + 1 };
    expect(stepSlowlog([], span, 4).steps.map(({ count }) => count)).toEqual([null, 0, 0, 0]);
    expect(stepSlowlog([], { ...span, keptSince: null }, 4).steps.map(({ total }) => total)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('an entry of an unknown time is there all the same', () => {
    const span = { from: T, to: T + 2 * HOUR, keptSince: null };
    expect(stepSlowlog([{ at: T + 1, amount: 3 }], span, 2).steps[0]).toEqual({ at: T, count: 1, total: 3 });
  });

  it('the sum over the steps is the sum of the entries', () => {
    const entries = Array.from({ length: 500 }, (_, index) => ({ at: T + index * 7_919, amount: index }));
    const { steps } = stepSlowlog(entries, { from: T, to: T + 2 * HOUR, keptSince: T }, 120);
    expect(steps.length).toBeLessThanOrEqual(121);
    expect(steps.reduce((sum, { count }) => sum + count!, 0)).toBe(500);
    expect(steps.reduce((sum, { total }) => sum + total!, 0)).toBe((499 * 500) / 2);
  });
});
