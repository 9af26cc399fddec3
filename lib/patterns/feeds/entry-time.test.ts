import { expect, test } from 'vitest';
import { entryTime } from './entry-time';

const at = Date.UTC(2026, 10, 21, 9, 44, 5);

test.each([
  ['{"verb":"buy","at":1795254245}', at],
  ['{"timestamp":1795254245000}', at],
  ['{"timestamp":"2026-11-21T09:44:05.000Z"}', at],
  ['{"created_at":"2026-11-21T09:44:05.000000"}', at],
  ['{"time":"2026-11-21T10:44:05+01:00"}', at],
  ['2026-11-21T09:44:05.000Z order 7 paid', at],
  ['{"at":7}', null],
  ['{"text":"at 2026-11-21"}', null],
  ['post:7', null],
  ['', null],
  ['\xff\x00', null],
])('%s', (entry, expected) => expect(entryTime(entry)).toBe(expected));
