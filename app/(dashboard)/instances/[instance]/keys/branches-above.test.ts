import { describe, expect, it } from 'vitest';
import { branchesAbove } from './branches-above';

describe('the way to a branch', () => {
  it('has a step for each separator', () => {
    expect(branchesAbove('user:42:', ':')).toEqual([
      { prefix: 'user:', label: 'user' },
      { prefix: 'user:42:', label: '42' },
    ]);
    expect(branchesAbove('', ':')).toEqual([]);
    expect(branchesAbove('a--b--', '--')).toHaveLength(2);
  });

  it('goes by bytes, whatever they are', () => {
    expect(branchesAbove('base64:_zo', ':')).toEqual([{ prefix: 'base64:_zo', label: 'base64:_w' }]);
    expect(branchesAbove('größe:1', ':').map(({ label }) => label)).toEqual(['größe', '1']);
  });
});
