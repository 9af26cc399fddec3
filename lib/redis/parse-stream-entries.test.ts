import { expect, it } from 'vitest';
import { parseStreamEntries } from './parse-stream-entries';

it('entries with their fields in order, a name twice as well', () => {
  expect(parseStreamEntries([['5-1', ['a', '1', 'b', '2', 'a', '3']]])).toEqual([
    {
      id: '5-1',
      fields: [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    },
  ]);
});

it('what was deleted meanwhile is left out, as XCLAIM says it before 7.0', () => {
  expect(parseStreamEntries([null, ['5-2', ['a', '1']], ['5-3', null]])).toEqual([
    { id: '5-2', fields: [['a', '1']] },
    { id: '5-3', fields: [] },
  ]);
});

it('an error is no entry', () => expect(parseStreamEntries(new Error('WRONGTYPE'))).toEqual([]));
