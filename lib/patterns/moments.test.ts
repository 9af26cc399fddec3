import { expect, test } from 'vitest';
import { parseMoment } from './moments';

const noon = Date.UTC(2026, 10, 21, 12);

test.each([
  ['seconds', noon / 1000],
  ['seconds with a fraction, in digits', `${noon / 1000}.0`],
  ['milliseconds', noon],
  ['microseconds', noon * 1000],
  ['Python’s isoformat, without a zone', '2026-11-21T12:00:00.000000'],
  ['a date of SQL', '2026-11-21 12:00:00'],
  ['with a zone', '2026-11-21T13:00:00+01:00'],
  ['in UTC', '2026-11-21T12:00:00Z'],
])('%s', (_, value) => expect(parseMoment(value)).toBe(noon));

test('a day begins at midnight', () => expect(parseMoment('2026-11-21')).toBe(noon - 12 * 3_600_000));

test.each([[42], [''], ['soon'], ['2026-13-41'], [null], [{}], [-1.7e9], [NaN]])('%j is none', (value) =>
  expect(parseMoment(value)).toBeNull(),
);

test.each([
  ['2026-07-01T12:00:00', 'Europe/Berlin', Date.UTC(2026, 6, 1, 10)],
  ['2026-11-21 12:00:00.5', 'Asia/Kolkata', Date.UTC(2026, 10, 21, 6, 30, 0, 500)],
  ['2026-11-21T12:00:00Z', 'Asia/Kolkata', noon],
])('%s on a clock of %s', (text, timeZone, moment) => expect(parseMoment(text, timeZone)).toBe(moment));
