import { describe, expect, it } from 'vitest';
import { JsonNumber, parseExactJson } from './parse-exact-json';

describe('JSON as it is written', () => {
  it('keeps the digits that a number of JavaScript cannot hold', () => {
    expect(parseExactJson('{"id": 9007199254740993, "price": 1.10, "n": [3, -0.5, 1E400]}')).toEqual({
      id: new JsonNumber('9007199254740993'),
      price: new JsonNumber('1.10'),
      n: [3, -0.5, new JsonNumber('1E400')],
    });
  });

  it('takes no digits within a text for a number', () => {
    const value = { text: 'call 9007199254740993 "now" 1.10\\', '1.10': 'number:1.10' };
    expect(parseExactJson(JSON.stringify(value))).toEqual(value);
  });

  it('says of what is no JSON that it is none, and null is some', () => {
    for (const text of ['{"a":', '01', '1.', 'number', ''])
      expect(parseExactJson(text), text).toBeUndefined();
    expect(parseExactJson('null')).toBeNull();
  });
});
