import { expect, it } from 'vitest';
import { columnIds } from './column-ids';

it('makes words of fields, none twice and none that another column has', () => {
  expect(columnIds(['price', 'size', 'a.b', 'a b', 'ä', '-x', ''], ['key', 'size'])).toEqual([
    'price',
    'field-size',
    'a_b',
    'field-a_b',
    '_',
    'x',
    'field',
  ]);
});
