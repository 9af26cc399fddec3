import { expect, it } from 'vitest';
import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';
import { comparableWith, usualComparison } from './comparable-with';

const analysis = (id: number, change: Partial<AnalysisSummary> = {}): AnalysisSummary => ({
  ...{ id, db: 0, state: 'done', startedAt: id * 1_000, endedAt: id * 1_000 + 500, user: 'viewer' },
  ...{ seenKeys: 10, totalKeys: 10, bytes: null, isWhole: true, error: null },
  options: { pace: 'gentle', detail: 'full', sampleKeys: null, separators: ':/' },
  ...change,
});

it('offers earlier analyses with the same separators in any order, the newest first', () => {
  const others = [
    analysis(1),
    analysis(2, { options: { ...analysis(2).options, separators: '/:' } }),
    analysis(3, { options: { ...analysis(3).options, separators: ':' } }),
    analysis(4, { db: 1 }),
    analysis(5, { seenKeys: 0 }),
    analysis(6, { state: 'interrupted' }),
    analysis(9),
  ];
  expect(comparableWith(analysis(8), others).map(({ id }) => id)).toEqual([6, 2, 1]);
});

it.each([
  ['the latest that came to its end', [analysis(1), analysis(2), analysis(6, { state: 'interrupted' })], 2],
  ['one that did not where there is no other', [analysis(6, { state: 'interrupted' })], 6],
  ['none', [analysis(9)], null],
])('compares with %s', (_, others, expected) =>
  expect(usualComparison(analysis(8), others)?.id ?? null).toBe(expected),
);
