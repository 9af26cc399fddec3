import { expect, it } from 'vitest';
import { describeSince, describeWhen } from './describe-when';

const at = (text: string) => Date.parse(text);
const NOW = at('2025-11-20T10:00:00Z');

it.each([
  ['2025-11-20T09:12:00Z', 'UTC', '09:12'],
  ['2025-11-20T09:12:00Z', 'America/New_York', '04:12'],
  ['2025-11-20T03:00:00Z', 'America/New_York', 'Wednesday'],
  ['2025-11-17T09:12:00Z', 'UTC', 'Monday'],
  ['2025-11-14T10:00:01Z', 'UTC', 'Friday'],
  ['2025-11-13T10:00:00Z', 'UTC', '13 November'],
  ['2024-11-20T10:00:00Z', 'UTC', '20 November 2024'],
])('since %s in %s reads %s', (moment, zone, words) =>
  expect(describeSince(at(moment), NOW, zone)).toBe(words),
);

it('a moment has its weekday, day and clock, in the zone that is asked for', () => {
  expect(describeWhen(at('2025-11-17T23:30:00Z'), 'UTC')).toMatch(/^Mon,? 17 Nov, 23:30$/);
  expect(describeWhen(at('2025-11-17T23:30:00Z'), 'Europe/Berlin')).toMatch(/^Tue,? 18 Nov, 00:30$/);
});
