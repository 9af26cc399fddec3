import { describe, expect, test } from 'vitest';
import { infoOf } from './fixtures/info-of';
import { addKeysizes, readKeysizes } from './parse-keysizes';

describe('INFO keysizes', () => {
  test('of Redis 8.0 tells the sizes of each type', () => {
    expect(readKeysizes(infoOf('redis-8.0.6'), 0)).toEqual([
      {
        type: 'string',
        unit: 'bytes',
        buckets: [
          { from: 4, keys: 1 },
          { from: 8, keys: 2 },
          { from: 16, keys: 2 },
        ],
      },
      { type: 'list', unit: 'elements', buckets: [{ from: 128, keys: 1 }] },
      { type: 'set', unit: 'elements', buckets: [{ from: 2, keys: 2 }] },
      {
        type: 'zset',
        unit: 'elements',
        buckets: [
          { from: 1, keys: 1 },
          { from: 2, keys: 1 },
        ],
      },
      {
        type: 'hash',
        unit: 'elements',
        buckets: [
          { from: 1, keys: 1 },
          { from: 2, keys: 1 },
        ],
      },
    ]);
  });

  test('says nothing of a database without keys, and does not exist before 8.0', () => {
    expect(readKeysizes(infoOf('redis-8.0.6'), 3)).toEqual([]);
    for (const version of ['redis-7.2.6', 'valkey-8.1.1'] as const)
      expect(readKeysizes(infoOf(version), 0)).toBeNull();
  });

  test('counts large sizes in powers of 1024; what it does not know is left out', () => {
    const info = infoOf('redis-8.0.6', { db2_distrib_strings_sizes: '0=1,512=2,1K=3,256M=4,2Z=5,1G=x' });
    expect(readKeysizes(info, 2)).toEqual([
      {
        type: 'string',
        unit: 'bytes',
        buckets: [
          { from: 0, keys: 1 },
          { from: 512, keys: 2 },
          { from: 1_024, keys: 3 },
          { from: 256 * 1_024 ** 2, keys: 4 },
        ],
      },
    ]);
  });

  test('of several nodes adds up', () => {
    const one = { type: 'set', unit: 'elements' as const, buckets: [{ from: 2, keys: 1 }] };
    const other = {
      type: 'set',
      unit: 'elements' as const,
      buckets: [
        { from: 1, keys: 5 },
        { from: 2, keys: 2 },
      ],
    };
    expect(addKeysizes([[one], [other]])).toEqual([
      {
        type: 'set',
        unit: 'elements',
        buckets: [
          { from: 1, keys: 5 },
          { from: 2, keys: 3 },
        ],
      },
    ]);
  });
});
