import { describe, expect, it } from 'vitest';
import { exportQuery, keyQuery, keysQuery, keyTreeQuery } from './keys-schema';
import { keyWire } from './key-wire';

describe('queries', () => {
  it('have defaults for all that may be left out', () => {
    expect(keysQuery.parse({})).toEqual({ db: 0, match: '*', count: 100 });
    expect(keyTreeQuery.parse({})).toEqual({ db: 0, separator: ':' });
    expect(exportQuery.parse({})).toEqual({ db: 0, match: '*' });
  });

  it.each<[string, { safeParse: (input: unknown) => { success: boolean } }, Record<string, string>]>([
    ['a page without keys', keysQuery, { count: '0' }],
    ['a page without end', keysQuery, { count: '501' }],
    ['a class of times that is none', keysQuery, { ttl: 'week' }],
    ['bytes that are none', keysQuery, { match: 'base64:%' }],
    ['a separator that is too long', keyTreeQuery, { separator: '123456789' }],
    ['a key that is not named', keyQuery, {}],
    ['chosen keys that are no JSON', exportQuery, { keys: 'a,b' }],
    ['chosen keys that are no list', exportQuery, { keys: '{"a":1}' }],
    ['no chosen key', exportQuery, { keys: '[]' }],
    ['too many chosen keys', exportQuery, { keys: JSON.stringify(Array(1_001).fill('k')) }],
  ])('refuse %s', (_title, schema, query) => expect(schema.safeParse(query).success).toBe(false));

  it('take a name as it stands in answers, the key without a name included', () => {
    for (const name of ['plain', '', '\xff\x00', 'base64:x'])
      expect(keyQuery.parse({ key: keyWire(name) }).key).toBe(name);
    expect(exportQuery.parse({ keys: JSON.stringify([keyWire(''), keyWire('\xff')]) }).keys).toEqual([
      '',
      '\xff',
    ]);
  });
});
