import { describe, expect, test } from 'vitest';
import { fromWire, parseJson, parseJsonObject, toBytes, toDisplay, toText, toWire } from './bytes';

const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');

describe('text and bytes', () => {
  test.each(['', 'plain', 'Grüße', '日本', '🙂', 'a\0b'])('%j there and back', (text) => {
    const bytes = toBytes(text);
    expect([...bytes].every((character) => character.charCodeAt(0) < 256)).toBe(true);
    expect(bytes).toHaveLength(new TextEncoder().encode(text).length);
    expect(toText(bytes)).toBe(text);
  });

  test.each(['\xff', 'a\xc3', '\xed\xa0\x80', everyByte])('%j is no text', (bytes) => {
    expect(toText(bytes)).toBeNull();
  });
});

test.each([
  ['counter:\xc3\xa9', 'counter:é'],
  ['a\x06\x16b', 'a\\x06\\x16b'],
  ['tab\t', 'tab\\x09'],
  ['\xff\xfeA', '\\xff\\xfeA'],
  ['\x7f', '\\x7f'],
])('%j is shown as %s', (bytes, shown) => {
  expect(toDisplay(bytes)).toBe(shown);
});

describe('in addresses and answers', () => {
  test.each(['plain', '', 'Grüße', 'base64:', 'base64:_w', 'base6', 'a\0b', '\ufeffmark'])(
    'the text %j survives',
    (text) => {
      expect(fromWire(toWire(toBytes(text)))).toBe(toBytes(text));
    },
  );

  test('text is itself, unless it begins as the other form does', () => {
    expect(toWire(toBytes('é:1'))).toBe('é:1');
    expect(toWire('base64:x')).toMatch(/^base64:[\w-]+$/);
  });

  test('bytes survive, without characters that an address would change', () => {
    const wire = toWire(everyByte);
    expect(wire).toMatch(/^base64:[\w-]+$/);
    expect(fromWire(wire)).toBe(everyByte);
    for (let length = 1; length < 5; length++)
      expect(fromWire(toWire('\xff'.repeat(length)))).toBe('\xff'.repeat(length));
  });

  test.each(['base64:+/', 'base64:a=', 'base64:é', 'base64:abcde'])('%s is refused', (wire) => {
    expect(() => fromWire(wire)).toThrow();
  });
});

describe('JSON', () => {
  test.each<[string, unknown]>([
    ['{"a":"\xc3\xa9"}', { a: 'é' }],
    ['null', null],
    ['7', 7],
    ['{"a":', undefined],
    ['', undefined],
    ['"\xff"', undefined],
  ])('%j', (bytes, value) => {
    expect(parseJson(bytes)).toEqual(value);
  });

  test.each(['null', '[1]', '7', '"a"', 'x'])('%s is no object', (bytes) => {
    expect(parseJsonObject(bytes)).toBeNull();
  });
});
