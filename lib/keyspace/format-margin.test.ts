import { expect, it } from 'vitest';
import { formatMargin } from './format-margin';

const MIB = 2 ** 20;

it.each([
  ['an exact number has none', { low: 5, estimate: 5, high: 5 }, null],
  ['one below what digits show is none', { low: 999_900, estimate: 1e6, high: 1_000_100 }, null],
  ['ends that are written alike', { low: 265_001, estimate: 265_002, high: 265_400 }, null],
  ['as far on both sides', { low: 90, estimate: 100, high: 110 }, '±\u00a010'],
  ['nearly as far: the farther one', { low: 90, estimate: 100, high: 112 }, '±\u00a012'],
  ['farther above than below', { low: 90, estimate: 100, high: 900 }, '90 to 900'],
  ['without an end', { low: 90, estimate: 100, high: null }, '90 or more'],
  ['nothing seen, but perhaps something there', { low: 0, estimate: 0, high: 37 }, '0 to 37'],
])('%s', (_, range, margin) => expect(formatMargin(range, 'count')).toBe(margin));

it('speaks of bytes as everything here does', () =>
  expect(formatMargin({ low: 60 * MIB, estimate: 100 * MIB, high: 140 * MIB }, 'bytes')).toBe(
    '±\u00a040\u00a0MiB',
  ));
