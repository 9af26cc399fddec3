import { describe, expect, test } from 'vitest';
import { dayBucket, daysAfter, hourBucket, isoDate, monthBucket } from './buckets';

const at = (text: string) => Date.parse(text);
const seconds = (text: string) => at(text) / 1_000;

describe('buckets are in UTC', () => {
  test.each([
    ['2026-11-21T09:30:15.250Z', '2026112109', '20261121', '202611'],
    ['2026-01-01T00:00:00.000Z', '2026010100', '20260101', '202601'],
    ['2026-12-31T23:59:59.999Z', '2026123123', '20261231', '202612'],
  ])('%s is in %s, %s and %s', (text, hour, day, month) => {
    const now = at(text);
    expect([hourBucket(now).name, dayBucket(now).name, monthBucket(now).name]).toEqual([hour, day, month]);
    expect(isoDate(now)).toBe(text.slice(0, 10));
  });

  test('a bucket knows when it began', () => {
    const now = at('2026-11-21T09:30:15.250Z');
    expect(hourBucket(now).startsAt).toBe(seconds('2026-11-21T09:00:00Z'));
    expect(dayBucket(now).startsAt).toBe(seconds('2026-11-21T00:00:00Z'));
    expect(monthBucket(now).startsAt).toBe(seconds('2026-11-01T00:00:00Z'));
  });

  test('days are counted from the midnight after', () => {
    expect(daysAfter(at('2026-11-21T09:30:00Z'), 0)).toBe(seconds('2026-11-22T00:00:00Z'));
    expect(daysAfter(at('2026-11-21T09:30:00Z'), 7)).toBe(seconds('2026-11-29T00:00:00Z'));
  });
});
