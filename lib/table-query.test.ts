import { describe, expect, it } from 'vitest';
import { compileQuery } from './table-query';

const rows = [
  { name: 'worker-mail-1', user: 'app', idle: 3, flags: 'b' },
  { name: 'worker-image', user: 'app', idle: 90, flags: 'N' },
  { name: 'web 1', user: 'shop', idle: 61, flags: 'N' },
  { name: '', user: null, idle: null, flags: 'S' },
];
type Row = (typeof rows)[number];
const columns = (['name', 'user', 'idle', 'flags'] as const).map((id) => ({
  id,
  value: (row: Row) => row[id],
}));
const matches = (query: string) =>
  rows.flatMap((row, index) => (compileQuery(query, columns)(row) ? [index] : []));

describe('compileQuery', () => {
  it.each([
    ['', [0, 1, 2, 3]],
    ['worker', [0, 1]],
    ['WORKER app', [0, 1]],
    ['name:mail', [0]],
    ['user=app', [0, 1]],
    ['user=ap', []],
    ['idle>60', [1, 2]],
    ['idle>=61 idle<90', [2]],
    ['-worker', [2, 3]],
    ['-flags:N user:app', [0]],
    ['name:"web 1"', [2]],
    ['idle>many', []],
    ['host:db', []],
  ])('%s matches rows %j', (query, expected) => {
    expect(matches(query)).toEqual(expected);
  });

  it('takes an unknown column for a plain word, so that an address can be typed as it is', () => {
    const addresses = [{ addr: '10.0.0.1:6379' }, { addr: '[::1]:80' }];
    const passes = compileQuery('10.0.0.1:6379', [
      { id: 'addr', value: (row: { addr: string }) => row.addr },
    ]);
    expect(addresses.map(passes)).toEqual([true, false]);
  });
});
