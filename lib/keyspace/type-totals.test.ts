import { expect, it } from 'vitest';
import { TypeTotals } from './type-totals';

const HASH = { type: 'hash', encoding: 'listpack' };

it('counts keys and bytes by type and encoding, the largest first', () => {
  const totals = new TypeTotals();
  totals.add('string', null, 10, false);
  totals.add('hash', 'listpack', 100, true);
  totals.add('hash', 'listpack', 300, false, 2);
  totals.add('hash', 'hashtable', 5, false);
  expect(totals.snapshot()).toEqual([
    { ...HASH, keys: 3, bytes: 700, largestBytes: 300, expiring: { keys: 1, bytes: 100 } },
    { type: 'string', encoding: null, keys: 1, bytes: 10, largestBytes: 10, expiring: { keys: 0, bytes: 0 } },
    { ...HASH, encoding: 'hashtable', keys: 1, bytes: 5, largestBytes: 5, expiring: { keys: 0, bytes: 0 } },
  ]);
});

it('adds up over nodes', () => {
  const one = new TypeTotals();
  const other = new TypeTotals();
  one.add('hash', 'listpack', 100, true);
  other.add('hash', 'listpack', 300, true);
  one.include(other.snapshot());
  expect(one.snapshot()).toEqual([
    { ...HASH, keys: 2, bytes: 400, largestBytes: 300, expiring: { keys: 2, bytes: 400 } },
  ]);
});

it('is bounded, and loses nothing', () => {
  const totals = new TypeTotals();
  for (let index = 0; index < 1_000; index += 1) totals.add(`type${index}`, null, 1, false);
  const rows = totals.snapshot();
  expect(rows.length).toBeLessThanOrEqual(201);
  expect(rows.reduce((sum, { keys }) => sum + keys, 0)).toBe(1_000);
  expect(rows[0]!.type).toBe('other');
});
