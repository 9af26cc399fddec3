import { describe, expect, it } from 'vitest';
import { fromWallClock, momentText, spanText, toWallClock } from './wall-clock';

const at = Date.parse('2026-11-22T03:12:05Z');

describe('a field for date and time', () => {
  it('holds UTC where UTC is shown', () => {
    expect(toWallClock(at, 'UTC')).toBe('2026-11-22T03:12:05');
    expect(fromWallClock('2026-11-22T03:12:05', 'UTC')).toBe(at);
    // Browsers leave out seconds that are zero.
    expect(fromWallClock('2026-11-22T03:12', 'UTC')).toBe(at - 5_000);
  });

  it.each([at, at + 100 * 86_400_000, at + 200 * 86_400_000])(
    'gives back in any zone and season what it was given (%i)',
    (moment) => {
      expect(fromWallClock(toWallClock(moment, undefined), undefined)).toBe(moment);
      expect(fromWallClock(toWallClock(moment, 'UTC'), 'UTC')).toBe(moment);
    },
  );

  it.each(['', '2026-11-22', 'T', 'soon'])('%j is no moment', (text) =>
    expect(fromWallClock(text, 'UTC')).toBeNull(),
  );
});

describe('a span in words', () => {
  it.each([
    ['2026-11-22T03:10:00Z', '2026-11-22T03:15:30Z', '22 Nov 03:10:00 – 03:15:30'],
    ['2026-11-22T03:10:00Z', '2026-11-22T05:10:00Z', '22 Nov 03:10 – 05:10'],
    ['2026-11-21T23:00:00Z', '2026-11-22T05:10:00Z', '21 Nov 23:00 – 22 Nov 05:10'],
  ])('%s to %s', (from, to, text) => {
    expect(spanText({ from: Date.parse(from), to: Date.parse(to) }, 'UTC')).toBe(text);
  });

  it('and a moment have their day', () => expect(momentText(at, 'UTC')).toBe('22 Nov 03:12:05'));
});
