import { describe, expect, it } from 'vitest';
import {
  askedSpan,
  lengthOfWords,
  longerRange,
  LONGEST_MS,
  periodBefore,
  SHORTEST_MS,
  shownSpan,
  usableSpan,
  withBefore,
  zoomedIn,
  zoomedOut,
} from './time-span';

const NOW = Date.parse('2026-11-22T03:12:00Z');
const MINUTE = 60_000;
const url = (params: Partial<Parameters<typeof shownSpan>[0]>) =>
  ({ range: '5m', from: null, to: null, at: null, ...params }) as const;

describe('what a URL asks to show', () => {
  it('is the range up to the present where it names no moment', () => {
    expect(shownSpan(url({}), NOW)).toEqual({ follows: true, lengthMs: 5 * MINUTE });
    expect(shownSpan(url({ range: '30d' }), NOW)).toEqual({ follows: true, lengthMs: 30 * 24 * 60 * MINUTE });
  });

  it.each([
    ['both ends: that span, whatever the range', { from: 1_000, to: 99_000 }, 1_000, 99_000],
    ['only a beginning: as long as the range', { from: 1_000 }, 1_000, 1_000 + 5 * MINUTE],
    ['only an end', { to: NOW, range: '1h' as const }, NOW - 60 * MINUTE, NOW],
    ['a moment of the past: around it', { at: NOW - 60 * MINUTE }, NOW - 62.5 * MINUTE, NOW - 57.5 * MINUTE],
    ['a moment beside a span: the span', { from: 1_000, to: 99_000, at: NOW }, 1_000, 99_000],
  ])('%s', (_title, params, from, to) => {
    expect(shownSpan(url(params), NOW)).toEqual({ follows: false, from, to, lengthMs: to - from });
  });

  it('follows the present with a moment that the range shows anyway', () => {
    expect(shownSpan(url({ at: NOW - MINUTE }), NOW).follows).toBe(true);
    // It was marked while the page was open.
    expect(shownSpan(url({ at: NOW + MINUTE }), NOW).follows).toBe(true);
  });

  it('takes no notice of a span that ends before it begins', () => {
    expect(shownSpan(url({ from: 9_000, to: 1_000 }), NOW).follows).toBe(true);
  });

  it('is asked of the history with both ends only where it stands still', () => {
    expect(askedSpan(shownSpan(url({}), NOW))).toEqual({ span: 5 * MINUTE });
    expect(askedSpan(shownSpan(url({ from: 1_000, to: 9_000 }), NOW))).toEqual({
      ...{ span: 8_000, from: 1_000, to: 9_000 },
    });
  });

  it('reaches back by its own length for the deltas', () => {
    expect(withBefore({ span: 100 })).toEqual({ span: 200 });
    expect(withBefore({ span: 100, from: 500, to: 600 })).toEqual({ span: 200, from: 400, to: 600 });
  });
});

describe('a span that was drawn', () => {
  it('is put in order and in whole seconds, none of it lost', () => {
    expect(usableSpan(90_500, 10_200)).toEqual({ from: 10_000, to: 91_000 });
  });

  it('is never shorter than two polls, nor longer than the history', () => {
    const { from, to } = usableSpan(50_000, 50_400);
    expect(to - from).toBe(SHORTEST_MS);
    expect(from).toBeLessThanOrEqual(50_000);
    expect(to).toBeGreaterThanOrEqual(50_400);
    expect(usableSpan(0, 2 * LONGEST_MS)).toEqual({ from: LONGEST_MS, to: 2 * LONGEST_MS });
  });
});

describe('zooming', () => {
  it('out shows twice as much around the same middle', () => {
    expect(zoomedOut({ from: 100_000, to: 200_000 }, NOW)).toEqual({ from: 50_000, to: 250_000 });
  });

  it('out never shows the future', () => {
    expect(zoomedOut({ from: NOW - 100_000, to: NOW - 10_000 }, NOW)).toEqual({
      ...{ from: NOW - 180_000, to: NOW },
    });
  });

  it('in keeps the moment under the pointer where it is', () => {
    expect(zoomedIn({ from: 0, to: 400_000 }, 100_000)).toEqual({ from: 50_000, to: 250_000 });
    expect(zoomedIn({ from: 0, to: 400_000 }, 999_000)).toEqual({ from: 200_000, to: 400_000 });
  });

  it('goes from range to range, and ends', () => {
    expect(longerRange('5m')).toBe('15m');
    expect(longerRange('30d')).toBeNull();
  });
});

describe('the period before', () => {
  it('of a span that stands still is just as long and ends where it begins', () => {
    expect(periodBefore({ from: 500, to: 600 }, false)).toEqual({ from: 400, to: 500, shiftMs: 100 });
  });

  it('of one that moves is the same question for a while, and always holds what is compared', () => {
    const length = 5 * MINUTE;
    const questions = new Set<string>();
    for (let moved = 0; moved < length / 20; moved += 1_000) {
      const to = NOW + moved;
      const before = periodBefore({ from: to - length, to }, true);
      expect(before.from).toBeLessThanOrEqual(to - 2 * length);
      expect(before.to).toBeGreaterThanOrEqual(to - length);
      expect(before.shiftMs).toBe(length);
      questions.add(`${before.from} ${before.to}`);
    }
    expect(questions.size).toBeLessThanOrEqual(2);
  });
});

describe('a length in words', () => {
  it.each([
    ['last 3 h', 180],
    ['3h', 180],
    ['the last 90 minutes', 90],
    ['90 min', 90],
    ['2 d', 2 * 1440],
    ['last week', 7 * 1440],
    ['1.5 hours', 90],
    [' Last 30 s ', 0.5],
  ])('%s', (words, minutes) => expect(lengthOfWords(words)).toBe(minutes * MINUTE));

  it.each(['', 'last', 'yesterday', '3', '3 parsecs', '-3 h', '1 s', '0 h', '99999 w', '3 months'])(
    '%j is none',
    (words) => expect(lengthOfWords(words)).toBeNull(),
  );
});
