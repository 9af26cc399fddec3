import { createSerializer } from 'nuqs/server';
import { describe, expect, it } from 'vitest';
import { parseAsMoment, RANGE_MS, RANGES, timeParams } from './search-params';

describe('a moment in the URL', () => {
  const at = Date.parse('2026-11-22T03:12:00Z');

  it.each([
    '2026-11-22T03:12:00Z',
    '2026-11-22T03:12Z',
    // Without a zone it must not mean something else to each reader.
    '2026-11-22T03:12:00',
    '2026-11-22T03:12',
    '2026-11-22T04:12:00+01:00',
    '1795317120000',
  ])('%s', (text) => expect(parseAsMoment.parse(text)).toBe(at));

  it('can be a day', () => expect(parseAsMoment.parse('2026-11-22')).toBe(Date.parse('2026-11-22T00:00Z')));

  it.each(['', 'now', '12', '2026', '2026-13-45T99:99Z', '22 Nov 2026', '1e9', '99999999999999999'])(
    '%j is none',
    (text) => expect(parseAsMoment.parse(text)).toBeNull(),
  );

  it('is written so that people can read it, and read again to the millisecond', () => {
    expect(parseAsMoment.serialize(at)).toBe('2026-11-22T03:12:00Z');
    expect(parseAsMoment.serialize(at + 7)).toBe('2026-11-22T03:12:00.007Z');
    expect(parseAsMoment.parse(parseAsMoment.serialize(at + 7))).toBe(at + 7);
  });
});

it('defaults are left out of the URL', () => {
  const serialize = createSerializer(timeParams);
  expect(
    serialize({
      ...{ range: '5m', from: null, to: null, at: null },
      ...{ tz: 'local', compare: 'none', annotations: 'on' },
    }),
  ).toBe('');
  expect(serialize({ range: '24h', tz: 'utc', compare: 'previous' })).toBe(
    '?range=24h&tz=utc&compare=previous',
  );
});

it('each range is longer than the one before', () => {
  const lengths = RANGES.map((range) => RANGE_MS[range]);
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  expect(RANGE_MS['30d']).toBe(30 * 86_400_000);
});
