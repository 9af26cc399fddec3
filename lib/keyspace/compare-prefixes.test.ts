import { describe, expect, it } from 'vitest';
import { createRandom } from '@/demo/random';
import { comparePrefixes } from './compare-prefixes';
import { displayPath } from './prefix';
import { PrefixTree } from './prefix-tree';

/** So many keys of so many bytes under each prefix. */
function snapshotOf(counts: Record<string, [keys: number, bytes: number]>, most?: number) {
  const tree = new PrefixTree();
  for (const [prefix, [keys, bytes]] of Object.entries(counts))
    for (let id = 0; id < keys; id += 1) tree.add(`${prefix}:${id}`, tree.types.slotOf('set'), bytes, true);
  return tree.snapshot({ most });
}

describe('growth by prefix', () => {
  it('is said of what grew and what shrank, the most first', () => {
    const before = snapshotOf({ session: [10, 100], cart: [5, 10], gone: [3, 10] });
    const after = snapshotOf({ session: [30, 100], cart: [5, 10], fresh: [1, 7] });
    expect(
      comparePrefixes(before, after).map(({ path, growth }) => [
        displayPath(path),
        growth.keys,
        growth.bytes,
      ]),
    ).toEqual([
      ['session:{id}', 20, 2_000],
      ['', 18, 1_977],
      ['gone:{id}', -3, -30],
      ['fresh:{id}', 1, 7],
    ]);
  });

  it('is nothing between an analysis and itself', () => {
    const same = snapshotOf({ a: [3, 10], 'a:b': [2, 5] });
    expect(comparePrefixes(same, same)).toEqual([]);
  });

  it('stays with the prefix where several children share it', () => {
    const before = snapshotOf({ 'app:a': [1, 10], 'app:b': [1, 10] });
    const after = snapshotOf({ 'app:a': [2, 10], 'app:b': [1, 30] });
    expect(comparePrefixes(before, after).map(({ path }) => displayPath(path))).toEqual([
      '',
      'app',
      'app:b:{id}',
      'app:a:{id}',
    ]);
  });

  it('says how much may be hidden in a …', () => {
    const rare = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `r${String.fromCharCode(97 + (index % 26))}${index % 10}`,
        [1, 10] as [number, number],
      ]),
    );
    const before = snapshotOf({ ...rare, big: [50, 100], session: [1, 1] }, 16);
    const after = snapshotOf({ big: [50, 100], session: [20, 100] });
    const session = comparePrefixes(before, after).find(({ path }) => path[0] === 'session')!;
    expect(session.growth).toEqual({ keys: 20, bytes: 2_000 });
    const rest = before.children!.find(({ label }) => label === '…')!;
    expect(session.unsure).toEqual({ keys: rest.keys, bytes: rest.bytes });
    expect(session.before).toEqual({ keys: 0, bytes: 0 });
  });

  it('is bounded', () => {
    const random = createRandom(1);
    const tree = new PrefixTree();
    for (let index = 0; index < 500; index += 1)
      tree.add(
        String.fromCharCode(...Array.from({ length: 6 }, () => 97 + random.int(26))),
        tree.types.slotOf('set'),
        index,
        true,
      );
    expect(comparePrefixes(new PrefixTree().snapshot(), tree.snapshot())).toHaveLength(200);
  });
});
