import { describe, expect, it } from 'vitest';
import { parseEntries, saysWhen } from './entry-fields';

const entry = (text: string, index = 0) => ({ index, text, at: null });

describe('parseEntries', () => {
  it('gives each field of the objects a column, nested ones as JSON', () => {
    const { rows, fields } = parseEntries([
      entry('{"user":7,"text":"hi"}'),
      entry('{"user":8,"tags":["a"]}'),
    ]);
    expect(fields).toEqual(['user', 'text', 'tags']);
    expect(rows[1]!.fields).toEqual({ user: '8', tags: '["a"]' });
  });

  it.each([['user:1 liked product:3'], ['{"user":7,"text":"cut of'], ['[1,2]'], ['"{}"'], ['']])(
    'leaves %s as it is',
    (text) => {
      expect(parseEntries([entry(text)])).toEqual({ rows: [{ ...entry(text), fields: null }], fields: [] });
    },
  );

  it('has no columns for a few objects among texts', () => {
    expect(parseEntries([entry('a'), entry('b'), entry('{"c":1}')]).fields).toEqual([]);
  });

  it('has eight columns at most', () => {
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, 1])),
    );
    expect(parseEntries([entry(wide)]).fields).toHaveLength(8);
  });
});

it.each([
  ['timestamp', true],
  ['created_at', true],
  ['user', false],
  ['attempt', false],
])('%s says when: %s', (field, says) => expect(saysWhen(field)).toBe(says));
