import { describe, expect, test } from 'vitest';
import {
  isCurrentWindow,
  possibleStarts,
  slidingSecondsFrom,
  windowNumberAt,
  windowSecondsFrom,
  windowSecondsOf,
} from './windows';

const now = Date.UTC(2026, 10, 21, 9, 16, 40);

describe('the length of a window follows from its number', () => {
  test.each([0.5, 1, 7, 10, 30, 45, 60, 300, 600, 900, 1800, 3600, 7200, 86_400])('%d s', (seconds) => {
    const number = windowNumberAt(now, seconds);
    expect(windowSecondsOf(number, now)).toBe(seconds);
    expect(isCurrentWindow(number, now)).toBe(true);
  });

  test('and is still known hours later, when the window is none of the present', () => {
    const number = windowNumberAt(now, 60);
    expect(windowSecondsOf(number, now + 6 * 3_600_000)).toBe(60);
    expect(isCurrentWindow(number, now + 6 * 3_600_000)).toBe(false);
  });

  test.each([12_345_678, 31_337_000, 0, NaN])('%d is the number of something else', (number) => {
    expect(isCurrentWindow(number, now)).toBe(false);
  });
});

describe('the length of a window that names its start follows from the expiry', () => {
  const start = windowNumberAt(now, 3600) * 3600;

  test('which is its end', () => {
    expect(windowSecondsFrom([{ start, expiresAt: start + 3600 }])).toBe(3600);
    expect(windowSecondsFrom([{ start, expiresAt: start + 3599.6 }])).toBe(3600);
  });

  test('or a window after the last request', () => {
    const spans = [3700, 4100, 7000];
    expect(windowSecondsFrom(spans.map((span) => ({ start, expiresAt: start + span })))).toBe(3600);
  });

  test('if it is one that nobody else chooses, all agreeing', () => {
    const odd = windowNumberAt(now, 77) * 77;
    expect(windowSecondsFrom([{ start: odd, expiresAt: odd + 77 }])).toBe(77);
    expect(windowSecondsFrom([])).toBeNull();
  });

  test('and it divides every start, so that the present one is among the possible', () => {
    const earlier = start - 48 * 3600;
    expect(possibleStarts([earlier], now)).toContain(start);
    expect(possibleStarts([earlier], now)).not.toContain(windowNumberAt(now, 604_800) * 604_800);
  });
});

test('a sliding window ends with its log, or a second before', () => {
  expect(slidingSecondsFrom([60, 75, 118])).toBe(60);
  expect(slidingSecondsFrom([61])).toBe(60);
  expect(slidingSecondsFrom([3601])).toBe(3600);
  expect(slidingSecondsFrom([77])).toBe(77);
  expect(slidingSecondsFrom([])).toBeNull();
});
