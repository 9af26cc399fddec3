import { describe, expect, it } from 'vitest';
import type { ShownValue } from '@/lib/keyspace/shown-value';
import { isPlainText, storedWire } from './stored-bytes';

const value = (over: Partial<ShownValue>): ShownValue => ({
  ...{ bytes: 5, shownBytes: 5, truncated: false, form: 'text', wrappers: [], unpackedBytes: null },
  ...{ text: 'größ', note: null, raw: null },
  ...over,
});

describe('what is stored behind what is shown', () => {
  it('is the text itself where nothing was packed or cut', () => {
    expect(isPlainText(value({}))).toBe(true);
    expect(storedWire(value({}))).toBe('größ');
    expect(storedWire(value({ text: 'base64:x' }))).toBe('base64:YmFzZTY0Ong');
  });

  it('is known of packed and binary values once their bytes are here, all of them', () => {
    const packed = value({ form: 'json', wrappers: ['gzip'], bytes: 2, shownBytes: 2 });
    expect(storedWire(packed)).toBeNull();
    expect(storedWire({ ...packed, raw: '/wA=' })).toBe('base64:_wA');
    expect(storedWire({ ...packed, bytes: 9, raw: '/wA=' })).toBeNull();
  });
});
