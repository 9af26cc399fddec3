import { describe, expect, it } from 'vitest';
import type { ObjectRow } from '@/lib/patterns/objects/model';
import { fieldColumns } from './field-columns';

const row = (fields: Record<string, string | null>): ObjectRow => ({
  key: 'item:1',
  type: 'hash',
  size: Object.keys(fields).length,
  ttlMs: null,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

describe('fieldColumns', () => {
  const rows = [
    row({ name: 'Cup', price: '4.50', token: null }),
    row({ name: 'Pot', price: '12', token: null, colour: 'red' }),
  ];

  it('has a column for each field, those that most objects have first', () => {
    expect(fieldColumns(rows).map(({ label }) => label)).toEqual(['name', 'price', 'token', 'colour']);
  });

  it('knows numbers, and shows their digits as they are stored', () => {
    const price = fieldColumns(rows)[1]!;
    expect(price.unit).toBe('count');
    expect(price.value(rows[0]!)).toBe(4.5);
    expect(price.cell!(rows[0]!)).toBe('4.50');
  });

  it('says what is masked and what is not there', () => {
    const [, , token, colour] = fieldColumns(rows);
    expect(token!.value(rows[0]!)).toBe('•••');
    expect(token!.extra).toBe(true);
    expect(colour!.value(rows[0]!)).toBeNull();
  });

  it('shows five of many at first', () => {
    const wide = row(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, 'x'])));
    expect(fieldColumns([wide]).filter(({ extra }) => !extra)).toHaveLength(5);
  });
});
