import { describe, expect, test } from 'vitest';
import { compileTemplate } from './template';

const match = (source: string, name: string) => compileTemplate(source).match(name);

describe('matching', () => {
  test.each<[template: string, name: string, fields: Record<string, string> | null]>([
    ['leaderboard', 'leaderboard', {}],
    ['leaderboard', 'leaderboards', null],
    ['counter:{metric}', 'counter:api:requests:daily', { metric: 'api:requests:daily' }],
    ['counter:{metric}', 'counter:', null],
    ['counter:{metric:segment}', 'counter:api:requests', null],
    [
      'counter:{metric}:hourly:{bucket:YYYYMMDDHH}',
      'counter:a:hourly:x:hourly:2026112109',
      { metric: 'a:hourly:x', bucket: '2026112109' },
    ],
    ['counter:{metric}:hourly:{bucket:YYYYMMDDHH}', 'counter:a:hourly:2026112124', null],
    ['counter:{metric}:daily:{bucket:YYYYMMDD}', 'counter:a:daily:20261321', null],
    ['counter:{metric}:monthly:{bucket:YYYYMM}', 'counter:a:monthly:202613', null],
    ['visitors:{bucket:YYYY-MM-DD}', 'visitors:2026-11-21', { bucket: '2026-11-21' }],
    ['visitors:{bucket:YYYY-MM-DD}', 'visitors:20261121', null],
    ['visitors:{bucket:date}', 'visitors:20261121', { bucket: '20261121' }],
    ['v:{h:epochHour}', 'v:495000', { h: '495000' }],
    ['v:{h:epochHour}', 'v:49500', null],
    // The kind's alternatives end where the field does.
    ['v:{h:epochHour}:x', 'v:495000:x', { h: '495000' }],
    ['v:{h:epochHour}:x', 'v:495000', null],
    ['t:{at:epoch}', 't:1732180000', { at: '1732180000' }],
    [
      'job:{id:uuid}',
      'job:0b7e7dee-8f5b-4a57-8a3e-3f5e2e0c2b11',
      { id: '0b7e7dee-8f5b-4a57-8a3e-3f5e2e0c2b11' },
    ],
    ['job:{id:number}', 'job:12a', null],
    ['{name:leaderboard|game:leaderboard}', 'game:leaderboard', { name: 'game:leaderboard' }],
    ['{name:a.b|c}', 'axb', null],
    ['bull:\\{{queue}\\}:id', 'bull:{mail}:id', { queue: 'mail' }],
    ['a\\\\{x}', 'a\\1', { x: '1' }],
    ['(a+)|[{x}]$', '(a+)|[1]$', { x: '1' }],
    ['é:{x}', '\xc3\xa9:1', { x: '1' }],
    ['k:{x}', 'k:a\nb\xff\0', { x: 'a\nb\xff\0' }],
  ])('%s, %j', (template, name, fields) => {
    expect(match(template, name)).toEqual(fields);
  });

  test('of fields that may be anything, the first ones are as short as can be', () => {
    expect(match('{a}:{b}:{c}', 'x:y:z:w')).toEqual({ a: 'x', b: 'y', c: 'z:w' });
    expect(match('{a}:{b}', '::q')).toEqual({ a: ':', b: 'q' });
    expect(match('{a}:x:{b}', '1:x:2:x:3')).toEqual({ a: '1', b: '2:x:3' });
    // A digit between the fields is no part of the number that refers back to the first.
    expect(match('{a}2{b}', '1223')).toEqual({ a: '1', b: '23' });
  });

  test('but longer where the next field is of a kind', () => {
    expect(match('{a}:{b:number}', 'x:y:7')).toEqual({ a: 'x:y', b: '7' });
    expect(match('{a}:tag:{b:segment}:{c}', 'm:tag:x:tag:y:z')).toEqual({ a: 'm', b: 'x', c: 'tag:y:z' });
  });

  test('takes no time over names full of colons', () => {
    const name = ':a'.repeat(2_000);
    // Trying every place for every field would outlive the test.
    expect(match('{a}:{b}:{c}:{d}:{e}:{f}:{g}:{h}x', name)).toBeNull();
  });
});

test('filling is the reverse of matching', () => {
  const template = compileTemplate('counter:{metric}:hourly:{bucket:YYYYMMDDHH}');
  const name = 'counter:a:b:hourly:2026112109';
  expect(template.fill(template.match(name)!)).toBe(name);
  expect(compileTemplate('\\{{n}\\}').fill({ n: 7 })).toBe('{7}');
  expect(() => template.fill({ metric: 'a' })).toThrow('{bucket} of counter:');
});

test('says what stands before the first field and after the last one', () => {
  const parts = (source: string) => {
    const { head, tail, fields } = compileTemplate(source);
    return [head, tail, fields];
  };
  expect(parts('page:{p}:views')).toEqual(['page:', ':views', ['p']]);
  expect(parts('{p}_visitors')).toEqual(['', '_visitors', ['p']]);
  expect(parts('page:{p}')).toEqual(['page:', '', ['p']]);
  expect(parts('leaderboard')).toEqual(['leaderboard', '', []]);
});

test.each([
  ['', 'the template is empty'],
  ['x'.repeat(201), 'longer than 200'],
  ['{a}{b}', '{a} and {b} need a character between them'],
  ['{a}:{a}', '{a} stands in the template twice'],
  ['k:{a', 'the { at position 3 is never closed'],
  ['k:a}', 'the } at position 4 closes nothing'],
  ['k:{}', '{} needs a name'],
  ['k:{1a}', '{1a} needs a name'],
  ['k:{a:nonsense}', 'unknown kind'],
  ['k:{a:constructor}', 'unknown kind'],
  [Array.from({ length: 9 }, (_, index) => `{f${index}}`).join(':'), 'more than 8 fields'],
])('%j is refused: %s', (source, message) => {
  expect(() => compileTemplate(source)).toThrow(message);
});
