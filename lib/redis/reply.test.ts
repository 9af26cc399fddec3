import { describe, expect, it } from 'vitest';
import { entries, list, number, string, text, type Reply } from './reply';

describe('entries reads a map in every shape that clients hand over', () => {
  const expected = [
    ['calls', 3],
    ['usec', [1, 2]],
  ];
  const shapes: [string, Reply][] = [
    ['a flat array', ['calls', 3, 'usec', [1, 2]]],
    [
      'an array of pairs',
      [
        ['calls', 3],
        ['usec', [1, 2]],
      ],
    ],
    [
      'a Map',
      new Map<Reply, Reply>([
        ['calls', 3],
        ['usec', [1, 2]],
      ]),
    ],
    ['an object', { calls: 3, usec: [1, 2] }],
  ];
  it.each(shapes)('%s', (_shape, reply) => expect(entries(reply)).toEqual(expected));

  it('makes texts of numeric names', () => {
    expect(entries([1, 10, 2, 20])).toEqual([
      ['1', 10],
      ['2', 20],
    ]);
    expect(entries(new Map<Reply, Reply>([[1, 10]]))).toEqual([['1', 10]]);
  });

  it.each<[string, Reply | undefined]>([
    ['null', null],
    ['nothing', undefined],
    ['an error', new Error('ERR unknown command')],
    ['a text', 'OK'],
    ['a number', 5],
    ['an empty array', []],
    ['a set', new Set<Reply>(['a'])],
  ])('%s has none', (_name, reply) => expect(entries(reply)).toEqual([]));

  it('leaves out the odd last element of a flat array', () => {
    expect(entries(['a', 1, 'b'])).toEqual([['a', 1]]);
  });
});

describe('list', () => {
  it('reads arrays and sets and nothing else', () => {
    expect(list(['a', 'b'])).toEqual(['a', 'b']);
    expect(list(new Set<Reply>(['a', 'b']))).toEqual(['a', 'b']);
    expect(list('ab')).toEqual([]);
    expect(list(null)).toEqual([]);
    expect(list(new Error('ERR'))).toEqual([]);
  });
});

describe('text and string', () => {
  it('take the prefix off a verbatim string, and only where the reply is a whole text', () => {
    expect(text('txt:# Server\r\n')).toBe('# Server\r\n');
    expect(string('txt:a key of that name')).toBe('txt:a key of that name');
  });

  it('make texts of scalars and null of the rest', () => {
    expect(string(12)).toBe('12');
    expect(string(12n)).toBe('12');
    expect(string(true)).toBe('true');
    expect(text(null)).toBeNull();
    expect(text(new Error('ERR'))).toBeNull();
    expect(text(['a'])).toBeNull();
  });
});

describe('number', () => {
  it.each<[Reply, number]>([
    [5, 5],
    ['5', 5],
    ['-1', -1],
    ['1.18', 1.18],
    ['1e3', 1000],
    [9007199254740991n, 9007199254740991],
  ])('reads %s', (reply, expected) => expect(number(reply)).toBe(expected));

  it.each<[Reply | undefined]>([
    [''],
    ['N/A'],
    ['unavailable'],
    ['inf'],
    ['-inf'],
    ['nan'],
    ['6.47MiB'],
    ['1.52M'],
    ['0x10'],
    [' '],
    [Infinity],
    [NaN],
    [null],
    [undefined],
    [true],
    [[1]],
  ])('knows that %s is none', (reply) => expect(number(reply)).toBeNull());
});
