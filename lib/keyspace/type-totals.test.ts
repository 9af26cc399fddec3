import { expect, it } from 'vitest';
import { TypeTotals } from './type-totals';

const NOTHING = { keys: 0, bytes: 0 };

it('counts keys and bytes by type and by encoding, the largest first', () => {
  const totals = new TypeTotals();
  totals.add('string', null, 10, false, null);
  totals.add('hash', 'listpack', 100, true, 5);
  totals.add('hash', 'listpack', 300, false, 9);
  totals.add('hash', 'hashtable', 5, false, 600);
  const [hash, string] = totals.snapshot();
  expect(hash).toMatchObject({
    ...{ type: 'hash', keys: 3, bytes: 405, largestBytes: 300, expiring: { keys: 1, bytes: 100 } },
    encodings: [
      { encoding: 'listpack', keys: 2, bytes: 400, largestBytes: 300, expiring: { keys: 1, bytes: 100 } },
      { encoding: 'hashtable', keys: 1, bytes: 5, largestBytes: 5, expiring: NOTHING },
    ],
  });
  expect(hash!.encodings[1]!.lengths!.buckets.filter(({ keys }) => keys > 0)).toEqual([
    { from: 513, to: 1_025, keys: 1, bytes: 5 },
  ]);
  expect(string).toEqual({
    ...{ type: 'string', keys: 1, bytes: 10, largestBytes: 10, expiring: NOTHING },
    encodings: [{ encoding: null, keys: 1, bytes: 10, largestBytes: 10, expiring: NOTHING, lengths: null }],
  });
  expect(totals.sizes()).toMatchObject({ keys: 4, bytes: 415, least: 5, largest: 300 });
});

it('is bounded, and loses nothing', () => {
  const totals = new TypeTotals();
  for (let index = 0; index < 1_000; index += 1) totals.add(`type${index}`, null, 1, false, null);
  const types = totals.snapshot();
  expect(types.length).toBeLessThanOrEqual(201);
  expect(types.reduce((sum, { keys }) => sum + keys, 0)).toBe(1_000);
  expect(types[0]!.type).toBe('other');
});
