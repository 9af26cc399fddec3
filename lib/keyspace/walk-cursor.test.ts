import { describe, expect, it } from 'vitest';
import { readWalkCursor, writeWalkCursor, type WalkCursor } from './walk-cursor';

const cursor: WalkCursor = {
  node: '127.0.0.1:6379',
  runId: 'abc',
  scan: '18446744073709551615',
  scanned: 12_345,
};

describe('a cursor', () => {
  it.each<[string, WalkCursor]>([
    ['with the largest number of 64 bits', cursor],
    ['of a socket whose path is no ASCII', { ...cursor, node: '/run/rédis.sock' }],
    ['of an IPv6 address', { ...cursor, node: '[::1]:6379' }],
    ['before the first SCAN', { ...cursor, scan: '0', scanned: 0, runId: '' }],
  ])('%s comes back as it was, from a token that needs no escaping in a URL', (_title, given) => {
    const token = writeWalkCursor(given, 'question');
    expect(token).toMatch(/^[\w-]+$/);
    expect(readWalkCursor(token, 'question')).toEqual(given);
  });

  it('is of one question alone', () => {
    expect(readWalkCursor(writeWalkCursor(cursor, '["shop",0,"user:*"]'), '["shop",1,"user:*"]')).toBe(
      'foreign',
    );
  });
});

const tokenOf = (json: string) => btoa(json).replace(/=+$/, '');

it.each([
  ['nothing', ''],
  ['no base64', '%%%'],
  ['no UTF-8', btoa('\xff\xfe')],
  ['no JSON', tokenOf('{')],
  ['JSON that is no list', tokenOf('{"scan":"0"}')],
  ['too few parts', tokenOf('[1,"node"]')],
  ['a SCAN cursor that is none', tokenOf('[1,"node","run","0 MATCH *",5]')],
  ['a SCAN cursor of too many digits', tokenOf('[1,"node","run","184467440737095516150",5]')],
  ['a count that is negative', tokenOf('[1,"node","run","0",-1]')],
  ['a count that is none', tokenOf('[1,"node","run","0","5"]')],
])('a token of %s is malformed', (_title, token) =>
  expect(readWalkCursor(token, 'question')).toBe('malformed'),
);
