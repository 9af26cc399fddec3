import { expect, it } from 'vitest';
import { displayPath, drillDown } from './prefix';
import { PrefixTree } from './prefix-tree';
import { wayOn } from './way-on';

function waysFrom(names: readonly string[]) {
  const tree = new PrefixTree();
  for (const name of names) tree.add(name, tree.types.slotOf('string'), 100, false);
  const root = tree.snapshot();
  return drillDown(root, [])!.map((row) => {
    const end = wayOn(root, row);
    expect({ ...end, path: [], hasChildren: false }).toEqual({ ...row, path: [], hasChildren: false });
    return [displayPath(end.path), end.kind, end.hasChildren];
  });
}

it('goes past what one other alone continues', () =>
  expect(waysFrom(['app:session:1', 'app:session:2'])).toEqual([['app:session:{id}', 'prefix', false]]));

it('stops where names part', () =>
  expect(waysFrom(['app:session:1', 'app:session:2:cart'])).toEqual([['app:session:{id}', 'prefix', true]]));

it('stops where names end', () => expect(waysFrom(['user', 'user:1'])).toEqual([['user', 'prefix', true]]));
