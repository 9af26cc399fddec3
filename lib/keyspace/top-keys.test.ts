import { describe, expect, it } from 'vitest';
import { createRandom } from '@/demo/random';
import { TopKeys } from './top-keys';
import { TypeSlots } from './type-slots';

function tops(most: number) {
  const types = new TypeSlots();
  return { types, top: new TopKeys(types, most) };
}

describe('the largest keys', () => {
  it.each([1, 2, 3, 4, 5])('are those that a sort finds, in any order of arrival (%i)', (seed) => {
    const random = createRandom(seed);
    const { types, top } = tops(10);
    const keys = Array.from({ length: 2_000 }, (_, index) => ({
      name: `key:${index}`,
      type: random.pick(['string', 'hash', 'set']),
      // Few sizes, so that many are equal.
      bytes: random.int(seed * 30),
    }));
    for (const { name, type, bytes } of keys) top.add(name, types.slotOf(type), bytes, -1);
    const sorted = keys.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
    const pick = (list: { name: string; bytes: number }[]) => list.map(({ name, bytes }) => [name, bytes]);
    expect(pick(top.largest())).toEqual(pick(sorted.slice(0, 10)));
    expect(pick(top.largest('hash'))).toEqual(
      pick(sorted.filter(({ type }) => type === 'hash').slice(0, 10)),
    );
  });

  it('say what is known of them', () => {
    const { types, top } = tops(10);
    top.add('a', types.slotOf('string'), 10, -1);
    top.add('b', types.slotOf('list'), 20, 5_000, 3);
    expect(top.largest()).toEqual([
      { name: 'b', nameLength: 1, type: 'list', bytes: 20, ttlMs: 5_000, length: 3 },
      { name: 'a', nameLength: 1, type: 'string', bytes: 10, ttlMs: null, length: null },
    ]);
    expect(top.largest('set')).toEqual([]);
  });

  it('are there once though a scan meets them twice', () => {
    const { types, top } = tops(3);
    for (const bytes of [10, 30, 20]) top.add('a', types.slotOf('string'), bytes, -1);
    top.add('b', types.slotOf('string'), 25, -1);
    expect(top.largest().map(({ name, bytes }) => [name, bytes])).toEqual([
      ['b', 25],
      ['a', 20],
    ]);
  });

  it('take bounded memory for names of any length, which says so', () => {
    const { types, top } = tops(3);
    top.add('x'.repeat(1_000_000), types.slotOf('string'), 10, -1);
    const [key] = top.largest();
    expect([key!.name.length, key!.nameLength]).toEqual([4_096, 1_000_000]);
  });

  it('of several nodes are those of all', () => {
    const one = tops(2);
    const other = tops(2);
    one.top.add('a', one.types.slotOf('string'), 10, -1);
    other.top.add('b', other.types.slotOf('hash'), 30, -1);
    other.top.add('c', other.types.slotOf('string'), 20, -1);
    one.top.include(other.top.largest());
    expect(one.top.largest().map(({ name }) => name)).toEqual(['b', 'c']);
  });
});

describe('types', () => {
  it('have a slot each, and those beyond the last one share it', () => {
    const { types } = tops(1);
    const slots = Array.from({ length: 20 }, (_, index) => types.slotOf(`type${index}`));
    expect(slots).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 11, 11, 11, 11, 11, 11]);
    expect(types.slotOf('type3')).toBe(3);
    expect(types.names[11]).toBe('other');
  });
});
