import { describe, expect, it } from 'vitest';
import type { Unit } from '@/lib/metrics/catalogue';
import { formatAgo, formatCount, formatDistance, formatDuration, formatValue, share } from './format';

describe('formatValue', () => {
  it.each<[number | null, Unit, string]>([
    [null, 'bytes', '—'],
    [NaN, 'count', '—'],
    [0, 'bytes', '0\u00a0B'],
    [1023, 'bytes', '1023\u00a0B'],
    [1536, 'bytes', '1.5\u00a0KiB'],
    [432_013_312, 'bytes', '412\u00a0MiB'],
    [1024 ** 3, 'bytes', '1\u00a0GiB'],
    [2048, 'bytesPerSecond', '2\u00a0KiB/s'],
    [0.4, 'bytesPerSecond', '0\u00a0B/s'],
    [0.5, 'bytesPerSecond', '1\u00a0B/s'],
    [0.001, 'bytes', '0\u00a0B'],
    [-1536, 'bytes', '-1.5\u00a0KiB'],
    [0.972, 'ratio', '97.2\u00a0%'],
    [1, 'ratio', '100\u00a0%'],
    [0, 'ratio', '0\u00a0%'],
    [0.0004, 'ratio', '<0.1\u00a0%'],
    [0.0005, 'ratio', '0.1\u00a0%'],
    [1.5, 'factor', '1.50×'],
    [1240.4, 'perSecond', '1,240/s'],
    [0, 'perSecond', '0/s'],
    [0.25, 'perSecond', '0.25/s'],
    [1_250_000, 'perSecond', '1.25\u00a0M/s'],
    [3.14, 'microseconds', '3.1\u00a0µs'],
    [1500, 'microseconds', '1.5\u00a0ms'],
    [2_000_000, 'microseconds', '2\u00a0s'],
    [42, 'count', '42'],
    [98_765, 'count', '98,765'],
    [98_765_432, 'count', '98.8\u00a0M'],
    [0.2, 'seconds', '0\u00a0s'],
    [3700, 'seconds', '1\u00a0h 1 min'],
    [1, 'state', 'yes'],
    [-0.001, 'count', '0'],
  ])('shows %s %s as %s', (value, unit, expected) => {
    expect(formatValue(value, unit)).toBe(expected);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.05, '50 ms'],
    [1, '1 s'],
    [125, '2 min 5 s'],
    [3600, '1 h'],
    [273_600, '3 d 4 h'],
    [null, '—'],
  ])('shows %s seconds as %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});

it('says how long ago a moment is', () => {
  expect(formatAgo(10_000, 10_500)).toBe('just now');
  expect(formatAgo(10_000, 22_000)).toBe('12 s ago');
});

it.each([
  [0, '0\u00a0m'],
  [12.34, '12.3\u00a0m'],
  [850, '850\u00a0m'],
  [12_400, '12.4\u00a0km'],
  [20_015_087, '20,015\u00a0km'],
  [null, '—'],
])('shows a distance of %s metres as %s', (metres, shown) => expect(formatDistance(metres)).toBe(shown));

it('groups thousands of whole numbers', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatCount(null)).toBe('—');
});

it('knows no share of nothing: no limit is neither 0 % nor 100 %', () => {
  expect(share(5, 10)).toBe(0.5);
  expect(share(5, 0)).toBeNull();
  expect(share(5, null)).toBeNull();
});
