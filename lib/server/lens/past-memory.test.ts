import { describe, expect, test } from 'vitest';
import type { PastSample } from '@/lib/patterns/pattern';
import { PastMemory } from './past-memory';

/** A sample of so many numbers. */
const sample = (at: number, numbers = 1): PastSample => ({
  at,
  values: Object.fromEntries(Array.from({ length: numbers }, (_, index) => [`n${index}`, index])),
});

/** A memory, and which of some things it still knows. */
function memory(most: { things?: number; numbers?: number }) {
  const it = new PastMemory({ things: 100, numbers: 100, ...most });
  const known = (...keys: string[]) => keys.filter((key) => it.of(key).length > 0);
  return { it, known };
}

describe('the past of a thing', () => {
  test('is its samples, the oldest first, as many as are to be kept', () => {
    const { it } = memory({});
    for (const at of [1, 2, 3, 4]) it.append('a', sample(at), 3);
    expect(it.of('a').map(({ at }) => at)).toEqual([2, 3, 4]);
    expect(it.of('b')).toEqual([]);
  });

  test('is due for another sample when the last one is old enough, or there is none', () => {
    const { it } = memory({});
    expect(it.isDue('a', 60, 1_000)).toBe(true);
    it.append('a', sample(1_000), 3);
    expect([it.isDue('a', 60, 1_059), it.isDue('a', 60, 1_060)]).toEqual([false, true]);
  });
});

describe('what was written longest ago is forgotten first, as a whole', () => {
  test('where there are too many things', () => {
    const { it, known } = memory({ things: 2 });
    for (const key of ['a', 'b', 'a', 'c']) it.append(key, sample(1), 3);
    expect(known('a', 'b', 'c')).toEqual(['a', 'c']);
    expect(it.of('a')).toHaveLength(2);
  });

  test('where there are too many numbers, and as many things as it takes', () => {
    const { it, known } = memory({ numbers: 100 });
    it.append('a', sample(1, 40), 3);
    it.append('b', sample(1, 40), 3);
    it.append('c', sample(1, 20), 3);
    expect(known('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    it.append('c', sample(2, 50), 3);
    expect(known('a', 'b', 'c')).toEqual(['c']);
    expect(it.of('c')).toHaveLength(2);
  });

  test('and what is no longer kept counts no more', () => {
    const { it, known } = memory({ numbers: 100 });
    it.append('a', sample(1, 20), 3);
    // 40 at any time, though 200 were written.
    for (const at of [1, 2, 3, 4, 5]) it.append('b', sample(at, 40), 1);
    it.append('c', sample(1, 40), 3);
    expect(known('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    it.append('d', sample(1, 60), 3);
    expect(known('a', 'b', 'c', 'd')).toEqual(['c', 'd']);
  });

  test('but never what was written just now', () => {
    const { it, known } = memory({ numbers: 10 });
    it.append('a', sample(1, 5), 3);
    it.append('b', sample(1, 11), 3);
    expect(known('a', 'b')).toEqual(['b']);
    it.append('b', sample(2, 11), 3);
    expect(it.of('b')).toHaveLength(2);
  });
});
