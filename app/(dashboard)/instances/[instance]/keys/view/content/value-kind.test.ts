import { describe, expect, it } from 'vitest';
import { kindOfValue, looksOf } from './value-kind';

describe('what a value is', () => {
  it('says how it is packed, the outermost first', () => {
    expect(kindOfValue({ wrappers: ['gzip'], form: 'json' })).toBe('gzip → JSON');
    expect(kindOfValue({ wrappers: [], form: 'number' })).toBe('number');
  });

  it('offers only the looks that fit, and the bytes always', () => {
    expect(looksOf({ form: 'messagepack' })).toEqual(['json', 'text', 'hex']);
    expect(looksOf({ form: 'text' })).toEqual(['text', 'hex']);
    expect(looksOf({ form: 'binary' })).toEqual(['hex']);
  });
});
